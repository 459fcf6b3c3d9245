"""A resume's own text with the places that count, as pieces a template can print one after another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A mention's place in the text; ``anchor`` is the id of the mark that begins there."""

    skill_id: str
    start: int
    end: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; ``skills`` are the ids of the skills it names, none for plain text."""

    text: str
    skills: tuple[str, ...] = ()
    names: str = ""
    anchor: str = ""


def places(skills: Sequence[Mapping[str, Any]], length: int) -> dict[str, list[Place]]:
    """The places of every skill's mentions, by skill id; those outside the text are left out."""
    found: dict[str, list[Place]] = {}
    for skill in skills:
        found[skill["skill_id"]] = [
            Place(skill["skill_id"], m["start"], m["end"], f"t-{m['start']}")
            for m in skill["mentions"]
            if 0 <= m["start"] < m["end"] <= length
        ]
    return found


def pieces(text: str, found: Mapping[str, Sequence[Place]], names: Mapping[str, str]) -> list[Piece]:
    """The text cut at every mention's ends, so that mentions inside others keep their own marks."""
    every = [place for group in found.values() for place in group]
    cuts = sorted({0, len(text), *(p.start for p in every), *(p.end for p in every)})
    starting = sorted(every, key=lambda p: p.start)
    active: list[Place] = []
    result, index = [], 0
    for start, end in pairwise(cuts):
        active = [place for place in active if place.end > start]
        while index < len(starting) and starting[index].start == start:
            active.append(starting[index])
            index += 1
        ids = tuple(dict.fromkeys(place.skill_id for place in active))
        anchor = f"t-{start}" if any(place.start == start for place in active) else ""
        result.append(Piece(text[start:end], ids, ", ".join(names[i] for i in ids), anchor))
    return result
