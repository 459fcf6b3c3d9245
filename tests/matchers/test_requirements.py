"""What a document that names few skills leaves to its words, and what a file without a title leaves out."""

from hypothesis import given
from hypothesis import strategies as st

from matchers.requirements import breadth
from matchers.scoring import prepare
from taxonomy.build import Source, build_role
from taxonomy.model import Citation, Requirement, RoleProfile

PLACE = Citation("posting", "Requirements", 0, 1)
WEIGHTS = st.lists(st.floats(0.05, 5.0), min_size=1, max_size=80)


def role_of(weights: list[float]) -> RoleProfile:
    """A role with a requirement of each weight, and two words."""
    requirements = [
        Requirement(f"skill-{number}", "required", weight, citations=(PLACE,)) for number, weight in enumerate(weights)
    ]
    return RoleProfile("r", "Data Engineer", requirements=tuple(requirements), terms=(("data", 0.8), ("pipelin", 0.6)))


@given(WEIGHTS)
def test_the_points_of_every_role_add_up_to_a_hundred(weights: list[float]) -> None:
    assert sum(prepare(role_of(weights)).max_points.values()) == 1000


@given(WEIGHTS)
def test_what_skills_lack_the_responsibilities_have_and_nothing_else(weights: list[float]) -> None:
    role = role_of(weights)
    points, broad = prepare(role).max_points, prepare(role_of([1.0] * 60)).max_points
    assert points["titles"] == broad["titles"]
    assert points["skills"] + points["responsibilities"] == broad["skills"] + broad["responsibilities"]
    assert abs(points["skills"] - breadth(role) * broad["skills"]) <= 1


def test_twenty_equal_requirements_are_enough_and_three_are_not() -> None:
    assert breadth(role_of([1.0] * 20)) == 1.0
    assert breadth(role_of([1.0] * 3)) == 0.15


def test_one_heavy_requirement_among_light_ones_counts_as_little_more_than_one() -> None:
    assert breadth(role_of([5.0] + [0.05] * 59)) < breadth(role_of([1.0, 1.0]))


def test_a_posting_without_a_title_gives_titles_no_points() -> None:
    text = "Requirements\n- Strong Python\n- SQL and dbt\n- Airflow in production\n"
    named = build_role(Source("posting", f"Data Engineer\n\n{text}"))[0]
    unnamed = build_role(Source("posting", text))[0]
    assert prepare(unnamed).max_points["titles"] == 0
    assert prepare(named).max_points["titles"] > 0
