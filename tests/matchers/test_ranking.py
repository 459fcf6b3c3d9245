"""The index over a whole catalogue gives the integers that the comparison role by role gives."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchers.documents import Document
from matchers.education import RANK
from matchers.matching import Matcher
from matchers.ranking import Postings, Ranker
from matchers.scoring import Scorer
from matchers.signals import JobEvidence, ScoringInput, person_of, support_of
from matchers.weights import TIER_CREDIT
from service import taxonomies
from tests.conftest import trades

AsDocument = Callable[[str], Document]
_COMPARED = 40  # roles of the large catalogue that one example is compared with, one by one


@cache
def _scorer(name: str) -> Scorer:
    matcher: Matcher = taxonomies.matcher() if name == "roles" else taxonomies.occupations()
    return matcher.scorer


@cache
def _ranker(name: str) -> Ranker:
    return Ranker(_roles_of(_scorer(name)))


@cache
def _pool(name: str) -> tuple[st.SearchStrategy[str], ...]:
    """Skills, words and titles of a catalogue; made once, since making one looks at all of them."""
    roles = _roles_of(_scorer(name))
    return tuple(
        st.sampled_from(sorted(values))
        for values in (
            {skill for role in roles for skill in role.units_by_skill},
            {term for role in roles for term in role.terms},
            {title for role in roles for title in role.plain_titles},
        )
    )


def _roles_of(scorer: Scorer):  # type: ignore[no-untyped-def]
    return [scorer.roles[identity] for identity in sorted(scorer.roles)]


@st.composite
def people(draw: st.DrawFn, name: str) -> ScoringInput:
    """Somebody with skills, words and titles of a catalogue, some of them misspelt."""
    skills, words, known = _pool(name)
    held = draw(st.dictionaries(skills, st.sampled_from(list(TIER_CREDIT)), max_size=40))
    spelt = st.one_of(known, known.map(lambda title: title[:-1]), known.map(lambda title: f"{title}s"), st.just(""))
    job = st.builds(
        JobEvidence,
        ranges=st.tuples(st.tuples(st.integers(24_000, 24_100), st.integers(24_101, 24_200))),
        plain_title=spelt,
        terms=st.frozensets(words, max_size=30),
    )
    return ScoringInput(
        support=support_of(held, _scorer(name).supports),
        terms=draw(st.dictionaries(words, st.sampled_from([500, 666, 750, 909]), max_size=60)),
        listed_terms=draw(st.frozensets(words, max_size=20)),
        plain_titles=tuple(draw(st.lists(spelt, max_size=4, unique=True))),
        named_titles=draw(st.frozensets(known, max_size=3)),
        jobs=tuple(draw(st.lists(job, max_size=3))),
        degree_rank=draw(st.sampled_from(sorted(RANK.values()))),
        degree_fields=tuple(draw(st.lists(st.sampled_from(["computer science", "humanities"]), max_size=2))),
    )


@given(person=people("roles"))
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
def test_every_signal_gives_the_same_points_as_role_by_role(person: ScoringInput) -> None:
    scorer = _scorer("roles")
    assert _ranker("roles").points(person).tolist() == [scorer.score(person, r).points for r in _roles_of(scorer)]


@given(person=people("occupations"), first=st.integers(0, 1000))
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
def test_a_thousand_roles_get_the_same_points_as_one_by_one(person: ScoringInput, first: int) -> None:
    roles = _roles_of(_scorer("occupations"))
    points = _ranker("occupations").points(person)
    likely = np.argsort(-points, kind="stable")[: _COMPARED // 2].tolist()
    for number in {*likely, *(n % len(roles) for n in range(first, first + _COMPARED // 2))}:
        assert points[number] == _scorer("occupations").score(person, roles[number]).points


@pytest.mark.parametrize("text", trades().values(), ids=trades().keys())
def test_the_best_of_a_thousand_are_the_best_of_the_whole_ranking(text: str, as_document: AsDocument) -> None:
    matcher = taxonomies.occupations()
    matcher.scorer.build_index()
    person = person_of(matcher.profile(as_document(text)), matcher.scorer.supports)
    assert matcher.scorer.rank(person, top=10) == matcher.scorer.rank(person)[:10]


def test_a_key_gives_every_place_that_holds_it_with_its_own_value() -> None:
    postings = Postings([("a", 1, 10), ("b", 2, 20), ("a", 3, 30)])
    places, numbers, values = postings.find({"b": 5, "a": 7, "c": 9})
    assert list(zip(places.tolist(), numbers.tolist(), values.tolist(), strict=True)) == [
        (2, 20, 5),
        (1, 10, 7),
        (3, 30, 7),
    ]
