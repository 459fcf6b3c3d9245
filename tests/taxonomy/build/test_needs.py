"""How much a document asks for what it names: headings, footers, welcome words, years and what isn't asked for."""

import pytest

from taxonomy.build.builder import Source, build_role
from taxonomy.build.sections import is_section_name, kind_of
from taxonomy.model import RoleProfile


def _role(text: str) -> RoleProfile:
    return build_role(Source("job", text))[0]


def _needs(text: str) -> dict[str, str]:
    return {requirement.skill_id: requirement.need for requirement in _role(text).requirements}


def _listed(*lines: str, heading: str = "Requirements") -> str:
    return f"Engineer\n\n{heading}\n" + "".join(f"- {line}\n" for line in lines)


def _below(heading: str) -> dict[str, str]:
    """What stands under a heading behind the requirements."""
    return _needs(f"{_listed('Python')}\n{heading}\n- Apache Kafka\n- Docker\n")


@pytest.mark.parametrize(
    "heading",
    [
        "Education and Experience",
        "Education & Experience",
        "Experience and Education",
        "Required Education and Experience",
        "Minimum Education and Experience",
        "Education, Training and Experience",
        "Education, Experience and Licenses",
    ],
)
def test_education_and_experience_asks_for_both(heading: str) -> None:
    role = _role(_listed("Bachelor's degree in Statistics", "Two years of Python", "Docker", heading=heading))
    needs = {requirement.skill_id: requirement.need for requirement in role.requirements}
    assert needs["python"] == needs["docker"] == "required"
    assert needs["statistics"] == "mentioned"
    assert role.education == ("bachelor",)
    assert role.experience_years is not None


def test_education_alone_asks_for_no_skill() -> None:
    assert kind_of("Education") == kind_of("Education and Training") == "education"
    assert kind_of("Preferred education and experience") == "preferred"


@pytest.mark.parametrize(
    "line",
    [
        "Chicago | Posted 06/02/2025 | Req #1129",
        "Fairmile Water — Contact Centre, Sunderland",
        "Cambridge, MA | On-site | Job ID 4471",
        "Leeds · Technology · Legal",
    ],
)
def test_a_line_of_title_place_or_date_opens_nothing(line: str) -> None:
    assert kind_of(line) is None
    assert _needs(f"Paralegal\n{line}\nWe seek a paralegal who must know Python.\nYou must know Docker.\n") == (
        _needs("Paralegal\nWe seek a paralegal who must know Python.\nYou must know Docker.\n")
        | ({"call-center-operations": "mentioned"} if "Contact Centre" in line else {})
    )


@pytest.mark.parametrize(
    "heading",
    [
        "Legal skills",
        "Legal experience",
        "Contact centre skills",
        "Privacy expertise",
        "Privacy and Security",
        "Compensation and Benefits expertise",
        "Location intelligence",
        "Visa processing",
    ],
)
def test_a_word_of_furniture_inside_a_topic_silences_nothing(heading: str) -> None:
    assert _below(heading)["docker"] == "required"


@pytest.mark.parametrize(
    "heading",
    [
        "Legal",
        "Legal notice",
        "Privacy Policy",
        "Contact",
        "Location",
        "Visa Sponsorship",
        "Employee Benefits",
        "Benefits at Corvane",
        "Equal Opportunity Employer",
        "Diversity & Inclusion",
        "Things you need to know",
        "About this employer",
        "Related openings",
        "Similar jobs (5)",
        "We'll look after you",
        "That's what you can look forward to",
        "Notes",
        "Special Instructions",
        "Supplemental Information",
        "Version history",
    ],
)
def test_what_stands_under_furniture_is_not_asked_for(heading: str) -> None:
    assert _below(heading) == {"python": "required"}


@pytest.mark.parametrize("industry", ["Financial Services and Banking", "Software Development", "Technology"])
@pytest.mark.parametrize("function", ["Engineering and Information Technology", "Health Care Provider"])
def test_a_portals_footer_asks_for_nothing(function: str, industry: str) -> None:
    footer = (
        f"Seniority level\nEntry level\nEmployment type\nFull-time\nJob function\n{function}\nIndustries\n{industry}\n"
    )
    assert _needs(f"{_listed('Python')}\n{footer}") == {"python": "required"}


def test_an_application_form_asks_for_nothing() -> None:
    form = "Apply for this job\nFirst Name*LinkedIn Profile\nAttach, Dropbox, Google Drive\nYears of TensorFlow?\n"
    assert _needs(f"{_listed('Python')}\n{form}") == {"python": "required"}


@pytest.mark.parametrize("heading", ["Technical skills", "Nice to have", "Tech stack and tooling", "What you bring"])
def test_a_heading_that_asks_ends_what_is_not_asked_for(heading: str) -> None:
    assert "docker" in _needs(f"Engineer\n\nBenefits\n- Gym\n\n{heading}\n- Docker\n")


def test_a_signature_asks_for_nothing() -> None:
    letter = (
        "SRE\n\nYou must know Kubernetes and Docker.\n\nKind regards,\nJo\n\n"
        "Jo | Principal Consultant\nNorthquay, specialists in Java and Salesforce\n"
    )
    assert set(_needs(letter)) == {"kubernetes", "docker"}


def test_a_recruiters_client_and_small_print_ask_for_nothing() -> None:
    text = (
        "Job description\nWe are hiring for our CMMI client, a leader in insurance and healthcare.\n"
        "You must know Python.\n"
        "Interview mode: virtual on Microsoft Teams\nWe process your data under the GDPR.\n"
    )
    assert set(_needs(f"Engineer\n\n{text}")) == {"python"}


def test_a_client_that_looks_for_something_asks() -> None:
    assert "java" in _needs(
        "Engineer\n\nWe are hiring for our client a developer with solid Java.\nYou must know Docker.\n"
    )


@pytest.mark.parametrize(
    "heading",
    [
        "Plus if you have:",
        "It would help if you have",
        "It helps if you have",
        "Asset qualifications",
        "Asset criteria",
        "You might also have",
        "You may also have",
        "Additional assets",
        "What would help",
        "Could have",
        "An ability to offer one of the following would be an advantage",
    ],
)
def test_what_would_help_is_preferred(heading: str) -> None:
    assert _below(heading) == {"python": "required", "apache-kafka": "preferred", "docker": "preferred"}


@pytest.mark.parametrize(
    ("line", "needs"),
    [
        ("Experience with Docker is of advantage", {"docker": "preferred"}),
        ("Docker welcome", {"docker": "preferred"}),
        ("Strong Python, and Scala is a plus", {"python": "required", "scala": "preferred"}),
        ("Strong Python, and SQL is required", {"python": "required", "sql": "required"}),
        ("You're welcome to use Python", {"python": "required"}),
    ],
)
def test_a_welcome_word_speaks_of_its_own_name(line: str, needs: dict[str, str]) -> None:
    assert _needs(_listed(line)) == needs


def test_a_plus_in_an_overview_is_no_praise() -> None:
    needs = _needs("Engineer\n\nYou must know Python and Docker.\nScala is a plus. Kubernetes is a bonus.\n")
    assert needs["scala"] == needs["kubernetes"] == "preferred"


@pytest.mark.parametrize(
    "line",
    [
        "Not suitable for candidates whose only experience is Java or Scala",
        "Candidates with only Java experience please excuse",
        "Please do not apply if you only know Java",
        "There's no Java here",
        "Docker, no Java",
        "Docker. No Java.",
        "Docker (not Java)",
        "We are on the migration from Java to Docker",
    ],
)
def test_what_is_turned_away_or_left_is_not_asked_for(line: str) -> None:
    assert "java" not in _needs(_listed(line, "Python"))


@pytest.mark.parametrize(
    "line",
    ["Not just Docker but Java", "Docker, no stranger to Java", "Candidates with only two years of Java may apply"],
)
def test_a_no_that_denies_nothing_leaves_the_name(line: str) -> None:
    assert "java" in _needs(_listed(line, "Python"))


def test_no_sql_is_a_kind_of_database() -> None:
    assert _needs(_listed("SQL, No SQL databases")).get("nosql") == "required"


def test_one_cell_of_a_row_does_not_silence_the_others() -> None:
    assert "sql" in _needs(_listed("SQL | Not expected | Basic | Advanced", "Python"))
    assert "sql" not in _needs(_listed("SQL | Not needed", "Python"))


def test_years_among_duties_count_where_they_are_demanded() -> None:
    role = _role(_listed("Must be hands on in C# with min 4 yrs relevant exp.", heading="Responsibilities"))
    assert role.experience_years is not None
    assert role.experience_years.min == 4
    assert {r.skill_id: r.min_years for r in role.requirements}["csharp"] == 4
    assert _role(_listed("Plan two years of Python upgrades", heading="Responsibilities")).experience_years is None


def test_a_ladder_asks_for_the_years_of_whoever_begins() -> None:
    ladder = (
        "# Mobile Engineer\n\n## Mid-level Engineer\n- 2-4 years of experience in Swift\n\n"
        "## Senior Engineer\n- 8+ years of experience in Swift\n"
    )
    years = _role(ladder).experience_years
    assert years is not None
    assert years.min == 2


def test_a_degree_that_is_nice_is_not_asked_for() -> None:
    assert not _role(_listed("A completed degree? Nice, but not a must.", "Python")).education


def test_a_heavy_check_mark_is_a_bullet() -> None:
    assert _needs("Engineer\n\nNice to have\n✔ Docker\n✔\ufe0f Python\n") == {
        "docker": "preferred",
        "python": "preferred",
    }


@pytest.mark.parametrize("name", ["Seniority level", "Job function", "You", "Similar jobs (12)"])
def test_a_portals_headings_are_section_names(name: str) -> None:
    assert is_section_name(name)


@pytest.mark.parametrize(
    "heading",
    [
        "Not part of this role",
        "You don't need",
        "What you can forget about",
        "Read next",
        "Comments (2)",
        "Related Occupations",
    ],
)
def test_a_heading_may_say_that_what_follows_is_not_asked_for(heading: str) -> None:
    assert _below(heading).keys().isdisjoint({"apache-kafka", "docker"})


@pytest.mark.parametrize("heading", ["FAQ", "What the levels mean", "Job Zone"])
def test_what_explains_a_document_asks_for_nothing(heading: str) -> None:
    below = _below(heading)
    assert {below.get("apache-kafka", "mentioned"), below.get("docker", "mentioned")} == {"mentioned"}


@pytest.mark.parametrize("heading", ["What they MUST see on the CV", "What you must be able to do"])
def test_a_heading_with_must_asks(heading: str) -> None:
    below = _below(heading)
    assert (below["apache-kafka"], below["docker"]) == ("required", "required")


@pytest.mark.parametrize(
    "heading", ["It would be great if you also had", "What would get you an interview the same day"]
)
def test_a_heading_may_say_in_a_sentence_what_is_welcome(heading: str) -> None:
    assert _below(heading)["docker"] == "preferred"


@pytest.mark.parametrize(
    "line",
    [
        "No Java experience? No problem.",
        "Not a fit if you want Java",
        "We don't use Java, and experience with it isn't what we're after",
        "The old client is in Java (someone else's job)",
        "Deployment without close Java supervision",
        "Docker - no java programming!",
    ],
)
def test_what_is_said_not_to_matter_is_not_asked_for(line: str) -> None:
    assert "java" not in _needs(_listed(line, "Python"))


def test_what_cannot_be_done_without_a_skill_needs_it() -> None:
    assert "java" in _needs(_listed("You cannot do this job without Java", "Python"))


def test_what_may_stand_in_for_something_not_needed_is_still_named() -> None:
    needs = _needs(
        _listed("You don't need to know Elixir already: if you've done Erlang or Go you'll pick it up", "Python")
    )
    assert "elixir" not in needs
    assert {"erlang", "go"} <= needs.keys()


@pytest.mark.parametrize(
    "sentence",
    [
        "Today 210,000 members rely on us, and our mobile app (built in Flutter) has 4.8 stars.",
        "As a hidden champion with 900 employees we combine tradition with Flutter.",
        "A decade ago the same person would have written Flutter.",
        "Your CV popped up on our database (I can see you've done a bit of Flutter).",
        "Our developers are rebuilding the service in Flutter; you will find out whether it works.",
        "An exciting opportunity for a tester to work alongside Flutter and design colleagues.",
    ],
)
def test_what_a_company_tells_of_itself_or_of_its_reader_is_not_asked_for(sentence: str) -> None:
    assert _needs(f"Test Engineer\n\n{sentence}\n\nRequirements\n- Python\n").get("flutter", "mentioned") == "mentioned"


def test_what_is_nice_to_have_is_not_required_by_a_duty_that_uses_it() -> None:
    text = "Engineer\n\nYou will\n- Run Kubernetes\n\nRequirements\n- Python\n\nNice to have\n- Kubernetes\n"
    assert _needs(text)["kubernetes"] == "preferred"


def test_what_is_nice_to_have_and_demanded_is_required() -> None:
    text = "Engineer\n\nRequirements\n- Python\n- Kubernetes\n\nNice to have\n- Kubernetes in production\n"
    assert _needs(text)["kubernetes"] == "required"


def test_a_certificate_beside_a_degree_is_welcome_and_no_field_of_study() -> None:
    text = "Risk Analyst\n\nRequirements\n- SQL\n\nPreferred Qualifications\n- Master's degree or CFA progress\n"
    assert _needs(text)["cfa"] == "preferred"


def test_a_licence_marked_as_required_is_required() -> None:
    text = "Technician\n\nRequirements\n- Brazing\n\nLicense/Certification:\n- CISSP (Required)\n- CCNA (Preferred)\n"
    needs = _needs(text)
    assert (needs["cissp"], needs["ccna"]) == ("required", "preferred")


def test_the_first_of_several_bare_lines_may_say_some() -> None:
    text = "Engineer\n\nNice to have\n\nSome Python\nExperience of Tableau or Power BI\nExposure to Airbyte\n"
    assert {_needs(text)[name] for name in ("python", "tableau", "airbyte")} == {"preferred"}


def test_most_frequent_answers_say_which_degree_is_usual() -> None:
    text = (
        "Farmers\n\nSkills\n- Python\n\nEducation\n37% responded: High school diploma required\n"
        "27% responded: Bachelor's degree required\n"
    )
    assert _role(text).education == ()


@pytest.mark.parametrize(
    "line",
    [
        "Wexcombe uses Flutter in its products, and its portal runs on Docker.",
        "The company runs Flutter and Docker.",
        "Employees receive a Flutter course and a Docker course.",
        "Caldera Avionics designs altimeters and sells Flutter apps to 90 customers.",
        "Corvane is reinventing Flutter and Docker.",
        "Swiftbourne Recruitment also hires Flutter and Docker developers.",
        "Call Jas on 07700 900312 about Flutter or Docker.",
        "Powered by Flutter | Cookie settings | Docker inside",
        "© Thistle & Trowel. Flutter and Docker.",
        "Sponsored: Learn Flutter and Docker in a weekend",
    ],
)
@pytest.mark.parametrize("heading", ["Requirements", "Additional Requirements", "Responsibilities"])
def test_what_a_firm_tells_of_itself_is_not_asked_for_under_any_heading(heading: str, line: str) -> None:
    needs = _needs(f"Engineer\n\n{heading}\n- Must know Python\n- Must know SQL\n\n{line}\n")
    assert {needs.get("flutter", "mentioned"), needs.get("python")} == {"mentioned", "required"}


@pytest.mark.parametrize(
    "line",
    [
        "Kubernetes runs everything here, and you must know Docker.",
        "The nurse runs clinics and uses Docker daily.",
        "Our stack runs on Docker",
        "Develops products with Docker.",
    ],
)
def test_what_is_told_of_the_work_is_asked_for(line: str) -> None:
    assert _needs(f"Engineer\n\nRequirements\nMust know Python.\n{line}\n").get("docker") == "required"


@pytest.mark.parametrize(
    "end",
    [
        "Rhodri\nRhodri Castell MIRP\nDirector (Java Developers | Salesforce)",
        "Rhodri Castell\nBuilding on Java and Salesforce since 1999",
    ],
)
def test_a_letter_ends_with_its_senders_name(end: str) -> None:
    letter = f"From: Rhodri Castell <r@example.org>\nSubject: SRE\n\nHi,\n\nThey need:\n- Docker\n- Python\n\n{end}\n"
    assert _needs(letter) == {"docker": "required", "python": "required"}


def test_a_firm_below_the_title_is_no_heading() -> None:
    text = "Data Engineer\nSarvani Technologies\nDocker Street 4\n\nSkills\n- Python\n"
    assert _needs(text).get("docker", "mentioned") != "required"


def test_crosses_and_pictures_mark_the_items_of_a_list() -> None:
    text = "Engineer\n\nRequirements\n👉 Docker\n👉 Python\n❌ Java\n"
    assert _needs(text) == {"docker": "required", "python": "required"}


def test_what_nobody_need_bring_ends_with_its_list() -> None:
    text = "Engineer\n\nYou need:\n- Python\n\nYou don't need:\n- Java\n\nDocker = extra pay for each day.\n"
    assert _needs(text) == {"python": "required", "docker": "preferred"}


@pytest.mark.parametrize("grade", ["###", "####"])
def test_a_marked_heading_below_requirements_may_deny_them(grade: str) -> None:
    text = f"# Engineer\n\n## Requirements\n\n- Python\n\n{grade} What you can forget about\n\n- Java\n"
    assert _needs(text) == {"python": "required"}


def test_a_headline_that_says_what_it_is_about_opens_no_section() -> None:
    text = "# UX Designer: what you need, what you earn\n\n## Comments (2)\n\nJo: I used Java.\n\n## Skills\n- Figma\n"
    assert _needs(text) == {"figma": "required"}


@pytest.mark.parametrize(
    "lead",
    ["We're after somebody who likes being outside in February and who", "You are someone who likes the night shift and can", "Ideally we will meet people with"],  # noqa: E501
)  # fmt: skip
def test_a_sentence_that_ends_in_its_list_heads_it(lead: str) -> None:
    needs = _needs(f"Engineer\n\nWe build bridges.\n\n{lead}\n- Python\n- Docker\n")
    assert needs["docker"] in {"required", "preferred"}


def test_years_that_are_only_welcome_come_second() -> None:
    text = "Nurse\n\nRequirements\n- 6 months of nursing experience\n\nPreferred\n- 2 years of experience in triage\n"
    years = _role(text).experience_years
    assert years is not None
    assert years.min == 0.5
