"""How partners come in: our key as the user of HTTP Basic, and bodies of which we read what we know."""

import base64
import binascii
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from fastapi.security import HTTPBasic
from pydantic import BaseModel, ConfigDict, field_validator

from service.api.access import Principal, authenticate
from service.api.problems import ApiProblem
from service.api.services import ServicesHere
from service.ats.desk import Desk

_CHALLENGE: Final = {"WWW-Authenticate": 'Basic realm="rolefit", charset="UTF-8"'}
_MOST: Final = 170  # characters of a key that Greenhouse takes
_basic = HTTPBasic(
    auto_error=False,
    scheme_name="PartnerKey",
    description="An API key with the scope `match` as the user name, and an empty password.",
)


class Lenient(BaseModel):
    """A partner's body: what we don't know is ignored, since partners add to theirs."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    @field_validator("*")
    @classmethod
    def _whole(cls, value: Any) -> Any:  # noqa: ANN401
        """Half a character (a lone surrogate) can be written in JSON, and kept and hashed by nothing."""
        if isinstance(value, str):
            try:
                value.encode()
            except UnicodeEncodeError:
                raise ValueError("holds half a character") from None
        return value


async def _desk(services: ServicesHere) -> Desk:
    return services.parts.of(Desk)


DeskHere = Annotated[Desk, Depends(_desk)]


def key_of(header: str | None) -> str | None:
    """The user name of an Authorization header of the Basic kind, or None."""
    scheme, _, value = (header or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, colon, _ = base64.b64decode(value.strip(), validate=True).decode("ascii").partition(":")
    except (binascii.Error, ValueError):
        return None
    return user if colon and 0 < len(user) <= _MOST else None


def authorization(key: str) -> str:
    """The Authorization header of a key."""
    return f"Basic {base64.b64encode(f'{key}:'.encode()).decode()}"


async def _partner(request: Request, _shown: Annotated[object, Depends(_basic)] = None) -> Principal:
    key = key_of(request.headers.get("authorization"))
    if key is None:
        detail = "Send an API key as the user name of HTTP Basic, with an empty password."
        raise ApiProblem("unauthenticated", detail, headers=_CHALLENGE)
    try:
        principal = await authenticate(request, key)
    except ApiProblem as problem:
        if problem.code == "unauthenticated":
            problem.headers.update(_CHALLENGE)
        raise
    if not principal.may("match"):
        raise ApiProblem("forbidden", "This needs a key with the scope match.")
    return principal


Partner = Annotated[Principal, Depends(_partner)]
