"""What a sentence says of a skill it names."""

import pytest

from matchers.context import has_cues, standing_of


def _standing(text: str, name: str) -> str:
    start = text.index(name)
    return standing_of(text, 0, len(text), start, start + len(name))


@pytest.mark.parametrize(
    "text",
    [
        "never used Zig",
        "no experience with Zig",
        "I have no Zig",
        "not familiar with Zig",
        "no Java, Go or Zig",
        "I don't know Zig",
        "without Zig",
        "Zig: none",
        "lacks any experience in Zig",
        "little to no knowledge of Zig",
        "have not yet used Zig",
        "Python rather than Zig",
        "unfamiliar with Zig",
        "Zig (no experience)",
        "Python but never Zig",
    ],
)
def test_a_denied_skill_is_denied(text: str) -> None:
    assert has_cues(text, 0, len(text))
    assert _standing(text, "Zig") == "denied"


@pytest.mark.parametrize(
    "text",
    [
        "currently learning Zig",
        "keen to learn Zig",
        "eager to learn Go and Zig",
        "would like to work with Zig",
        "interested in Zig",
        "Zig (learning)",
        "Learning Zig",
        "hoping to move into Zig",
        "want to learn more about Zig",
        "planning to study Zig",
        "still studying Zig",
        "aspiring Zig developer",
    ],
)
def test_a_skill_that_is_wished_for_is_wished(text: str) -> None:
    assert has_cues(text, 0, len(text))
    assert _standing(text, "Zig") == "wished"


@pytest.mark.parametrize(
    "text",
    [
        "used Zig for years",
        "not only Go but Zig",
        "never missed a deadline; Zig every day",
        "no downtime. Zig in production",
        "Zig, no bugs",
        "I had no fear of Zig",
        "learned Zig on the job",
        "taught Zig",
        "reduced errors without stopping the Zig service",
        "interested people in Zig at forty talks",
        "not just Go and Zig",
        "No Java. Zig since 2019",
    ],
)
def test_a_skill_that_is_held_is_held(text: str) -> None:
    assert _standing(text, "Zig") == "held"


def test_a_denial_ends_with_its_line_and_its_clause() -> None:
    text = "no Java\nZig, Go"
    assert standing_of(text, 8, len(text), 8, 11) == "held"
    assert _standing("I never used Java, but I know Zig", "Zig") == "held"
    assert _standing("I never used Java, but I know Zig", "Java") == "denied"


def test_a_text_without_cue_words_denies_nothing() -> None:
    text = "Built pipelines with Zig for the railway"
    assert not has_cues(text, 0, len(text))
