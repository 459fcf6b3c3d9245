"""Where a document takes experience in a degree's place, long experience gives a degree's points."""

from dataclasses import replace

from matchers.education import RANK
from matchers.scoring import prepare
from matchers.signals import JobEvidence, ScoringInput, compare_education
from taxonomy.model import RoleProfile, Years

STRICT = RoleProfile("r", "Data Engineer", education=("bachelor",), experience_years=Years(5), terms=(("data", 1.0),))
OPEN = replace(STRICT, education_or_equivalent=True)


def _points(role: RoleProfile, *, years: int, degree: str = "none", title: str = "data engineer") -> int:
    job = JobEvidence(((24_000, 24_000 + 12 * years - 1),), title, frozenset())
    person = ScoringInput(
        support={},
        terms={},
        listed_terms=frozenset(),
        plain_titles=(title,),
        named_titles=frozenset(),
        jobs=(job,),
        degree_rank=RANK[degree],  # type: ignore[index]
        degree_fields=(),
    )
    return compare_education(prepare(role), person)[0]


def test_long_experience_counts_as_the_degree_only_where_the_document_says_so() -> None:
    full = _points(STRICT, years=1, degree="bachelor")
    assert full > 0
    assert _points(OPEN, years=15) == full
    assert _points(STRICT, years=15) == 0


def test_the_years_that_are_asked_for_anyway_stand_for_no_degree() -> None:
    assert _points(OPEN, years=5) == 0
    assert 0 < _points(OPEN, years=7) < _points(OPEN, years=9) == _points(OPEN, years=20)


def test_work_of_another_kind_stands_for_no_degree() -> None:
    assert _points(OPEN, years=15, title="pastry chef") == 0


def test_a_degree_counts_as_before_and_never_less_than_experience_alone() -> None:
    for years in (1, 7, 15):
        assert _points(OPEN, years=years, degree="bachelor") == _points(STRICT, years=years, degree="bachelor")
        assert _points(OPEN, years=years, degree="associate") >= _points(OPEN, years=years)
