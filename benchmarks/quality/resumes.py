"""Real resumes of 25 trades against 25 one-page role documents that are not ours to tune on.

Usage: resumes.py FOLDER [DOCUMENTS]

FOLDER holds resumes.csv (external_id, resume_text, category: 166 different resumes of a public set, texts without a
licence: they are measured with and never committed). DOCUMENTS are the role documents beside this folder; they were
written from general knowledge of the occupations, with nothing but the names of the categories in view. The taxonomy is
built from them by the same builder as ours. The name baseline counts how often a category's own name stands in the
text.
"""

import re
import sys
from pathlib import Path

from shared import confusions, matcher_of, measured, show, table, text_cases

from service.evaluation.answers import Ranking, answers
from service.evaluation.measures import values


def main(folder: Path, documents: Path) -> None:
    """Measure and print."""
    rows = table(folder / "resumes.csv")
    matcher, role_of, texts = matcher_of(documents)
    category = {row["external_id"]: row["category"] for row in rows}
    cases = text_cases((r["external_id"], r["resume_text"], (role_of[_document(r["category"])],)) for r in rows)
    found = measured(cases, matcher, texts)
    show(found, ("top_1", "top_3", "mrr", "macro_top_1", "macro_f1"))
    names = {role_of[_document(name)]: name for name in category.values()}
    told = answers([_by_name(case.text or "", names) for case in cases], [case.role_ids for case in cases])
    by_name = values(told)
    print(f"name match   top-1 {by_name['top_1']:.3f}, top-3 {by_name['top_3']:.3f}")
    confusions(found, category)


def _document(category: str) -> str:
    return category.lower().replace(" ", "-")


def _by_name(text: str, names: dict[str, str]) -> Ranking:
    counts = {role: len(re.findall(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)) for role, name in names.items()}
    return Ranking(tuple(sorted(counts, key=lambda role: (-counts[role], role))), float(max(counts.values())))


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else Path(__file__).parents[1] / "role_documents")
