"""JSON Resume 1.2 as a JSON Schema, written from its published facts: names, types and the form of dates."""

from typing import Any

TEXT: dict[str, Any] = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
EMAIL = TEXT | {"format": "email"}
URL = TEXT | {"format": "uri"}
# A year, a month of it, or a day of that.
DATE = TEXT | {"pattern": r"^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"}


def thing(**parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": parts, "additionalProperties": True}


def many(**parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": thing(**parts)}


SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    **thing(
        **{"$schema": URL},
        basics=thing(
            name=TEXT, label=TEXT, image=TEXT, email=EMAIL, phone=TEXT, url=URL, summary=TEXT,
            location=thing(address=TEXT, postalCode=TEXT, city=TEXT, countryCode=TEXT, region=TEXT),
            profiles=many(network=TEXT, username=TEXT, url=URL),
        ),
        work=many(
            name=TEXT, position=TEXT, location=TEXT, description=TEXT, url=URL, startDate=DATE, endDate=DATE,
            summary=TEXT, highlights=TEXTS,
        ),
        volunteer=many(
            organization=TEXT, position=TEXT, url=URL, startDate=DATE, endDate=DATE, summary=TEXT, highlights=TEXTS
        ),
        education=many(
            institution=TEXT, url=URL, area=TEXT, studyType=TEXT, startDate=DATE, endDate=DATE, score=TEXT,
            courses=TEXTS,
        ),
        awards=many(title=TEXT, date=DATE, awarder=TEXT, summary=TEXT),
        certificates=many(name=TEXT, date=DATE, url=URL, issuer=TEXT),
        publications=many(name=TEXT, publisher=TEXT, releaseDate=DATE, url=URL, summary=TEXT),
        skills=many(name=TEXT, level=TEXT, keywords=TEXTS),
        languages=many(language=TEXT, fluency=TEXT),
        interests=many(name=TEXT, keywords=TEXTS),
        references=many(name=TEXT, reference=TEXT),
        projects=many(
            name=TEXT, description=TEXT, highlights=TEXTS, keywords=TEXTS, startDate=DATE, endDate=DATE, url=URL,
            roles=TEXTS, entity=TEXT, type=TEXT,
        ),
        meta=thing(canonical=URL, version=TEXT, lastModified=TEXT),
    ),
}  # fmt: skip
