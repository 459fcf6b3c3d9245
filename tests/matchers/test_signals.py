"""What words of the work give; and where a document takes experience in a degree's place, long experience counts."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import pairwise

from matchers.education import RANK
from matchers.profiles import term_credit
from matchers.scoring import prepare
from matchers.signals import JobEvidence, ScoringInput, compare_education, compare_responsibilities
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


WORDS = {f"word{number}": 1.0 for number in range(40)}
WORDY = prepare(replace(STRICT, terms=tuple(WORDS.items())))
MOST = WORDY.max_points["responsibilities"]


def _of_words(said: Mapping[str, int], listed: Collection[str] = ()) -> int:
    person = ScoringInput(
        support={},
        terms=said,
        listed_terms=frozenset(listed),
        plain_titles=(),
        named_titles=frozenset(),
        jobs=(),
        degree_rank=RANK["none"],
        degree_fields=(),
    )
    return compare_responsibilities(WORDY, person)[0]


def test_each_further_statement_with_a_word_gives_less_and_none_gives_all() -> None:
    steps = [after - before for before, after in pairwise(map(term_credit, range(20)))]
    assert steps == sorted(steps, reverse=True)
    assert steps[0] == 250
    assert steps[-1] > 0
    assert term_credit(10_000) < 1000


def test_a_word_that_only_a_list_holds_counts_as_said_once() -> None:
    assert 0 < _of_words({}, ["word1", "word2"]) == _of_words(dict.fromkeys(["word1", "word2"], term_credit(1)))


def test_lists_alone_give_a_seventh_of_the_points_at_most() -> None:
    assert _of_words({}, WORDS) == MOST * 14 // 100
    assert _of_words(dict.fromkeys(WORDS, term_credit(9))) == MOST


def test_lists_add_to_what_prose_gives() -> None:
    prose = dict.fromkeys(list(WORDS)[:5], term_credit(2))
    alone = _of_words(prose)
    assert 0 < alone < _of_words(prose, ["word30"]) < _of_words(prose, list(WORDS)[5:]) <= alone + MOST * 14 // 100 + 1
