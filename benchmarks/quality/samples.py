"""Our own sample resumes: the right role first, among the first three, and strangers below everyone.

Usage: samples.py [LABELS]

LABELS is samples/labels.csv of this project where it isn't given. We wrote these resumes ourselves, so the figures show
that nothing broke, not how good the matcher is; the words baseline says how easy they are.
"""

import sys
from pathlib import Path

from shared import measured, show

from service import taxonomies
from service.evaluation import baselines, read_cases


def main(labels: Path) -> None:
    """Measure and print."""
    matcher = taxonomies.matcher()
    cases = read_cases(labels, {role.id: role.id for role in matcher.taxonomy.roles})
    texts = baselines.role_texts(matcher.taxonomy, baselines.shipped_documents())
    found = measured(cases, matcher, texts)
    show(found, ("top_1", "top_3", "mrr", "in_out_auc"))
    for outcome in found.outcomes:
        place = outcome.ranking.position(outcome.case.role_ids)
        if outcome.case.role_ids and place != 1:
            print(f"  {outcome.case.name}: {outcome.ranking.best}, right one at {place}")
    lowest = min((o.ranking.confidence, o.case.name) for o in found.outcomes if o.case.role_ids)
    highest = max((o.ranking.confidence, o.case.name) for o in found.outcomes if not o.case.role_ids)
    print(f"  lowest best score with a role {lowest}, highest of a stranger {highest}")
    for band in found.bands:
        print(f"  band {band.band:8} {band.right} of {band.cases} right")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]) if len(sys.argv) == 2 else Path(__file__).parents[2] / "samples" / "labels.csv")
