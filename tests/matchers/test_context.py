"""What a sentence says of a skill it names."""

import pytest

from matchers.context import has_cues, names_author, names_company, names_model, standing_below, standing_of


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
        "Not Zig, sorry.",
        "Python, SQL. Not Zig, sorry.",
        "Python, not Zig",
        "I read Zig but do not write it.",
        "Java and Zig I cannot.",
        "I don't want to pretend that I know Zig.",
        "I would never claim to know Zig",
        "I have yet to use Zig",
        "everything except Zig",
        "anything but Zig",
        "I'm not a Zig developer",
        "not a Go or Zig person",
        "No experience: Go, Zig",
        "Not used: Zig",
        "Tools I have never used: Go, Zig",
        "Python: 5 years; no experience with: Go, Zig",
        "Zig 0 yrs",
        "Python 5 years, Zig 0 years, Go 2 years",
        "Zig | none",
        "Zig | 0",
        "Zig n/a",
        "Zig (0)",
        "no experience of Kafka, Spark, Flink, Beam, Storm, Samza or Zig",
        "Zig  none  0",
        "Zig  0  Go  5",
        "Zig ○○○○○",
        "Zig   ☆☆☆☆☆",
        "Zig 0/5",
        "Zig: 0 / 10",
        "Zig 0%",
        "I have not touched Zig since 2003",
        "NOT INTERESTED IN: Go, Zig",
        "Familiarity with Zig is something I lack",
        "Zig is new to me",
        "please do not put me on a Zig cluster again",
        "Go | good | Zig | none yet",
        "Not for me: Go, Zig",
        "- **Not for me:** Zig",
        "What I turn down: Go, Zig",
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
        "Want to learn: Go, Zig",
        "Learning: Go, Zig",
        "Currently learning: Go, Zig",
        "I'd like to learn next: Go, Zig",
        "Next on my list: Zig",
        "Wish list: Go, Zig",
        "Future certifications: Zig",
        "Zig - want to learn",
        "Zig – currently learning, Go",
        "Zig (want to learn)",
        "new to Zig",
        "I am still new to Go and Zig",
        "would love to learn Zig",
        "taking a course in Zig",
        "Zig (in progress)",
        "Zig (expected June 2027)",
        "Zig, planned for 2027",
        "Zig – expected 06/2027",
        "Certificates planned: Go, Zig",
        "Certifications (in progress): Zig",
        "studying for the Zig exam",
        "preparing for the Zig exam",
        "pursuing Zig",
        "Zig | want to learn",
        "Zig  want to learn",
        "Objective: To obtain a position where I can use my people skills and learn Zig.",
        "I am looking for a position of Programme Manager with Zig PS.",
        "Seeking a role where I can grow into Go and Zig.",
        "Seeking a Zig role.",
        "Seeking a senior Zig developer position",
        "Hoping to move from Go to Zig",
        "Zig - scheduled for October 2026",
        "Zig: booked for November 2027",
        "Zig — enrolled, exam in December",
        "Zig – currently undertaking",
        "On my list for 2026: Go, Zig",
        "Curious about: Zig",
        "Keen to get into: Go, Zig",
        "The school wants to start lessons in Zig next year",
        "They are bringing in Zig next spring",
        "We will move to Zig soon",
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
        "not limited to Zig",
        "not limited to Go and Zig",
        "no problem with Zig",
        "nothing but Zig",
        "not merely Zig",
        "no-code tools and Zig",
        "I know Zig, but haven't used it in a year",
        "Helped teams new to Zig",
        "Trained analysts without Zig",
        "taught people with no Zig background",
        "cannot work without Zig",
        "never left the house without Zig",
        "brought new features to Zig",
        "Machine learning: Go, Zig",
        "Deep Learning: Zig",
        "Learning platforms: Zig",
        "Zig – learning platform of the town",
        "preparing for the Zig migration",
        "Zig, planned migrations of two sites",
        "Zig 3.0",
        "Zig 0.11",
        "Zig 10 years",
        "everything from Go to Zig",
        "it was not a Zig problem",
        "Scored 0 defects: Zig",
        "expected latency of Zig halved",
        "Progress reports: Zig",
        "Zig ●○○○○",
        "Zig ★★☆☆☆",
        "Zig 0.5%",
        "Moved to Zig – 0% of the data lost",
        "Seeking a role where I can use my Zig skills",
        "Seeking a role to apply Zig",
        "Seeking a role in London; 5 years of Zig",
        "Seeking a position as accountant, proficient in Zig",
        "Data engineer with Zig, seeking a role in London",
        "Seeking a data engineer role – Zig, Go",
        "Looking for bugs in Zig",
        "Hoping to move from Zig to Go",
        "Zig is new to the team",
        "Zig, the next year Go",
        "Will travel. Zig every day",
        "Kept the list of bugs in Zig",
        "Scheduled the nightly jobs in Zig",
        "Zig: scheduled jobs of forty teams",
        "Took Zig to the next level",
    ],
)
def test_a_skill_that_is_held_is_held(text: str) -> None:
    assert _standing(text, "Zig") == "held"


@pytest.mark.parametrize(
    ("label", "standing"),
    [
        ("WANT TO LEARN", "wished"),
        ("→ curious about", "wished"),
        ("Next on the list", "wished"),
        ("Not for me", "denied"),
        ("Learning platforms", None),
        ("Toolbox", None),
    ],
)
def test_a_label_in_a_line_of_its_own_says_what_the_names_below_it_are(label: str, standing: str | None) -> None:
    assert standing_below(label) == standing


def test_a_denial_ends_with_its_line_and_its_clause() -> None:
    text = "no Java\nZig, Go"
    assert standing_of(text, 8, len(text), 8, 11) == "held"
    assert _standing("I never used Java, but I know Zig", "Zig") == "held"
    assert _standing("I never used Java, but I know Zig", "Java") == "denied"


def test_a_text_without_cue_words_denies_nothing() -> None:
    text = "Built pipelines with Zig for the railway"
    assert not has_cues(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "is_company"),
    [
        ("Cover 18 software names including Go, Zig", True),
        ("Clients include Go and Zig", True),
        ("Key customers were Go, Rust and Zig", True),
        ("Sold licences to Go and Zig", True),
        ("Built reports for clients in Zig", False),
        ("Sold Zig to banks", False),
        ("Helped customers move to Zig", False),
        ("Trained clients on tools including Zig", False),
        ("Host names in Zig", False),
    ],
)
def test_companies_that_were_served_or_sold_to_are_no_skills(text: str, is_company: bool) -> None:  # noqa: FBT001
    assert names_company(text, 0, text.index("Zig")) is is_company


def _is_author(line: str, name: str) -> bool:
    start = line.index(name)
    return names_author(line, 0, len(line), start, start + len(name))


@pytest.mark.parametrize(
    "line",
    [
        'A. Silva, M. Zig, T. Kube and R. Spring. "Sequential tests." 2022.',
        "2. I. Solheim and M. Zig. A note on search. 23 (2022), 1-34.",
        "[2] An event builder (2020), with S. Zig",
        "3. T. Zig, I. Solheim. “Calibrated bandits.”",
        "J. R. Zig (2019) On things.",
        "Silva A, Zig J, Ruby B, Swift C (2021) On things.",
        "Silva A, Swift CJ, Zig C (2021) On things.",
        "Zig, J., and Silva, A. (2020). On things.",
        "Silva, A., Zig, J. R. (2020). On things.",
        "1. Silva A, Kube T, Zig M. Structure of things. J. Imag. 2022.",
    ],
)
def test_a_name_with_an_initial_in_a_citation_is_an_author(line: str) -> None:
    assert _is_author(line, "Zig")


def test_an_initial_in_a_citation_is_no_skill() -> None:
    assert _is_author("A. Silva and R. Zig (2021). On things.", "R")
    assert not _is_author("A. Silva (2021). On bandits in R. Journal of things.", "R")
    assert not _is_author("A. Silva (2021). On Python, R and Go.", "R")


@pytest.mark.parametrize(
    "line",
    [
        "A. Silva (2021). Bandits in Zig, R, and Julia.",
        'A. Silva. "Compilers written in C. Zig bindings." 2021.',
        "Silva A (2021) On Zig and R.",
        "Talk: C. Zig, R.",
        "“Zig: a language”, 2021",
    ],
)
def test_a_skill_in_a_citation_is_no_author(line: str) -> None:
    assert not _is_author(line, "Zig")


@pytest.mark.parametrize(
    "text",
    [
        "Supported the implementation of Zig? No: it was stopped",
        "Zig? Never.",
        "Have I used Zig? Not yet.",
        "my sister is the Zig expert, not me",
        "The Zig part was done in Leeds, not by me",
        "❌ Zig",
        "- [ ] Zig  [x] Go",
        "☐ Zig ☑ Go",
        "Go ✅ | Zig ❌ | Rust ✅",
        "Zig ✗",
        "Go: ✔, Zig: ✘",
        "🚫 Zig, Go",
        "What you can forget about: Zig",
        "No thanks: Go, Zig",
        "Please don't offer me: Zig",
        "Things I won't touch: Zig",
        "Not: Zig",
    ],
)
def test_crosses_answers_and_labels_of_any_wording_deny(text: str) -> None:
    assert has_cues(text, 0, len(text))
    assert _standing(text, "Zig") == "denied"


@pytest.mark.parametrize(
    "text",
    [
        "Zig - have asked for the course",
        "Zig (waiting for a place on the training)",
        "Zig: applied for the course",
        "Zig – booked on the course in May",
        "Would like: a course in Zig; no more nights",
        "Would love to do: Go, Zig",
        "Next: Zig",
        "What's next: Zig and Go",
        "Learning now: Zig",
        "Goals: Zig certificate",
        "Zig - will start the class soon",
        "Keen to get into: Zig, Go",
    ],
)
def test_what_is_still_to_come_is_wished(text: str) -> None:
    assert has_cues(text, 0, len(text))
    assert _standing(text, "Zig") == "wished"


@pytest.mark.parametrize(
    "text",
    [
        "❌ Go | ✅ Zig",
        "✅ Zig",
        "- [x] Zig [ ] Go",
        "☐ Zig",
        "Any questions about Zig? Ask me",
        "Zig - asked to lead the migration",
        "Zig – planned the migration of 40 services",
        "Zig, which I applied in three projects",
        "The goals: faster Zig builds",
        "Go ❌ | Zig ✅",
        "Zig ✅ | Go ❌",
        "Next.js and Zig",
        "Why Zig? Because it is fast",
        "Zig (started as a trainee in the course office)",
        "What I do: Zig",
        "Things I'm good with: Zig",
        "I will travel, Zig",
        "Later work: Zig",
        "A lesson from a team that would not stop: Zig",
        "Zig: taught the course for five years",
        "The team said no more. Zig",
        "Zig. Not me alone, the team",
        "I would recommend Zig",
        "I don't code: no HTML, no CSS. Zig I used until 2019",
        "☐ Go\n☐ Zig",
    ],
)
def test_ticks_questions_and_remarks_of_other_kinds_take_nothing_away(text: str) -> None:
    assert _standing(text, "Zig") == "held"


@pytest.mark.parametrize(
    "label",
    [
        "Not",
        "No",
        "No thanks",
        "Never again",
        "What I don't do",
        "Things I won't touch",
        "What you can forget about",
        "I avoid",
        "Not my thing",
        "Not my cup of tea",
        "What I left behind",
        "Please no",
        "Please don't",
        "Things I have forgotten",
        "Tools I refuse to use",
        "Not looking for",
        "No longer available for",
        "Out of scope",
        "Skills I lack",
        "• not",
        "❌ Not for me",
        "Technologies I have not used",
        "Don't ask me for",
        "Do not contact me about",
    ],
)
def test_a_label_denies_by_its_grammar(label: str) -> None:
    assert standing_below(label) == "denied"


@pytest.mark.parametrize(
    "label",
    [
        "Would like",
        "Would love to do",
        "I'd love to learn",
        "Want to try",
        "Next",
        "What's next",
        "LEARNING NOW",
        "Things I want to learn",
        "Things I'm learning",
        "Skills I would like to learn",
        "Coming soon",
        "Learning goals",
        "Currently learning",
        "Curious about",
        "On my wish list",
        "Studying at the moment",
        "What I will learn",
        "Where I want to grow",
        "Goals",
        "Exams planned",
        "Tools I plan to learn",
        "Keen to get into",
        "I want more of",
    ],
)
def test_a_label_wishes_by_its_grammar(label: str) -> None:
    assert standing_below(label) == "wished"


@pytest.mark.parametrize(
    "label",
    [
        "What I do",
        "Things I'm good with",
        "What I can do",
        "What I know",
        "Notes",
        "Nothing but skills",
        "Tools I use",
        "Areas of expertise",
        "I like",
        "What I love",
        "Development",
        "Later roles",
        "Notable projects",
        "North",
        "Know-how",
        "Work",
        "Nonprofit",
        "What I have done",
        "I will travel",
        "Norway",
        "Not only code",
        "Never-ending projects",
        "Goals scored",
        "What I've built",
        "Systems I run",
        "Normal duties",
        "What I bring",
        "Willing to relocate",
        "Next Gen Ltd",
        "No. 1 salesman",
    ],
)
def test_other_labels_say_nothing_of_what_follows(label: str) -> None:
    assert standing_below(label) is None


@pytest.mark.parametrize(
    "text",
    [
        "A Zig-like event builder",
        "a Zig clone",
        "a clone of Zig",
        "Zig-inspired syntax",
        "a Zig-ish tool",
        "a clone of the Zig",
    ],
)
def test_what_something_is_only_like_is_not_named(text: str) -> None:
    assert names_model(text, 0, text.index("Zig"), text.index("Zig") + 3)


@pytest.mark.parametrize(
    "text", ["A Zig builder", "Zig-based services", "Zig likes", "cloned the Zig repository", "Zig"]
)
def test_what_is_used_is_named(text: str) -> None:
    assert not names_model(text, 0, text.index("Zig"), text.index("Zig") + 3)
