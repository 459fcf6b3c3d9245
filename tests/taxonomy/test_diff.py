"""What changed between two taxonomies."""

from dataclasses import replace

from taxonomy.diff import diff
from taxonomy.model import Citation, Requirement, RoleProfile, Skill, Taxonomy, Years

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


def test_a_role_is_named_for_every_change_that_scoring_reads() -> None:
    for changes in (
        {"title": "Cloud Engineer"},
        {"titles": ("Builder",)},
        {"experience_years": Years(3)},
        {"education": ("master",)},
        {"education_fields": ("physics",)},
        {"education_or_equivalent": True},
        {"terms": (("build", 1.0),)},
        {"shingles": (7,)},
        {"assessable": False},
        {"requirements": OLD.roles[0].requirements[:1]},
    ):
        assert diff(OLD, _engineer(**changes))[0] == "~ role engineer: its scores can move", changes


def test_where_a_role_stands_in_its_documents_moves_nothing() -> None:
    here = Citation("guide", "Requirements", 10, 16)
    cited = replace(OLD.roles[0].requirements[0], citations=(here,))
    changed = _engineer(requirements=(cited, OLD.roles[0].requirements[1]), responsibilities=(here,))
    assert diff(OLD, changed) == []


def test_a_small_change_of_weight_names_its_role_and_a_larger_one_its_weight_too() -> None:
    little, larger = (
        diff(OLD, _engineer(requirements=(Requirement("python", "required", weight), OLD.roles[0].requirements[1])))
        for weight in (1.049, 1.5)
    )
    assert little == ["~ role engineer: its scores can move", "    ~ 1 weight by less than 5%"]
    assert larger == [
        "~ role engineer: its scores can move",
        "    ~ requirement python: weight 1.000 → 1.500",
    ]


def test_a_skill_with_another_name_is_named() -> None:
    assert diff(OLD, replace(OLD, skills=(replace(OLD.skills[0], aliases=("py",)), OLD.skills[1])))[0].startswith(
        "~ skill python"
    )
