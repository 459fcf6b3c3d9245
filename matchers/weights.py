"""Every constant that decides a score, in one place, each with the case that forced it.

The credits that one skill lends another stand with the relations, in ``taxonomy.relations``.
"""

import hashlib
import json
from typing import Final

from matchers.dates import month_number
from taxonomy.relations import CHILD_CREDIT, IMPLIED_CREDIT

__all__ = ["AS_OF", "CHILD_CREDIT", "IMPLIED_CREDIT", "config_version"]

MAX_POINTS: Final = 1000  # tenths: a score of 100.0
# Tenths of a point for each signal where a role can be compared by all of them. The words of the work tell strangers'
# documents apart better than the names of skills, which many trades share (benchmarks/quality/RESULTS.md).
SIGNAL_POINTS: Final = {"skills": 300, "responsibilities": 450, "titles": 150, "experience": 60, "education": 40}

# What "present" means where the caller gives no date: the month of this engine's release, so that the same bytes give
# the same score for ever. A new engine moves it, and the version says so.
AS_OF: Final = month_number(2026, 11)

# Thousandths of a requirement's points by evidence. A list is a claim, a job is evidence: a bare list of every required
# skill must stay under a fifth of the maximum (300 x 0.3 = 90 of 1000 tenths, and 63 for its words).
TIER_CREDIT: Final = {"demonstrated": 1000, "stated": 650, "listed": 300}
# A requirement's weight by need: "a plus" is worth a third of "must".
NEED_FACTOR: Final = {"required": 1.0, "preferred": 0.35, "mentioned": 0.08}
# At most so many requirements bear points, the heaviest: nobody reads a hundred gaps, and long guides would be hard
# to fit.
MOST_REQUIREMENTS: Final = 60
# A document that names fewer skills than this, counted as if they weighed the same, leaves part of their points to the
# responsibilities: with three skills at 16 points each, everybody with a spreadsheet would be a court clerk.
BROAD_REQUIREMENTS: Final = 20
# Points grow a little faster than weights: the main tools of a trade tell more than the sum of its side notes.
WEIGHT_POWER: Final = 1.5

# Overlap with the role's own words at which the responsibilities count as fully met: what the most detailed of our
# sample resumes reach.
RESPONSIBILITIES_FULL: Final = 8.5
# Statements that must hold a word for half of its weight; one gives a quarter. A driver's resume says "route" once in
# passing, and a planner's in every second line.
HALF_SAID: Final = 3
# What the words of lists may bring of the responsibilities' points: many resumes are little else, and a bare list of
# every skill that a role names must stay below a fifth of the maximum.
LISTED_SHARE: Final = 0.14
# A job counts for a role when its title is like one of the role's, or its text holds so many of the role's most telling
# words: years as a teacher are no years as an engineer.
SIGNATURE_TERMS: Final = 100
SIGNATURE_HITS: Final = 3
TITLE_FROM: Final = 0.4  # likeness of titles below which none is credited: "sales engineer" vs "data engineer" is 0.23
TITLE_FULL: Final = 0.9
TITLE_RECENCY: Final = (1.0, 0.7, 0.5)  # a data engineer who was an ML engineer ten years ago is a data engineer

NAMED_TITLE_CREDIT: Final = 0.5  # "Data engineer with six years …" in a summary is a claim, a job held is evidence
# Years of such work, beside those the role asks for, that stand in for a degree where a document takes "a degree or
# equivalent experience": as long as the studies.
EQUIVALENT_YEARS: Final = {"bachelor": 4, "master": 6, "doctorate": 9}
OTHER_FIELD: Final = 0.4  # a degree in law says that somebody can study, not that they studied computing

# Calibrated on the labelled samples (benchmarks/RESULTS.md): of role matches with a score in the band, the role was the
# right one in 88 % (strong), 35 % (good), 9 % (partial), under 1 % (weak) and 0 % (none). Strangers reach 16.2.
BANDS: Final = ((530, "strong"), (430, "good"), (330, "partial"), (200, "weak"), (0, "none"))

SHORTEST_RESUME: Final = 200  # visible characters


def config_version() -> str:
    """The digest of every constant here; it stands in each report."""
    table = {name: value for name, value in sorted(globals().items()) if name.isupper()}
    return f"sha256:{hashlib.sha256(json.dumps(table, sort_keys=True, default=str).encode()).hexdigest()}"
