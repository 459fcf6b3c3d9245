"""What changed between two taxonomies."""

from dataclasses import replace

from taxonomy.diff import diff
from taxonomy.model import Requirement, RoleProfile, Skill, Taxonomy, Years

OLD = Taxonomy(
    "v1",
    (),
    (Skill("python", "Python", "language"), Skill("sql", "SQL", "language")),
    (
        RoleProfile(
            "engineer",
            "Engineer",
            requirements=(Requirement("python", "required", 1.0), Requirement("sql", "preferred", 0.5)),
        ),
        RoleProfile("cook", "Cook"),
    ),
)


def _engineer(**changes: object) -> Taxonomy:
    return replace(OLD, roles=(replace(OLD.roles[0], **changes), OLD.roles[1]))  # type: ignore[arg-type]


def test_nothing_changed_between_equals() -> None:
    assert diff(OLD, replace(OLD, version="v2")) == []


def test_skills_and_roles_that_come_and_go_are_named() -> None:
    new = replace(
        OLD, skills=(OLD.skills[0], Skill("go", "Go", "language")), roles=(OLD.roles[0], RoleProfile("baker", "Baker"))
    )
    assert {"- skill sql", "+ skill go", "- role cook", "+ role baker"} <= set(diff(OLD, new))


def test_a_role_whose_scores_can_move_is_named_with_its_changes() -> None:
    requirements = (Requirement("python", "preferred", 1.0), Requirement("go", "required", 2.0))
    lines = diff(OLD, _engineer(requirements=requirements, experience_years=Years(3)))
    assert lines[0] == "~ role engineer: its scores can move"
    text = "\n".join(lines)
    for part in (
        "- requirement sql",
        "+ requirement go (required)",
        "~ requirement python: required → preferred",
        "~ years of experience",
    ):
        assert part in text


def test_a_weight_that_moves_no_tenth_is_not_worth_a_line() -> None:
    lighter, heavier = (
        _engineer(requirements=(Requirement("python", "required", weight), OLD.roles[0].requirements[1]))
        for weight in (1.01, 1.5)
    )
    assert diff(OLD, lighter) == []
    assert any("weight 1.000 → 1.500" in line for line in diff(OLD, heavier))


def test_a_skill_with_another_name_is_named() -> None:
    assert diff(OLD, replace(OLD, skills=(replace(OLD.skills[0], aliases=("py",)), OLD.skills[1])))[0].startswith(
        "~ skill python"
    )
