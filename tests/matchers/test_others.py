"""What a sentence says of others than the person."""

import pytest

from matchers.others import COURTESIES, OTHERS_CUES, is_of_others, names_person
from taxonomy.names import tokenize


def _is_of_others(text: str) -> bool:
    start = text.index("Zig")
    cues = OTHERS_CUES.intersection(tokenize(text).words)
    return bool(cues) and is_of_others(cues, text, (0, len(text)), start, start + 3)


@pytest.mark.parametrize(
    "text",
    [
        "The mobile team next door used Go and Zig, I reviewed their contracts only",
        "I kept the tables; the platform team ran Zig",
        "Wrote the tests; the Zig pipeline was kept by the platform team",
        "The Zig audit was led by the security team",
        "Maintained cabinets (swapping cards; the Zig work was done by the robot bloke)",
        "Charts in Zig were made by a colleague",
        "I did the labels, Ravi did the deployment on Zig",
        "A colleague wrote the Zig service",
        "Another team built the front end in Zig",
        "Handed the drawings over to their Zig developers",
        "Checked by the structures team, who used Go and Zig",
        "The old system was written in Zig.",
        "The legacy ledger was still in Zig",
    ],
)
def test_what_others_did_or_use_is_no_skill_of_the_person(text: str) -> None:
    assert _is_of_others(text)


@pytest.mark.parametrize(
    "text",
    [
        "Our team built the ledger in Zig",
        "The platform team built services in Zig",
        "Built Zig pipelines that are read by the data team",
        "Led a team of six, who built services in Zig",
        "Led the platform team, who run Zig, and I wrote its rules",
        "The Zig service was written by me",
        "The migration to Zig was led by our team",
        "The Zig cluster was run by the whole team",
        "Coached their Zig developers",
        "I replaced the old system that was written in Zig",
        "I joined the platform team and wrote Zig",
        "Moved the old system to Zig",
        "Trained colleagues in Zig",
        "With two colleagues I wrote the Zig service",
        "I drew the screens, Figma and Zig",
        "Supported people in Zig",
    ],
)
def test_what_the_person_did_with_others_stays_theirs(text: str) -> None:
    assert not _is_of_others(text)


@pytest.mark.parametrize("line", ["HON. WINIFRED ZIG, Superior Court", "Mrs Zig Wekesa, Principal", "Prof. R. T. Zig"])
def test_a_name_behind_a_courtesy_is_somebody(line: str) -> None:
    assert not COURTESIES.isdisjoint(tokenize(line).words)
    assert names_person(line, 0, line.upper().index("ZIG"))


@pytest.mark.parametrize("line", ["Ms Zig", "Adv. Zig", "The doctor wrote Zig", "Dr. Roe wrote the reports in Zig"])
def test_a_tool_behind_other_words_is_nobody(line: str) -> None:
    assert not names_person(line, 0, line.index("Zig"))
