"""What a sentence says of others than the person."""

import pytest

from matchers.others import COURTESIES, OTHERS_CUES, is_of_others, names_person, tells_of_leisure
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


@pytest.mark.parametrize(
    "text",
    [
        "Code review with two seniors; they handle Zig",
        "Worked beside the platform folks, and they run Zig",
        "A designer made the UI in Zig",
        "An external developer wrote the plug-in in Zig",
        "My wife keeps the books in Zig",
        "I led the project; a freelance designer drew the screens in Zig",
        "Shadowed the Zig engineer",
        "Shadowing senior Zig developers for a month",
        "Observed the Zig team for two days",
        "I wrote the specs, he wrote the service in Zig",
        "I did the reports and she built the models in Zig",
        "Our Zig people wrote the service, I consumed it",
        "Handed incidents over to the Zig team",
        "Requests to the Zig team",
        "Zig queries to the Zig team",
        "Questions from the Zig department",
        "My brother runs the servers on Zig",
        "Zig tickets passed on to our Zig team",
    ],
)
def test_what_somebody_else_in_the_sentence_does_is_theirs(text: str) -> None:
    assert _is_of_others(text)


@pytest.mark.parametrize(
    "text",
    [
        "They were so happy with my Zig that they kept me",
        "She built Zig pipelines for six years",
        "A parser built in Zig",
        "A scanner written in Zig",
        "Trained nurses, they use Zig now",
        "I was promoted to the Zig team",
        "Moved to the Zig team",
        "Joined the Zig team",
        "Head of the Zig team",
        "Presented Zig reports to the finance team",
        "As a developer I wrote the service in Zig",
        "An engineer at heart, I build in Zig",
        "Mentored a student who wrote in Zig",
        "A data engineer with Zig",
        "Support to the Zig team lead",
        "A manager of teams with Zig",
        "Observed cells under Zig",
        "Worked in the Zig team",
        "Built for the Zig team dashboards",
        "Designer of systems in Zig",
        "A developer who keeps things simple: Zig, Go",
        "Seconded to the Zig department",
        "A consultant using Zig for modelling",
        "Led the team; they shipped Zig under me",
    ],
)
def test_what_one_does_oneself_or_with_the_others_is_ones_own(text: str) -> None:
    assert not _is_of_others(text)


@pytest.mark.parametrize(
    "line",
    [
        "Volunteer with a food bank; Zig",
        "I speak Shona. Volunteering at the zoo, Zig.",
        "Driving licence. I also volunteer for the scouts and do Zig",
        "Hobbies: Zig",
        "My hobbies are chess and Zig",
    ],
)
def test_a_sentence_of_what_is_done_for_fun_or_without_pay_is_known(line: str) -> None:
    assert tells_of_leisure(line, 0, line.index("Zig"))


@pytest.mark.parametrize(
    "line",
    [
        "Volunteer coordinator: Zig",
        "Managed 40 volunteers in Zig",
        "Volunteer with a food bank. At work: Zig",
        "The interests of clients in Zig",
        "A volunteer fire brigade chose Zig",
    ],
)
def test_other_sentences_about_volunteers_and_interests_are_not(line: str) -> None:
    assert not tells_of_leisure(line, 0, line.index("Zig"))
