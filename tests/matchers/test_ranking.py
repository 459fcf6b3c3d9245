"""The index over a whole catalogue gives the integers that the comparison role by role gives."""

from collections.abc import Callable
from functools import cache
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchers.documents import Document
from matchers.education import RANK
from matchers.ranking import Postings, Ranker
from matchers.scoring import Scorer
from matchers.signals import JobEvidence, ScoringInput, person_of, support_of
from matchers.weights import TIER_CREDIT
from service import taxonomies
from tests.conftest import shipped_matcher, trades
from tests.drawing import seeds

AsDocument = Callable[[str], Document]
_COMPARED = 40  # roles of the large catalogue that one example is compared with, one by one


@cache
def _scorer(name: str) -> Scorer:
    return (shipped_matcher() if name == "roles" else taxonomies.occupations()).scorer


def _ranker(name: str) -> Ranker:
    """The scorer's own index: making another one of a thousand roles takes seconds."""
    return _scorer(name)._ranker  # noqa: SLF001


@cache
def _pools(name: str) -> tuple[list[str], list[str], list[str]]:
    """Skills, words and titles of a catalogue; made once, since that looks at all of it."""
    roles = _roles_of(_scorer(name))
    return (
        sorted({skill for role in roles for skill in role.units_by_skill}),
        sorted({term for role in roles for term in role.terms}),
        sorted({title for role in roles for title in role.plain_titles}),
    )


def _roles_of(scorer: Scorer):  # type: ignore[no-untyped-def]
    return [scorer.roles[identity] for identity in sorted(scorer.roles)]


def _person(name: str, size: int, seed: int) -> ScoringInput:
    """Somebody with at most ``size`` skills, words and titles each of a catalogue, some of them misspelt."""
    skills, words, known = _pools(name)
    chance = Random(seed)  # noqa: S311 - examples for tests, no secrets

    def some(pool: list[str], most: int) -> list[str]:
        return chance.sample(pool, chance.randint(0, min(most, size)))

    def spelt() -> str:
        title = chance.choice(known)
        return chance.choice((title, title[:-1], f"{title}s", ""))

    def job() -> JobEvidence:
        months = (chance.randint(24_000, 24_100), chance.randint(24_101, 24_200))
        return JobEvidence(ranges=(months,), plain_title=spelt(), terms=frozenset(some(words, 30)))

    held = {skill: chance.choice(list(TIER_CREDIT)) for skill in some(skills, 40)}
    return ScoringInput(
        support=support_of(held, _scorer(name).supports),
        terms={word: chance.choice((500, 666, 750, 909)) for word in some(words, 60)},
        listed_terms=frozenset(some(words, 20)),
        plain_titles=tuple(dict.fromkeys(spelt() for _ in range(chance.randint(0, 4)))),
        named_titles=frozenset(some(known, 3)),
        jobs=tuple(job() for _ in range(chance.randint(0, 3))),
        degree_rank=chance.choice(sorted(RANK.values())),
        degree_fields=tuple(chance.choice(("computer science", "humanities")) for _ in range(chance.randint(0, 2))),
    )


def people(name: str) -> st.SearchStrategy[ScoringInput]:
    """Somebody for each two numbers: drawing each part by itself would take longer than its test."""
    return st.builds(_person, st.just(name), st.integers(0, 60), seeds)


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
