"""A ladder is found where no section is called one."""

from taxonomy.build import build_role
from taxonomy.build.builder import Source


def _ladder(text: str) -> list[str]:
    role, _ = build_role(Source("guide", text))
    return [step.text for step in role.ladder]


def test_a_table_of_levels_is_a_ladder() -> None:
    text = (
        "# Cloud Engineer\n\n## Requirements\n- Linux\n- Terraform\n\n## Salary\n\n"
        "| Level | Years | Average |\n|---|---|---|\n"
        "| Junior Cloud Engineer | 0–2 | $85,000 |\n| Cloud Architect | 8+ | $178,000 |\n"
    )
    assert _ladder(text) == ["Junior Cloud Engineer: 0–2 years", "Cloud Architect: 8+ years"]


def test_grades_under_headings_of_their_own_are_a_ladder() -> None:
    text = (
        "# Test Engineer\n\n## Skills\n- Selenium\n- Postman\n\n## Associate Test Engineer\n- writes test cases\n\n"
        "## Lead Test Engineer\n- owns the test strategy\n- 6+ years of experience in testing\n"
    )
    assert _ladder(text) == ["Associate Test Engineer", "Lead Test Engineer"]


def test_what_only_a_higher_grade_asks_for_is_not_the_years_of_the_role() -> None:
    text = "# Test Engineer\n\n## Skills\n- Selenium\n\n## Lead Test Engineer\n- 6+ years of experience in testing\n"
    role, _ = build_role(Source("framework", text))
    assert role.experience_years is None


def test_a_document_without_grades_has_no_ladder() -> None:
    assert _ladder("# Test Engineer\n\n## Skills\n- Selenium\n- Postman\n") == []
