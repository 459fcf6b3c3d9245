"""Which of the sixteen roles is this ad, and does any fit? Real ads with their titles removed.

Usage: ads.py FOLDER

FOLDER holds ads.csv (external_id, resume_text: the ad, family) and outside.csv (external_id, resume_text) with the ads
of two public repositories (texts without a licence: they are measured with and never committed). ``macro_top_1`` is the
mean over the five families; ``in_out_auc`` sets the families' ads against ads of other trades. The words baseline is
TF-IDF over the same role guides.
"""

import sys
import time
from pathlib import Path

from shared import confusions, measured, show, table, text_cases

from service import taxonomies
from service.evaluation import Evaluation, baselines
from service.matching import text_document

# A family is right when the best role is one of these.
FAMILIES = {
    "mlops": ("ai-machine-learning-operations-engineer", "ml-devops-architect", "ml-devops-manager"),
    "azure-data": ("data-engineer-azure",),
    "data-engineer": ("data-engineering-expert", "data-cloud-platform-engineer", "data-engineer-azure"),
    "ml-engineer": (
        "distinguished-machine-learning-engineer",
        "ai-machine-learning-systems-engineer",
        "production-ai-engineer",
        "ai-build-engineer",
    ),
    "ai-engineer": (
        "production-ai-engineer",
        "ai-build-engineer",
        "ai-machine-learning-systems-engineer",
        "distinguished-machine-learning-engineer",
    ),
}


def main(folder: Path) -> None:
    """Measure and print."""
    ads, outside = table(folder / "ads.csv"), table(folder / "outside.csv")
    family = {row["external_id"]: row["family"] for row in ads}
    cases = text_cases(
        [
            *((row["external_id"], row["resume_text"], _right(row["family"])) for row in ads),
            *((row["external_id"], row["resume_text"], ()) for row in outside),
        ]
    )
    matcher = taxonomies.matcher()
    texts = baselines.role_texts(matcher.taxonomy, baselines.shipped_documents())
    found = measured(cases, matcher, texts)
    show(found, ("macro_top_1", "top_1", "in_out_auc"))
    confusions(found, family)
    _separation(found)
    for band in found.bands:
        print(f"  band {band.band:8} {band.right} of {band.cases} right")
    started = time.process_time()
    for case in cases:
        matcher.rank(text_document(case.text or ""))
    print(f"{(time.process_time() - started) / len(cases) * 1000:.2f} CPU-ms a text (profile and all roles)")


def _right(family: str) -> tuple[str, ...]:
    # ml-engineer and ai-engineer allow the same roles; the order keeps them two labels with two means.
    return FAMILIES[family]


def _separation(found: Evaluation) -> None:
    results = found.outcomes
    for name, inside in (("with a role", True), ("other trades", False)):
        best = sorted(o.ranking.confidence for o in results if bool(o.case.role_ids) is inside)
        shares = ", ".join(f"{part} % {best[len(best) * part // 100]:.1f}" for part in (5, 25, 50, 75, 95))
        print(f"  best scores, {name}: {shares}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
