"""What one skill says of others."""

from taxonomy.model import Skill
from taxonomy.relations import CHILD_CREDIT, IMPLIED_CREDIT, Supports


def _table(*skills: Skill) -> dict[str, dict[str, int]]:
    return {identity: dict(others) for identity, others in Supports({skill.id: skill for skill in skills}).items()}


def test_what_is_implied_is_worth_more_than_a_kind_of_it() -> None:
    table = _table(
        Skill("eks", "EKS", "platform", parents=("cloud",), implies=("k8s",)),
        Skill("k8s", "K8s", "tool"),
        Skill("cloud", "Cloud", "field"),
    )
    assert table["eks"] == {"k8s": IMPLIED_CREDIT, "cloud": CHILD_CREDIT}
    assert 1000 > IMPLIED_CREDIT > CHILD_CREDIT > 0


def test_a_broader_skill_says_nothing_of_a_narrower_one() -> None:
    table = _table(Skill("aws", "AWS", "platform", parents=("cloud",)), Skill("cloud", "Cloud", "field"))
    assert table["cloud"] == {}


def test_parents_are_followed_for_two_steps_and_no_further() -> None:
    table = _table(
        *(Skill(f"s{n}", f"S{n}", "field", parents=(f"s{n + 1}",)) for n in range(4)), Skill("s4", "S4", "field")
    )
    assert set(table["s0"]) == {"s1", "s2"}
    assert table["s0"]["s1"] > table["s0"]["s2"]


def test_circles_end_and_nobody_supports_themselves() -> None:
    table = _table(Skill("a", "A", "tool", implies=("b",)), Skill("b", "B", "tool", implies=("a",)))
    assert table == {"a": {"b": IMPLIED_CREDIT}, "b": {"a": IMPLIED_CREDIT}}


def test_the_best_way_counts_where_there_are_several() -> None:
    table = _table(Skill("a", "A", "tool", parents=("b",), implies=("b",)), Skill("b", "B", "tool"))
    assert table["a"] == {"b": IMPLIED_CREDIT}


def test_a_skill_that_does_not_exist_gets_no_support() -> None:
    assert _table(Skill("a", "A", "tool", parents=("ghost",))) == {"a": {}}
