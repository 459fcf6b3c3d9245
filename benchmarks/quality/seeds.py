"""The builder on the source documents: sixteen roles, the skills they name, and no furniture.

Usage: seeds.py FOLDER

FOLDER holds the source documents. ``seed_skills.json`` beside this script lists by hand, for each role, the
technologies, methods and soft skills that its part of the documents names. Recall: the share of them that the role's
requirements hold. Precision: the share of extracted skills whose cited words are a name of the skill, by a check that
doesn't use the index (the words are compared with the skill's names). Furniture: extracted names that are words of
navigation, pay or place. Nothing here judges whether a named skill matters to the role.
"""

import json
import re
import sys
import time
from pathlib import Path

from service import taxonomies
from taxonomy.model import RoleProfile, Skill, Taxonomy
from taxonomy.names import phrase
from taxonomy.surface import SurfaceIndex, spellings

_FURNITURE = re.compile(
    r"\b(?:logo|image|takeaways?|careers?|salar(?:y|ies)|overview|per year|annual(?:ly)?|san francisco|new york|"
    r"seattle|linkedin|meta|deloitte|world economic forum|bureau|cagr|billion|million|entry-level|mid-level|"
    r"senior-level|usd?|bachelor'?s?|master'?s|ph\.?d|north america|asia pacific|europe)\b",
    re.IGNORECASE,
)


def main(folder: Path) -> None:
    """Measure and print."""
    wanted: dict[str, list[str]] = json.loads(Path(__file__).with_name("seed_skills.json").read_text(encoding="utf-8"))
    started = time.perf_counter()
    sources = taxonomies.sources([folder])
    read = time.perf_counter()
    taxonomy, problems = taxonomies.build_from([folder])
    seconds = time.perf_counter() - read
    print(
        f"{len(taxonomy.roles)} of {len(wanted)} roles; built in {seconds:.1f} s ({read - started:.1f} s of it reading)"
    )
    print(f"  missing roles: {sorted(wanted.keys() - taxonomy.role_by_id.keys()) or 'none'}")
    print(f"  roles too many: {sorted(taxonomy.role_by_id.keys() - wanted.keys()) or 'none'}")
    for problem in problems:
        print(f"  {problem.document}: {problem.message}")
    recall(taxonomy, wanted)
    precision(taxonomy, {source.id: source.text for source in sources})


def recall(taxonomy: Taxonomy, wanted: dict[str, list[str]]) -> None:
    """Print, by role, the share of listed skills that were found, and the missed ones."""
    index = SurfaceIndex(taxonomy.skills)
    found = total = 0
    for role_id, names in wanted.items():
        role = taxonomy.role_by_id.get(role_id)
        missed = [name for name in names if role is None or not _has(role, name, index)]
        found, total = found + len(names) - len(missed), total + len(names)
        print(f"  {role_id:42} {len(names) - len(missed):3} of {len(names):3}   missed: {', '.join(missed) or 'none'}")
    print(f"skill recall {found / total:.3f} ({found} of {total})")


def _has(role: RoleProfile, name: str, index: SurfaceIndex) -> bool:
    identity = index.skill_of(phrase(name))
    return any(requirement.skill_id == identity for requirement in role.requirements)


def precision(taxonomy: Taxonomy, texts: dict[str, str]) -> None:
    """Print the share of extracted skills that the cited words name, and suspicious names."""
    true = total = 0
    wrong: list[str] = []
    furniture: set[str] = set()
    for role in taxonomy.roles:
        for requirement in role.requirements:
            skill = taxonomy.skill_by_id[requirement.skill_id]
            cited = [texts[c.document][c.start : c.end] for c in requirement.citations]
            named = sum(_names(skill, words) for words in cited)
            true, total = true + (named == len(cited)), total + 1
            if named < len(cited):
                wrong.append(f"{skill.name} from {cited[0]!r}")
            if _FURNITURE.search(skill.name):
                furniture.add(skill.name)
    discovered = sorted(skill.name for skill in taxonomy.skills if skill.discovered)
    print(f"cited words name the skill {true / total:.3f} ({true} of {total} requirements)")
    print(f"  not so: {'; '.join(wrong[:15]) or 'none'}")
    print(f"furniture {len(furniture)}: {', '.join(sorted(furniture)) or 'none'}")
    print(f"discovered {len(discovered)}: {', '.join(discovered)}")


def _names(skill: Skill, words: str) -> bool:
    return phrase(words) in spellings(skill)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
