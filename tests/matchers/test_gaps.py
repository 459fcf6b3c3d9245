"""Gaps, steps and routes: exact, ordered by what they bring for their effort, and sayable to a person."""

from collections.abc import Mapping
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchers.education import Education
from matchers.gaps import Advisor
from matchers.matching import Matcher
from matchers.profiles import TIERS, Mention, ResumeProfile, SkillEvidence, Tier
from matchers.scoring import RoleScore, Scorer, prepare
from matchers.signals import PreparedRole, person_of
from matchers.weights import BANDS
from service import taxonomies
from taxonomy.model import Citation, Requirement, RoleProfile, Skill, Step, Taxonomy
from taxonomy.relations import Supports
from tests.drawing import labelled

thousand = settings(max_examples=1000, deadline=None, derandomize=True, database=None)


@cache
def _pool() -> list[str]:
    return sorted({r.skill_id for role in taxonomies.load().roles for r in role.requirements})


held_skills = labelled(_pool, TIERS, 60)
role_numbers = st.integers(0, 15)


def _profile(held: Mapping[str, Tier], months: int = 0) -> ResumeProfile:
    evidence = {
        skill: SkillEvidence(skill, tier, 9, "held", (Mention(0, 1, "x", "experience", "exact", 1.0, "held", tier),))
        for skill, tier in held.items()
    }
    return ResumeProfile(evidence, months, (), Education("none", ()), {})


def _advised(matcher: Matcher, held: Mapping[str, Tier], number: int) -> tuple[Advisor, RoleScore]:
    roles = list(matcher.scorer.roles.values())
    profile = _profile(held)
    advisor = Advisor(profile, matcher.taxonomy.skill_by_id, matcher.scorer.supports)
    return advisor, matcher.scorer.score(person_of(profile, matcher.scorer.supports), roles[number % len(roles)])


def _points_with(matcher: Matcher, held: Mapping[str, Tier], role: PreparedRole, shown: tuple[str, ...]) -> int:
    """The score of the same resume with these skills shown in dated work, scored anew."""
    profile = _profile({**held, **dict.fromkeys(shown, "demonstrated")})
    return matcher.scorer.score(person_of(profile, matcher.scorer.supports), role).points


@thousand
@given(held_skills, role_numbers)
def test_what_a_group_of_skills_is_promised_to_bring_is_what_a_new_score_gives(
    matcher: Matcher, held: dict[str, Tier], number: int
) -> None:
    advisor, score = _advised(matcher, held, number)
    steps = advisor.steps(score, advisor.gaps(score.role))
    assert steps
    for step in steps:
        if step.points_gain:
            assert _points_with(matcher, held, score.role, step.skill_ids) - score.points == step.points_gain


@thousand
@given(held_skills, role_numbers)
def test_a_route_reaches_the_next_band_with_exactly_the_points_it_says(
    matcher: Matcher, held: dict[str, Tier], number: int
) -> None:
    advisor, score = _advised(matcher, held, number)
    route = advisor.route(score)
    if route is not None:
        assert _points_with(matcher, held, score.role, route.skill_ids) == route.points
        assert route.points - score.points == route.points_gain
        names = [name for _, name in BANDS]
        assert names.index(route.band) < names.index(score.band)


@settings(thousand, max_examples=60)
@given(held_skills, role_numbers)
def test_no_route_is_longer_than_it_must_be_where_one_or_two_skills_do(
    matcher: Matcher, held: dict[str, Tier], number: int
) -> None:
    advisor, score = _advised(matcher, held, number)
    route = advisor.route(score)
    needed = min((lowest for lowest, _ in BANDS if lowest > score.points), default=None)
    if needed is None:
        assert route is None
        return
    role = score.role
    helpful = [skill for skill in role.units_by_skill if advisor.gain(role, [skill])]
    for size in (1, 2):
        if any(score.points + advisor.gain(role, some) >= needed for some in combinations(helpful, size)):
            assert route is not None
            assert len(route.skill_ids) <= size
            return
    assert route is None or len(route.skill_ids) > 2


@thousand
@given(held_skills, role_numbers)
def test_no_step_is_advised_twice_and_every_skill_in_one_is_missing(
    matcher: Matcher, held: dict[str, Tier], number: int
) -> None:
    advisor, score = _advised(matcher, held, number)
    steps = advisor.steps(score, advisor.gaps(score.role))
    own = [skill for step in steps if step.kind in {"learn", "show"} for skill in step.skill_ids]
    assert len(own) == len(set(own))
    assert all(held.get(skill) != "demonstrated" for skill in own)


_SKILLS = (
    Skill("docker", "Docker", "tool", parents=("containers",)),
    Skill("kubernetes", "Kubernetes", "tool", parents=("containers",)),
    Skill("containers", "Containers", "concept"),
    Skill("kafka", "Kafka", "tool", related=("pulsar",)),
    Skill("pulsar", "Pulsar", "tool"),
    Skill("sales", "Sales", "field"),
    Skill("exam", "Exam", "certification"),
)


def _small(
    held: Mapping[str, Tier], wanted: Mapping[str, tuple[float, str]], ladder: tuple[str, ...] = (), months: int = 0
) -> tuple[Advisor, RoleScore]:
    """An adviser and a score for a role that asks for skills of some weight under some heading."""
    place = Citation("guide", "", 0, 1)
    requirements = tuple(
        Requirement(
            skill, "required", weight, citations=(Citation("guide", heading, 1000 * number, 1000 * number + 5),)
        )
        for number, (skill, (weight, heading)) in enumerate(wanted.items())
    )
    steps = tuple(Step("career", text, (), place) for text in ladder)
    role = prepare(RoleProfile("role", "Role", requirements=requirements, ladder=steps))
    skills = {skill.id: skill for skill in _SKILLS}
    profile, table = _profile(held, months), Supports(skills)
    scorer = Scorer(Taxonomy("v", (), _SKILLS, ()))
    return Advisor(profile, skills, table), scorer.score(person_of(profile, table), role)


def _actions(advisor: Advisor, score: RoleScore) -> list[str]:
    return [step.action for step in advisor.steps(score, advisor.gaps(score.role))]


def test_skills_of_one_parent_are_shown_by_one_project_and_strangers_by_another() -> None:
    advisor, score = _small({}, {"docker": (3, "A"), "sales": (2, "B"), "kubernetes": (1, "C")})
    assert _actions(advisor, score) == [
        "Learn Docker and Kubernetes and show them in one dated project",
        "Learn Sales and show it in a dated project",
    ]


def test_skills_that_a_document_names_under_one_heading_belong_together() -> None:
    advisor, score = _small({}, {"docker": (2, "Skills > Tools"), "sales": (1, "Skills > Tools")})
    assert _actions(advisor, score) == ["Learn Docker and Sales and show them in one dated project"]


def test_a_listed_skill_stands_before_a_new_one_of_equal_gain() -> None:
    advisor, score = _small({"sales": "listed"}, {"docker": (1, "A"), "sales": (1, "B")})
    assert _actions(advisor, score)[0] == "Say where you used Sales: show it in a dated job or project"


def test_a_relative_of_a_known_skill_stands_before_a_new_one_and_is_named() -> None:
    advisor, score = _small({"pulsar": "demonstrated"}, {"docker": (1, "A"), "kafka": (1, "B")})
    assert _actions(advisor, score)[0] == "Build on your Pulsar: show Kafka in a dated project"


@pytest.mark.parametrize(
    ("months", "rung"), [(0, "Junior (1-2 years)"), (30, "Senior (5+ years)"), (300, "Senior (5+ years)")]
)
def test_the_next_rung_of_the_ladder_comes_last(months: int, rung: str) -> None:
    advisor, score = _small({}, {"docker": (1, "A")}, ("Junior (1-2 years)", "Senior (5+ years)"), months)
    assert _actions(advisor, score)[-1] == rung


def test_of_two_skills_that_are_enough_alone_the_route_takes_the_easier_one() -> None:
    advisor, score = _small({"sales": "listed"}, {"docker": (1, "A"), "sales": (1, "B"), "kafka": (1, "C")})
    route = advisor.route(score)
    assert route is not None
    assert route.skill_ids == ("sales",)
