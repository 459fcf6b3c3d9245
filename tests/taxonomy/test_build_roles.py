"""One role or several in one document."""

import pytest

from taxonomy.build.outline import pieces
from taxonomy.build.roles import is_title, other_titles, split

_LONG = (
    "This is a long paragraph about the work, what it is for, who does it, and why it "
    "matters to the people who depend on it every single day of the year, in summer too. "
)


def _titles(text: str, fallback: str = "some-document") -> list[str]:
    return [part.title for part in split(text, pieces(text), fallback)]


@pytest.mark.parametrize(
    "line",
    [
        "Data Engineer",
        "Senior Machine Learning Engineer",
        "ML DevOps Manager",
        "AI Performance Analyst",
        "Data Engineer Azure",
    ],
)
def test_a_job_title_reads_like_one(line: str) -> None:
    assert is_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "Overview",
        "Key Responsibilities",
        "Management of Engineers",
        "What an Engineer does",
        "The engineer works.",
        "Why Engineers leave:",
        "Benefits",
        "",
    ],
)
def test_another_heading_reads_like_no_title(line: str) -> None:
    assert not is_title(line)


def test_a_document_of_one_role_has_its_title() -> None:
    assert _titles(f"# Data Engineer\n\n{_LONG}\n\n## Requirements\n- Python\n") == ["Data Engineer"]


def test_a_document_without_a_title_is_called_by_its_name() -> None:
    assert _titles(f"{_LONG}\n\nRequirements\n- Python\n", "ml-devops-manager") == ["ML DevOps Manager"]


def test_several_roles_in_one_document_are_taken_apart() -> None:
    text = "\n\n".join(
        f"{title}\n\n{_LONG}\n\nRequirements:\n- {skill}"
        for title, skill in (("Data Engineer", "SQL"), ("Release Manager", "Git"), ("AI Architect", "Python"))
    )
    parts = split(text, pieces(text), "three")
    assert [part.title for part in parts] == ["Data Engineer", "Release Manager", "AI Architect"]
    said = [" ".join(text[piece.start : piece.end] for piece in part.pieces) for part in parts]
    for own, skill in enumerate(("SQL", "Git", "Python")):
        assert [skill in words for words in said] == [number == own for number in range(3)]


def test_a_career_heading_below_a_role_opens_no_role() -> None:
    assert _titles(f"# Data Engineer\n\n{_LONG}\n\n## Senior Data Engineer\n{_LONG}\n") == ["Data Engineer"]


def test_other_titles_are_read() -> None:
    text = "An ML DevOps Manager, also known as an MLOps Manager or Machine Learning Operations Lead, plays a role."
    assert other_titles(text, 0, len(text), "ML DevOps Manager") == [
        "MLOps Manager",
        "Machine Learning Operations Lead",
    ]
    assert other_titles("Nothing here.", 0, 13, "Data Engineer") == []
