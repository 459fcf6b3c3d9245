"""The builder on eighty documents as they occur: advertisements, guides, frameworks, letters and pages of any trade.

Usage: builder.py [--half open|held] [--notes] [NAME...]

The documents in ``role_documents`` are fictional. What each asks for was noted in ``truths.json`` before the builder
had read it. In the half called held no fault was looked for until 2026-12-01; since then both are development
sets. A name "a|b" may come under either. ``required`` and ``preferred`` are asked for, ``either`` must be found with
whatever need,
``admissible`` may be, and ``forbidden`` must not be asked for: praise, benefits, other jobs, the company's products,
what is not needed. ``unknown`` names are in no lexicon and must be discovered. NAME is the beginning of a file's
name.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from service import taxonomies
from taxonomy.model import Requirement, RoleProfile, Skill, Taxonomy

_FOLDERS = tuple(map(Path(__file__).with_name, ("role_documents", "everyday_role_documents")))
_LEVELS = ("high_school", "associate", "bachelor", "master", "doctorate")
_NOTHING = RoleProfile("none", "", assessable=False)


@dataclass(frozen=True)
class Truth:
    """What a document asks for, as people read it; ``total_years`` and ``degree`` are the least."""

    half: Literal["open", "held"]
    assessable: bool
    titles: list[str] = field(default_factory=list)
    required: list[str] = field(default_factory=list)
    preferred: list[str] = field(default_factory=list)
    either: list[str] = field(default_factory=list)
    admissible: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    alternatives: list[list[str]] = field(default_factory=list)
    years: dict[str, float] = field(default_factory=dict)
    total_years: float | None = None
    degree: str | None = None
    or_equivalent: bool = False
    fields: list[str] = field(default_factory=list)
    ladder: int = 0
    steps: int = 0


@dataclass
class Figures:
    """Counts of what is right, out of how many, and remarks on what isn't."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, measure: str, *, right: bool, note: str = "") -> None:
        """Count one case, with a remark where it is wrong."""
        self.total[measure] += 1
        self.right[measure] += right
        if not right:
            self.notes.append(f"{measure}: {note}" if note else measure)

    def merge(self, other: "Figures") -> None:
        """Add the counts of another document."""
        self.right.update(other.right)
        self.total.update(other.total)


class Found:
    """The requirements of a built role, by the names that people write for them."""

    def __init__(self, taxonomy: Taxonomy, role: RoleProfile) -> None:
        self.requirements = role.requirements
        self.skill = {item.skill_id: taxonomy.skill_by_id[item.skill_id] for item in role.requirements}
        self._names = {identity: _names(skill) for identity, skill in self.skill.items()}

    def named(self, name: str) -> list[Requirement]:
        """The requirements that go by one of the names "a|b"."""
        wanted = {_plain(part) for part in name.split("|")}
        return [item for item in self.requirements if wanted & self._names[item.skill_id]]

    def shown(self, items: Iterable[Requirement]) -> str:
        """Names and needs, a star for what was discovered, and the heading that asks for it."""
        return ", ".join(
            f"{self.skill[item.skill_id].name}{'*' * self.skill[item.skill_id].discovered} "
            f"[{item.need}, {item.citations[0].heading.split(' > ')[-1][:40]!r}]"
            for item in items
        )


def main(half: str | None, names: Sequence[str], *, notes: bool) -> None:
    """Build every document alone, compare, and print."""
    figures: dict[str, Figures] = {}
    for file, truth in truths().items():
        if (half and truth.half != half) or (names and not file.name.startswith(tuple(names))):
            continue
        found = compare(truth, *built(file))
        figures.setdefault(f"{file.parent.name}, {truth.half} half", Figures()).merge(found)
        if notes and found.notes:
            print(file.name, *found.notes, sep="\n   ")
    for shown, counted in figures.items():
        print(shown)
        for measure, total in counted.total.items():
            print(f"  {measure:42} {counted.right[measure]:4} of {total:4}   {counted.right[measure] / total:.3f}")


def truths() -> dict[Path, Truth]:
    """The noted truths by document."""
    found: dict[Path, Truth] = {}
    for folder in _FOLDERS:
        rows = json.loads((folder / "truths.json").read_text(encoding="utf-8"))
        found |= {folder / name: Truth(**row) for name, row in rows.items()}
    return found


def built(file: Path) -> tuple[Taxonomy, RoleProfile]:
    """The taxonomy of one document, and the role in it that asks for most."""
    taxonomy, _ = taxonomies.build_from([file])
    return taxonomy, max(taxonomy.roles, key=lambda role: (role.assessable, len(role.requirements)), default=_NOTHING)


def compare(truth: Truth, taxonomy: Taxonomy, role: RoleProfile) -> Figures:
    """Everything that was noted against everything that was built."""
    figures = Figures()
    figures.add("assessable or not", right=role.assessable == truth.assessable, note=f"came {role.assessable}")
    if not truth.assessable:
        return figures
    figures.add("one role", right=len(taxonomy.roles) == 1, note=f"came {[item.title for item in taxonomy.roles]}")
    right = _plain(role.title) in map(_plain, truth.titles)
    figures.add("title", right=right, note=f"came {role.title!r}, should be {truth.titles[:1]}")
    found = Found(taxonomy, role)
    compare_needs(truth, found, figures)
    compare_what_is_too_much(truth, found, figures)
    compare_alternatives(truth, found, figures)
    compare_years(truth, role, found, figures)
    compare_the_rest(truth, role, figures)
    return figures


def compare_needs(truth: Truth, found: Found, figures: Figures) -> None:
    """Every name that the document asks for."""
    for name in truth.required:
        items = found.named(name)
        need = f"{name} came {found.shown(items) or 'not'}"
        figures.add("required found", right=bool(items), note=name)
        if items:
            figures.add("required with the right need", right=_any(items, "required"), note=need)
    for name in truth.preferred:
        items = found.named(name)
        need = f"{name} came {found.shown(items) or 'not'}"
        figures.add("preferred found", right=bool(items), note=name)
        if items:
            figures.add("preferred with the right need", right=_any(items, "preferred", "optional"), note=need)
    for name in truth.either:
        figures.add("duties and levels found", right=bool(found.named(name)), note=name)
    for name in truth.unknown:
        items = found.named(name)
        figures.add("unknown names discovered", right=bool(items), note=name)


def compare_what_is_too_much(truth: Truth, found: Found, figures: Figures) -> None:
    """Names that nobody asks for, and how many of those asked for were noted."""
    noted = [*truth.required, *truth.preferred, *truth.either, *truth.admissible]
    claimed = {item.skill_id for name in noted for item in found.named(name)}
    for name in truth.forbidden:
        asked = [item for item in found.named(name) if item.need != "mentioned" and item.skill_id not in claimed]
        figures.add("forbidden names left out", right=not asked, note=found.shown(asked))
    for item in found.requirements:
        if item.need != "mentioned":
            figures.add("asked-for names that were noted", right=item.skill_id in claimed, note=found.shown([item]))
        if found.skill[item.skill_id].discovered:
            figures.add("discovered names that were noted", right=item.skill_id in claimed, note=found.shown([item]))


def compare_alternatives(truth: Truth, found: Found, figures: Figures) -> None:
    """Groups of which any one satisfies."""
    for names in truth.alternatives:
        groups = [{item.group for item in found.named(name) if item.group} for name in names]
        figures.add("alternatives together", right=bool(set.intersection(*groups)), note=" / ".join(names))
    made: dict[str, list[Requirement]] = {}
    for item in found.requirements:
        if item.group:
            made.setdefault(item.group, []).append(item)
    for members in made.values():
        if not _any(members, "required", "preferred", "optional"):
            continue  # fields of study
        ids = {item.skill_id for item in members}
        noted = [{item.skill_id for name in names for item in found.named(name)} for names in truth.alternatives]
        right = any(len(ids & group) > 1 for group in noted)
        figures.add("groups that were noted", right=right, note=found.shown(members))


def compare_years(truth: Truth, role: RoleProfile, found: Found, figures: Figures) -> None:
    """Least years for a skill and in total."""
    for name, years in truth.years.items():
        came = [item.min_years for item in found.named(name)]
        figures.add("years of a skill", right=years in came, note=f"{name} came {came}, should be {years}")
    noted = {item.skill_id for name in truth.years for item in found.named(name)}
    for item in found.requirements:
        if item.min_years:
            note = f"{found.shown([item])} came {item.min_years}"
            figures.add("years that were noted", right=item.skill_id in noted, note=note)
    least = role.experience_years.min if role.experience_years else None
    right = (least or 0) == (truth.total_years or 0)
    figures.add("years in total", right=right, note=f"came {least}, should be {truth.total_years}")


def compare_the_rest(truth: Truth, role: RoleProfile, figures: Figures) -> None:
    """Degree, its fields, what may stand in its place, ladder and steps."""
    least = min(role.education, key=_LEVELS.index, default=None)
    right = least == truth.degree or (truth.or_equivalent and least is None)
    figures.add("degree", right=right, note=f"came {role.education}, should be {truth.degree}")
    came = {_plain(name) for name in role.education_fields}
    for name in truth.fields:
        figures.add("fields of study", right=_plain(name) in came, note=f"{name}, came {role.education_fields}")
    if truth.degree and least:
        note = f"came {role.education_or_equivalent}"
        figures.add("or equivalent", right=role.education_or_equivalent == truth.or_equivalent, note=note)
    for measure, count, items in (("ladder", truth.ladder, role.ladder), ("steps", truth.steps, role.steps)):
        if count or items:
            note = f"came {[item.text[:60] for item in items]}, should be {count or 'none'}"
            figures.add(measure, right=len(items) >= count > 0, note=note)


def _any(items: Iterable[Requirement], *needs: str) -> bool:
    return any(item.need in needs for item in items)


def _names(skill: Skill) -> set[str]:
    return {_plain(name) for name in (skill.name, skill.id, skill.id.replace("-", " "), *skill.aliases)} | {
        _plain(name) for name in skill.spellings
    }


def _plain(name: str) -> str:
    return re.sub(r"[^\w+#.&/]+", " ", name.lower().replace("’", "'")).strip()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("open", "held"))
    parser.add_argument("--notes", action="store_true", help="say what is wrong in each document")
    parser.add_argument("names", nargs="*", metavar="NAME")
    chosen = parser.parse_args()
    main(chosen.half, chosen.names, notes=chosen.notes)
