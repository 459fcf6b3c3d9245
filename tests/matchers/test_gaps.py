"""Gaps, steps and routes: exact, ordered by what they bring for their effort, and sayable to a person."""

from collections.abc import Mapping
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchers.dates import DateRange
from matchers.education import Education
from matchers.gaps import MOST_SIBLINGS, Advisor
from matchers.histories import Entry
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


def _profile(held: Mapping[str, Tier], months: int = 0, other_months: int = 0) -> ResumeProfile:
    evidence = {
        skill: SkillEvidence(skill, tier, 9, "held", (Mention(0, 1, "x", "experience", "exact", 1.0, "held", tier),))
        for skill, tier in held.items()
    }
    lengths = {"Role": months, "Waiter": other_months}
    jobs = tuple((_job(title, length), frozenset[str]()) for title, length in lengths.items() if length)
    return ResumeProfile(evidence, months + other_months, (), Education("none", ()), {}, jobs=jobs)


def _job(title: str, months: int) -> Entry:
    return Entry(0, 1, (0,), title, (DateRange(24_000, 24_000 + months - 1, 0, 1),), is_job=True)


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
    Skill("eks", "EKS", "tool", implies=("kubernetes",)),
    Skill("tact", "Tact", "soft-skill"),
    Skill("german", "German", "language"),
    *(Skill(f"tool-{n}", f"Tool {n}", "tool", parents=("everything",)) for n in range(MOST_SIBLINGS + 1)),
    Skill("everything", "Everything", "field"),
    Skill("narrow", "Narrow", "tool", parents=("corner", "everything")),
    Skill("beside", "Beside", "tool", parents=("corner", "everything")),
    Skill("corner", "Corner", "field"),
)


def _small(
    held: Mapping[str, Tier],
    wanted: Mapping[str, tuple[float, str]],
    ladder: tuple[str, ...] = (),
    months: int = 0,
    other_months: int = 0,
    steps: tuple[Step, ...] = (),
) -> tuple[Advisor, RoleScore]:
    """An adviser and a score for a role that asks for skills of some weight under some heading."""
    place = Citation("guide", "", 0, 1)
    requirements = tuple(
        Requirement(
            skill, "required", weight, citations=(Citation("guide", heading, 1000 * number, 1000 * number + 5),)
        )
        for number, (skill, (weight, heading)) in enumerate(wanted.items())
    )
    rungs = tuple(Step("career", text, (), place) for text in ladder)
    skills = {skill.id: skill for skill in _SKILLS}
    profile, table = _profile(held, months, other_months), Supports(skills)
    role = prepare(RoleProfile("role", "Role", requirements=requirements, ladder=rungs, steps=steps), table)
    scorer = Scorer(Taxonomy("v", (), _SKILLS, ()))
    return Advisor(profile, skills, table), scorer.score(person_of(profile, table), role)


def _actions(advisor: Advisor, score: RoleScore) -> list[str]:
    return [step.action for step in advisor.steps(score, advisor.gaps(score.role))]


def test_skills_of_one_parent_are_shown_by_one_project_and_strangers_by_another() -> None:
    advisor, score = _small({}, {"docker": (3, "A"), "sales": (2, "B"), "kubernetes": (1, "C")})
    assert _actions(advisor, score) == [
        "Learn Docker and Kubernetes and show them in one dated job or project",
        "Learn Sales and show it in a dated job or project",
    ]


def test_skills_that_a_document_names_under_one_heading_belong_together() -> None:
    advisor, score = _small({}, {"docker": (2, "Skills > Tools"), "sales": (1, "Skills > Tools")})
    assert _actions(advisor, score) == ["Learn Docker and Sales and show them in one dated job or project"]


def test_a_listed_skill_stands_before_a_new_one_of_equal_gain() -> None:
    advisor, score = _small({"sales": "listed"}, {"docker": (1, "A"), "sales": (1, "B")})
    assert _actions(advisor, score)[0] == "Say where you used Sales: show it in a dated job or project"


def test_a_relative_of_a_known_skill_stands_before_a_new_one_and_is_named() -> None:
    advisor, score = _small({"pulsar": "demonstrated"}, {"docker": (1, "A"), "kafka": (1, "B")})
    assert _actions(advisor, score)[0] == "Build on your Pulsar: show Kafka in a dated job or project"


@pytest.mark.parametrize(
    ("months", "rung"), [(0, "Junior (1-2 years)"), (30, "Senior (5+ years)"), (300, "Senior (5+ years)")]
)
def test_the_next_rung_of_the_ladder_comes_last_and_counts_the_months_of_such_work(months: int, rung: str) -> None:
    ladder = ("Junior (1-2 years)", "Senior (5+ years)")
    wanted = {"docker": (9.0, "A"), "sales": (1.0, "B")}
    advisor, score = _small({"docker": "demonstrated"}, wanted, ladder, months, other_months=200)
    assert _actions(advisor, score)[-1] == rung


def test_the_ladder_of_a_role_that_hardly_fits_begins_at_its_foot() -> None:
    advisor, score = _small({}, {"docker": (1, "A")}, ("Junior (1-2 years)", "Senior (5+ years)"), 300)
    assert score.band == "none"
    assert _actions(advisor, score)[-1] == "Junior (1-2 years)"


def test_of_two_skills_that_are_enough_alone_the_route_takes_the_easier_one() -> None:
    advisor, score = _small({"sales": "listed"}, {"docker": (1, "A"), "sales": (1, "B"), "kafka": (1, "C")})
    route = advisor.route(score)
    assert route is not None
    assert route.skill_ids == ("sales",)


def test_what_shown_work_brings_along_is_not_missing() -> None:
    advisor, score = _small({"eks": "demonstrated"}, {"kubernetes": (2, "A"), "docker": (1, "B")})
    assert [gap.skill_id for gap in advisor.gaps(score.role)] == ["docker"]
    advisor, score = _small({"eks": "listed"}, {"kubernetes": (2, "A"), "docker": (1, "B")})
    assert [gap.skill_id for gap in advisor.gaps(score.role)] == ["kubernetes", "docker"]


def test_soft_skills_are_missing_but_nobody_is_told_to_learn_them_in_a_project() -> None:
    advisor, score = _small({}, {"tact": (2, "A > B"), "docker": (1, "A > B")})
    assert [gap.skill_id for gap in advisor.gaps(score.role)] == ["tact", "docker"]
    assert _actions(advisor, score) == ["Learn Docker and show it in a dated job or project"]


def test_spoken_languages_bear_no_points_and_are_not_missing() -> None:
    asked = {"docker": (1, "A"), "german": (5, "A")}
    with_language, without = _small({}, asked), _small({}, {"docker": (1, "A")})
    assert [gap.skill_id for gap in with_language[0].gaps(with_language[1].role)] == ["docker"]
    assert with_language[1].role.max_points == without[1].role.max_points


def test_a_project_shows_only_what_is_as_new_to_the_person_and_the_step_names_every_relative() -> None:
    advisor, score = _small({"pulsar": "demonstrated"}, {"kafka": (3, "A > B"), "docker": (2, "A > B")})
    assert _actions(advisor, score) == [
        "Build on your Pulsar: show Kafka in a dated job or project",
        "Learn Docker and show it in a dated job or project",
    ]
    held: dict[str, Tier] = {"pulsar": "demonstrated", "docker": "demonstrated"}
    advisor, score = _small(held, {"kafka": (3, "A > B"), "kubernetes": (2, "A > B")})
    assert _actions(advisor, score) == [
        "Build on your Pulsar and Docker: show Kafka and Kubernetes in one dated job or project"
    ]


def test_children_of_a_broad_parent_do_not_stand_in_for_each_other() -> None:
    advisor, score = _small({"tool-1": "demonstrated"}, {"tool-2": (1, "A")})
    (gap,) = advisor.gaps(score.role)
    assert (gap.status, gap.nearest) == ("not_found", None)
    advisor, score = _small({"tool-1": "demonstrated", "beside": "listed"}, {"narrow": (1, "A")})
    (gap,) = advisor.gaps(score.role)
    assert (gap.status, gap.nearest) == ("related_present", "beside")


def test_an_examination_is_earned_and_not_shown_with_other_things() -> None:
    advisor, score = _small({}, {"exam": (1, "A > B"), "docker": (1, "A > B")})
    assert _actions(advisor, score) == ["Learn Docker and show it in a dated job or project", "Earn Exam"]


def test_nobody_is_asked_where_a_listed_certificate_was_used() -> None:
    advisor, score = _small({"exam": "listed", "sales": "listed"}, {"exam": (2, "A"), "sales": (1, "B")})
    assert _actions(advisor, score) == ["Say where you used Sales: show it in a dated job or project"]


def test_a_certificate_that_the_person_has_is_not_advised_again() -> None:
    place = Citation("guide", "", 0, 1)
    steps = (
        Step("certification", "Exam", ("exam",), place),
        Step("certification", "Docker Certified Associate", ("docker",), place),
    )
    advisor, score = _small({}, {"kafka": (1, "A")}, steps=steps)
    assert _actions(advisor, score)[-1] == "Exam"
    advisor, score = _small({"exam": "listed"}, {"kafka": (1, "A")}, steps=steps)
    assert _actions(advisor, score)[-1] == "Docker Certified Associate"


def test_of_alternatives_the_first_in_the_document_is_named_where_the_person_has_none() -> None:
    place = [Citation("guide", "A", start, start + 1) for start in (1, 9)]
    requirements = (
        Requirement("docker", "required", 1.0, group="g", citations=(place[1],)),
        Requirement("sales", "required", 1.0, group="g", citations=(place[0],)),
    )
    skills = {skill.id: skill for skill in _SKILLS}
    role = prepare(RoleProfile("role", "Role", requirements=requirements), Supports(skills))
    (gap,) = Advisor(_profile({}), skills, Supports(skills)).gaps(role)
    assert (gap.skill_id, gap.alternatives) == ("sales", ("docker",))
