"""What is read of resumes as people write them, against the truth that was noted before they were ever read.

    python benchmarks/reading/resumes.py [--verbose]

``resumes/`` holds 52 resumes of fictional people in as many forms (pasted LinkedIn pages, careers without dates,
tables of skills, letters, military records, side columns, time lines), ``more_resumes/`` 45 of more trades and
countries, fifteen of them as files of word processors and browsers, ``further_resumes/`` 40 of as many trades, half of
them ``mended`` on at once and half ``held_back`` until 1 December 2026, ``everyday_resumes/`` 40 of which two thirds
are as ordinary as most are. ``truth.json`` beside them is what a careful
reader says of each: the skills and how they are shown, names that are no skills there (``not``), months of work,
titles, degree, and roles. ``also`` are further skills that were judged right when they were found. Whoever wrote them
did not know how the reader works; rules have been mended on them since, so the figures say what is read, not how well
the next resume will be.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from layouts import PROJECT

sys.path.insert(0, str(PROJECT))
from matchers.dates import month_number
from matchers.matching import Matcher
from matchers.profiles import ResumeProfile
from service import taxonomies
from service.reading import read_in_process

AS_OF = month_number(2026, 6)
FOLDERS = ("resumes", "more_resumes", "further_resumes/mended", "further_resumes/held_back", "everyday_resumes")
SOFT = frozenset({"soft-skill", "human-language", "language"})
WITHIN = 1  # months


def main(*, verbose: bool) -> None:
    """Measure and print."""
    matcher = taxonomies.matcher()
    for name in FOLDERS:
        print(name)
        measure(Path(__file__).parent / name, matcher, verbose=verbose)


def measure(folder: Path, matcher: Matcher, *, verbose: bool) -> None:
    """Print the figures of one folder."""
    kinds = {skill.id: skill.kind for skill in matcher.taxonomy.skills}
    total: Counter[str] = Counter()
    for name, truth in json.loads((folder / "truth.json").read_text(encoding="utf-8")).items():
        document = read_in_process((folder / name).read_bytes(), name=name)
        profile, ranked = matcher.rank(document, AS_OF)
        counts = compared(profile, truth, kinds)
        if truth["roles"]:
            counts["ranked"] += 1
            counts["right role"] += ranked[0].role.profile.id in truth["roles"]
        total += counts
        if verbose:
            print(name, dict(counts), sorted(set(truth["skills"]) - held(profile).keys()), profile.titles)
    shown = (
        ("skills found", "skills found", "skills"),
        ("found that are right", "right", "found"),
        ("of those found, tier right", "tier right", "skills found"),
        ("names that are no skills, taken for some", "trapped", "traps"),
        ("months of work, within one", "months right", "resumes"),
        ("all titles, latest first", "titles right", "resumes"),
        ("degree", "degree right", "resumes"),
        ("best role, where one is right", "right role", "ranked"),
    )
    for label, part, whole in shown:
        if total[whole]:
            print(f"{label:42} {total[part]:4} of {total[whole]:4}  {total[part] / total[whole]:.3f}")


def held(profile: ResumeProfile) -> dict[str, str]:
    """The tiers of the skills that a profile says are held."""
    return {evidence.skill_id: evidence.tier for evidence in profile.held()}


def compared(profile: ResumeProfile, truth: dict[str, Any], kinds: dict[str, str]) -> Counter[str]:
    """How much of what a careful reader says was read."""
    mine = held(profile)
    hard = {skill for skill in mine if kinds.get(skill) not in SOFT}
    least, most = truth["months"]
    degrees = {"none": "none", "high_school": "none"}
    return Counter(
        {
            "resumes": 1,
            "skills": len(truth["skills"]),
            "skills found": len(truth["skills"].keys() & mine.keys()),
            "found": len(hard),
            "right": len(hard & (truth["skills"].keys() | set(truth["also"]))),
            "tier right": sum(mine.get(skill) == tier for skill, tier in truth["skills"].items()),
            "traps": len(truth["not"]),
            "trapped": len(mine.keys() & set(truth["not"])),
            "months right": least - WITHIN <= profile.experience_months <= most + WITHIN,
            "titles right": _plain(profile.titles) == _plain(truth["titles"]),
            "degree right": degrees.get(profile.education.level, profile.education.level)
            == degrees.get(truth["degree"], truth["degree"]),
        }
    )


def _plain(titles: Any) -> list[str]:  # noqa: ANN401
    return [" ".join(title.lower().replace("–", "-").split()) for title in titles]


if __name__ == "__main__":
    main(verbose="--verbose" in sys.argv)
