"""Every trap that was measured on other products (see the design), each as a test by its name."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from pathlib import Path

import pytest

from matchers.documents import Document
from matchers.matching import Matcher
from service import taxonomies
from service.reading import read_in_process
from taxonomy.build import Source, build, build_role
from taxonomy.names import tokenize

ROOT = Path(__file__).parents[2]
AsDocument = Callable[[str], Document]
Found = Callable[..., dict[str, str]]


@pytest.fixture(scope="session")
def found(matcher: Matcher) -> Found:
    """What a line of a resume says: skill id → standing."""

    def look(line: str, section: str = "Summary") -> dict[str, str]:
        document = Document(f"Jo Doe\n\n{section}\n{line}\n", "text/plain", "sha256:0")
        return {skill: evidence.standing for skill, evidence in matcher.profile(document).skills.items()}

    return look


# TF-IDF on the pair -------------------------------------------------------------------------------------------------

_JOB = """Data Engineer

Responsibilities
- Build ingestion pipelines for warehouse tables and schedule nightly loads
- Monitor data quality and repair broken loads

Requirements
- Strong Python and SQL
- Experience with Apache Airflow and Snowflake
- 3+ years of experience
"""
_FITTING = """Jo Doe
Leeds

Experience
Data Engineer, Hexworks, Jan 2018 - Dec 2022
• Built ingestion pipelines for warehouse tables and scheduled the nightly loads
• Monitored data quality in Snowflake and repaired broken loads written in Python, which ran every night at two
"""
_OTHER = """Jo Doe
Leeds

Experience
Pastry Chef, Hexworks, Jan 2018 - Dec 2022
• Baked croissants for four cafés and trained two apprentices in laminated dough
• Ordered butter and flour, planned the shifts and kept the ovens clean and in repair
• Wrote the recipes down, weighed every batch and answered the guests who asked for more
"""


def test_the_words_that_a_resume_shares_with_a_job_count_for_it_and_do_not_cancel_out(
    matcher: Matcher, as_document: AsDocument
) -> None:
    job = taxonomies.job_of(_JOB)
    fit, other = (matcher.match(as_document(text), resume_id="r", job=job)["job"] for text in (_FITTING, _OTHER))
    responsibilities = [
        next(c["points"] for c in part["components"] if c["name"] == "responsibilities") for part in (fit, other)
    ]
    assert responsibilities[0] > responsibilities[1]
    assert fit["score"] > other["score"]


def test_a_roles_words_weigh_the_same_whatever_other_documents_are_built_with_it() -> None:
    alone = build([Source("one", _JOB)])[0].roles[0]
    guides = [
        Source(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "taxonomy" / "documents").glob("*.md"))[:2]
    ]
    assert guides
    together = build([Source("one", _JOB), *guides])[0].role_by_id[alone.id]
    assert together.terms == alone.terms
    assert together.requirements == alone.requirements


def test_the_words_of_a_list_are_listed_whether_or_not_they_name_a_known_skill(
    matcher: Matcher, as_document: AsDocument
) -> None:
    text = _FITTING + "\nSkills\nPython, grout mixing, ingestion\n"
    profile = matcher.profile(as_document(text))
    assert {"grout", "mixing"} <= profile.listed_terms
    assert "ingest" in profile.terms
    assert profile.listed_terms.isdisjoint(profile.terms)


def test_words_outside_the_work_are_in_no_list(matcher: Matcher, as_document: AsDocument) -> None:
    text = _FITTING + "\nInterests\nfalconry, knitting\n\nLanguages\nFinnish, Basque\n"
    profile = matcher.profile(as_document(text))
    assert not {"falconry", "falconr", "knit", "finnish", "basqu"} & {*profile.terms, *profile.listed_terms}


# Tokens -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["C++", "C#", "F#", ".NET", "R", "C"])
def test_the_tokenizer_keeps_symbols_that_are_part_of_a_name(name: str) -> None:
    assert tokenize(f"with {name}, and").words == ["with", name.lower(), ",", "and"]


@pytest.mark.parametrize(
    ("line", "skills"),
    [
        ("C, C++, C#", {"c", "cplusplus", "csharp"}),
        ("C/C++", {"c", "cplusplus"}),
        ("R, Python", {"r", "python"}),
        ("Used R and Python for models", {"r", "python"}),
        ("A/B testing", {"a-b-testing"}),
        (".NET", {"dotnet"}),
        ("Node.js", {"node-js"}),
        ("C#/.NET", {"csharp", "dotnet"}),
        ("PyTorch/TensorFlow", {"pytorch", "tensorflow"}),
        ("TensorFlow/Keras", {"tensorflow", "keras"}),
        ("CI/CD", {"ci-cd"}),
        ("Go, Rust, Python", {"go", "rust", "python"}),
        ("Languages: Python, Go, SQL", {"python", "go", "sql"}),
    ],
)
def test_names_with_symbols_are_found_in_lists(found: Found, line: str, skills: set[str]) -> None:
    assert skills <= found(line, "Skills").keys()


def test_programming_languages_after_the_word_languages_are_skills_wherever_they_stand(found: Found) -> None:
    assert {"python", "java", "sql"} <= found("Languages: Python, Java, SQL", "Summary").keys()
    assert {"python", "java", "sql"} <= found("Python, Java, SQL", "Languages").keys()


def test_spoken_languages_are_no_skills(found: Found) -> None:
    assert not found("English (native), German, Polish", "Languages")


# Words that hold or look like skills --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Ran the platform team and transformed reporting", {"tform", "terraform"}),
        ("Going forward, plans go to the board", {"go"}),
        ("Go-live of the portal in May", {"go"}),
        ("A nice team, a cut in cost, com", {"nice", "cut", "com"}),
        ("Led R&D of a medical device", {"r"}),
        ("Led R & D of a medical device", {"r"}),
        ("Wrote JavaScript for the shop", {"java", "r", "c"}),
        ("Designed NoSQL stores", {"sql"}),
        ("Rest of the team in Leeds, excel at communication", {"rest", "microsoft-excel"}),
        ("Vitamin C and hepatitis C research", {"c"}),
        ("Reported to J. R. Smith and C. Jones", {"r", "c"}),
        ("Grade A, Class C licence", {"c", "r"}),
        ("Visit www.example.net for the rest", {"dotnet", "rest"}),
        ("Helped to spark interest in physics among pupils", {"apache-spark"}),
        ("Replaced a steel beam and kept a hive of bees", {"apache-beam", "apache-hive"}),
        ("Good clinical practice (GCP) for phase III trials", {"google-cloud"}),
        ("Trained in GCP and ICH guidelines for clinical trials", {"google-cloud"}),
        ("Lives at 12 Elm Street, near Dart Road", {"elm", "dart"}),
        ("Worked with Julia on the release", {"julia"}),
        ("Worked with Julia and Ruby on the migration", {"julia", "ruby"}),
        ("Reported to Cassandra and mentored Jasmine", {"apache-cassandra", "cassandra", "jasmine"}),
        ("Mentored Ann, Perla, Javier and Ada", {"neural-networks", "perl", "java", "ada"}),
        ("Write to ann@terraform.io or julia@python.org", {"terraform", "python", "julia"}),
        ("See https://github.com/someone/kubernetes-kafka-etl", {"kubernetes", "apache-kafka", "etl"}),
        ("digital gitter", {"git"}),
    ],
)
def test_a_word_that_only_looks_like_a_skill_is_none(found: Found, line: str, wrong: set[str]) -> None:
    for section in ("Summary", "Experience"):
        assert not wrong & found(line, section).keys()


@pytest.mark.parametrize(
    "name",
    [
        "Darnell",
        "Leroy",
        "Javier",
        "Perla",
        "Jasmine",
        "Julia",
        "Ruby",
        "Cassandra",
        "Celeste",
        "Marta",
        "Keisha",
        "Rasheed",
        "Jermaine",
        "Tremayne",
        "Kristen",
    ],
)
def test_a_first_name_is_never_repaired_into_a_skill(matcher: Matcher, name: str) -> None:
    for text in (
        f"Jo Doe\n\nSkills\nteaching, {name}, singing\n",
        f"{name} Jackson\nLeeds\n\nSummary\nPainter of houses.\n",
    ):
        profile = matcher.profile(Document(text, "text/plain", "sha256:0"))
        assert not [m for evidence in profile.skills.values() for m in evidence.mentions if m.how == "fuzzy"]


# Spellings ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "skill"),
    [
        ("Python (primary)", "python"),
        ("Python 3.11", "python"),
        ("Python3", "python"),
        ("Advanced Python", "python"),
        ("python", "python"),
        ("PYTHON", "python"),
        ("A/B tests", "a-b-testing"),
        ("AB testing", "a-b-testing"),
        ("data modelling", "data-modeling"),
        ("data visualisation", "data-visualization"),
        ("containerisation", "containerization"),
        ("large language model", "large-language-models"),
        ("LLMs", "large-language-models"),
        ("vector database", "vector-databases"),
        ("k8s", "kubernetes"),
        ("Scikit Learn", "scikit-learn"),
        ("scikit_learn", "scikit-learn"),
        ("Postgres", "postgresql"),
        ("Amazon Web Services", "aws"),
        ("RESTful APIs", "rest"),
        ("recommendation systems", "recommender-systems"),
        ("micro-services", "microservices"),
        ("PowerBI", "power-bi"),
        ("GCP, AWS", "google-cloud"),
        ("fine-tuning of models", "fine-tuning"),
    ],
)
def test_a_skill_is_found_however_it_is_spelt(found: Found, line: str, skill: str) -> None:
    for section in ("Skills", "Summary"):
        assert found(line, section).get(skill) == "held"


# Context ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "skill"),
    [
        ("I have never used Java", "java"),
        ("never used Java", "java"),
        ("No experience with Scala", "scala"),
        ("no experience with Java or Scala", "scala"),
        ("I am currently learning Kubernetes", "kubernetes"),
        ("Currently learning Terraform and Kubernetes", "kubernetes"),
        ("We use Python; never Java", "java"),
        ("Python, no Java", "java"),
        ("I do not know Terraform", "terraform"),
        ("I don't use Docker", "docker"),
        ("without any Kubernetes", "kubernetes"),
        ("Keen to learn Kubernetes", "kubernetes"),
        ("Eager to learn Kubernetes and Terraform", "terraform"),
        ("Would like to work with Kafka", "apache-kafka"),
        ("Interested in learning Terraform", "terraform"),
        ("Terraform (learning)", "terraform"),
        ("unfamiliar with Terraform", "terraform"),
    ],
)
def test_a_skill_that_is_denied_or_wished_for_is_not_held(found: Found, line: str, skill: str) -> None:
    assert found(line).get(skill) in {"denied", "wished", None}


@pytest.mark.parametrize(
    ("line", "skill"),
    [
        ("Not only Python but also Java", "python"),
        ("Not only Python but also Java", "java"),
        ("No outage in two years on Kubernetes", "kubernetes"),
        ("Never missed a deadline; wrote Java all day", "java"),
        ("Replaced cron with Apache Airflow, no data lost", "apache-airflow"),
        ("Machine learning in production", "machine-learning"),
        ("Deep learning with PyTorch", "pytorch"),
        ("Led the learning of Python for forty teachers", "python"),
        ("I use Python, not Java", "python"),
    ],
)
def test_a_skill_that_is_held_stays_held_beside_a_no(found: Found, line: str, skill: str) -> None:
    assert found(line).get(skill) == "held"


def test_a_denied_or_wished_skill_gives_no_points_and_stands_in_the_report_as_what_it_is(
    matcher: Matcher, as_document: AsDocument
) -> None:
    text = _FITTING + "\nSummary\nI have never used Terraform. Keen to learn Kubernetes.\n"
    report = matcher.match(as_document(text), resume_id="r", top=16)
    standing = {skill["skill_id"]: skill["standing"] for skill in report["resume"]["skills"]}
    assert standing["terraform"] == "denied"
    assert standing["kubernetes"] == "wished"
    for result in report["results"]:
        lenders = {matched["via"] or matched["skill_id"] for matched in result["matched_skills"]}
        assert not lenders & {"terraform", "kubernetes"}


# The same text in three formats -------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("default")  # of the libraries that write the files
@pytest.mark.parametrize(
    "stem",
    [
        "ai-build-engineer-clear",
        "data-engineer-azure-junior",
        "ml-devops-manager-neighbour",
        "data-issue-manager-clear",
    ],
)
def test_the_same_text_as_pdf_docx_and_txt_gives_the_same_score(matcher: Matcher, tmp_path: Path, stem: str) -> None:
    from samples import render  # noqa: PLC0415 - needs reportlab and python-docx, which only this test does

    render.register_fonts()
    resume = render.parse_resume(ROOT / "samples" / "sources" / f"{stem}.md")
    render.render_txt(resume, next(iter(render.TEXT_DESIGNS)), tmp_path / "resume.txt", tmp_path)
    render.render_docx(resume, "plain", tmp_path / "resume.docx", tmp_path)
    render.render_reportlab(resume, next(iter(render.PAPER_DESIGNS)), tmp_path / "resume.pdf", tmp_path)
    scores = {}
    for file in sorted(tmp_path.glob("resume.*")):
        document = read_in_process(file.read_bytes(), name=file.name)
        scores[file.suffix] = {score.role.profile.id: score.points for score in matcher.rank(document)[1]}
    assert scores.keys() == {".pdf", ".docx", ".txt"}
    assert scores[".pdf"] == scores[".txt"]
    assert scores[".docx"] == scores[".txt"]


# Steadiness ---------------------------------------------------------------------------------------------------------


def test_no_single_keyword_swings_any_score_by_fifty_points_nor_by_fifteen(matcher: Matcher) -> None:
    assert matcher.scorer.roles
    heaviest = {role.profile.id: max(unit.max_points for unit in role.units) for role in matcher.scorer.roles.values()}
    assert not {role: points for role, points in heaviest.items() if points > 150}


def test_no_keyword_swings_the_score_of_a_short_job_description_by_fifty_points(
    matcher: Matcher, as_document: AsDocument
) -> None:
    job = taxonomies.job_of("Cloud Engineer\n\nRequirements\n- Terraform\n- Kubernetes\n")
    before, after = (
        matcher.match(as_document(text), resume_id="r", job=job)["job"]["score"]
        for text in (_FITTING, _FITTING + "\nSkills\nTerraform\n")
    )
    assert 0 < after - before < 50


def test_an_unchanged_posting_is_scored_the_same_each_time_it_is_read(
    matcher: Matcher, as_document: AsDocument
) -> None:
    reports = [matcher.match(as_document(_FITTING), resume_id="r", job=taxonomies.job_of(_JOB)) for _ in range(3)]
    assert reports[0]["job"]["score"] is not None
    assert reports[1:] == reports[:1] * 2


@pytest.mark.parametrize(
    "text",
    [
        (
            "Join us! We are a family of forty in a sunny office with a dog, free fruit and a "
            "table for ping-pong. Write to us today."
        ),
        "About us\nHexworks has made hinges since 1911.\n\nBenefits\n- Free fruit\n- 30 days of holiday\n- A dog\n",
        "Engineer wanted\n\nHow to apply\nSend your resume to jobs@hexworks.example.\n",
        "",
        "x",
    ],
)
def test_a_job_description_that_asks_for_nothing_is_not_assessable_and_no_match(
    matcher: Matcher, as_document: AsDocument, text: str
) -> None:
    job = taxonomies.job_of(text)
    assert not job.role.assessable
    part = matcher.match(as_document(_FITTING), resume_id="r", job=job)["job"]
    assert part["assessable"] is False
    assert part["score"] is None
    assert part["message"]


def test_a_stranger_who_pastes_the_job_description_stays_below_the_person_who_does_the_work(
    matcher: Matcher, as_document: AsDocument
) -> None:
    jobs = sorted((ROOT / "samples" / "jobs").iterdir())
    assert len(jobs) >= 16
    over = {}
    for file in jobs:
        text = read_in_process(file.read_bytes(), name=file.name).text
        job = taxonomies.job_of(text)
        resume = next((ROOT / "samples" / "resumes").glob(f"{file.stem}-clear.*"))
        does = matcher.match(read_in_process(resume.read_bytes(), name=resume.name), resume_id="r", job=job)["job"][
            "score"
        ]
        pastes = matcher.match(as_document(f"{_OTHER}\nSummary\n{text}"), resume_id="r", job=job)["job"]["score"]
        if pastes >= does:
            over[file.stem] = (pastes, does)
    assert not over


# Years --------------------------------------------------------------------------------------------------------------


def test_years_at_school_are_not_years_of_work(matcher: Matcher, as_document: AsDocument) -> None:
    work = "Jo Doe\nLeeds\n\nData Engineer, Hexworks, Jan 2018 - Dec 2019\n• Built reports with Python\n"
    school = "BSc Computer Science, University of Leeds, Sep 2010 - Jun 2014\n"
    both = matcher.profile(as_document(f"{work}\n{school}")).experience_months
    headed = matcher.profile(
        as_document(work.replace("Data", "Experience\nData", 1) + f"\nEducation\n{school}")
    ).experience_months
    assert both == headed == 24


def test_a_requirement_of_a_role_is_not_met_by_the_advertisements_own_language() -> None:
    role, _ = build_role(Source("job", _JOB))
    assert {requirement.skill_id for requirement in role.requirements} >= {
        "python",
        "sql",
        "apache-airflow",
        "snowflake",
    }


# Jobs ---------------------------------------------------------------------------------------------------------------

_JOB_LINES = "Jo Doe\nLeeds\n\nExperience\nData Engineer, Hexworks, Jan 2018 - Dec 2019\n{line}\n"


@pytest.mark.parametrize(
    ("line", "tier"),
    [
        ("Demand forecasting in Python with Terraform", "demonstrated"),
        ("Python, Terraform", "stated"),
        ("Technologies: Python, Terraform", "stated"),
        ("Python and Terraform", "stated"),
    ],
)
def test_names_joined_by_what_one_does_with_them_are_shown_and_a_bare_list_is_not(
    matcher: Matcher, as_document: AsDocument, line: str, tier: str
) -> None:
    skills = matcher.profile(as_document(_JOB_LINES.format(line=line))).skills
    assert {skills["python"].tier, skills["terraform"].tier} == {tier}


@pytest.mark.parametrize("line", ["Clients: Terraform Ltd and Python AG", "Company - Terraform", "End client: Python"])
def test_who_paid_for_the_work_is_no_skill(matcher: Matcher, as_document: AsDocument, line: str) -> None:
    assert not matcher.profile(as_document(_JOB_LINES.format(line=line))).skills


def test_a_line_of_tools_below_the_years_of_a_job_counts_for_it(matcher: Matcher, as_document: AsDocument) -> None:
    text = "Jo Doe\nLeeds\n\nExperience\nData Engineer | Jan 2018 - Dec 2019\nPython, Docker, Terraform\n• Ran trains\n"
    skills = matcher.profile(as_document(text)).skills
    assert {skills[skill].months for skill in ("python", "docker", "terraform")} == {24}


def test_the_name_of_a_dated_project_tells_of_work_and_the_name_of_an_employer_does_not(
    matcher: Matcher, as_document: AsDocument
) -> None:
    project = "Jo Doe\nLeeds\n\nProjects\nFace finder in PyTorch, Jan 2018 - Dec 2019\n• Found faces\n"
    assert "pytorch" in matcher.profile(as_document(project)).skills
    job = "Jo Doe\nLeeds\n\nExperience\nData Engineer, PyTorch, Jan 2018 - Dec 2019\n• Found faces\n"
    assert "pytorch" not in matcher.profile(as_document(job)).skills


@pytest.mark.parametrize("line", ["PMP", "PMP, 2018", "Project Management Professional (PMP), 2018"])
def test_a_certificate_is_listed_with_a_year_beside_it_and_without(
    matcher: Matcher, as_document: AsDocument, line: str
) -> None:
    text = _JOB_LINES.format(line="• Ran trains") + f"\nCertifications\n{line}\n"
    skills = matcher.profile(as_document(text)).skills
    assert skills["project-management-professional"].tier == "listed"


# Education ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "COURSES",
        "Relevant Coursework",
        "Online Courses",
        "Training",
        "Continuing Education",
        "Professional Development",
    ],
)
def test_courses_below_a_heading_of_their_own_are_listed_evidence(
    matcher: Matcher, as_document: AsDocument, heading: str
) -> None:
    text = (
        _JOB_LINES.format(line="• Ran trains")
        + f"\n{heading}\nDocker (40 h), Kubernetes 2022\nBSc Data Science, Leeds\n"
    )
    skills = matcher.profile(as_document(text)).skills
    assert {skill: skills[skill].tier for skill in skills} == {"docker": "listed", "kubernetes": "listed"}


@pytest.mark.parametrize("heading", ["Education", "Education and training"])
def test_what_was_studied_is_no_evidence_below_the_heading_of_the_education(
    matcher: Matcher, as_document: AsDocument, heading: str
) -> None:
    text = _JOB_LINES.format(line="• Ran trains") + f"\n{heading}\nData Science, Leeds, 2014\n"
    assert not matcher.profile(as_document(text)).skills


def test_a_degree_below_a_heading_that_nobody_knows_is_read(matcher: Matcher, as_document: AsDocument) -> None:
    text = _JOB_LINES.format(line="• Ran trains") + "\nScholastic Path\nBachelor in Physics – Fox – concluded in 2018\n"
    assert matcher.profile(as_document(text)).education.level == "bachelor"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "Certifications\nMicrosoft Certified: Azure Data Engineer Associate\n",
        "Awards\nPrize of the azure data engineer, second place\n",
        "Summary\nI supported the hiring of an Azure Data Engineer.\n",
    ],
)
def test_a_certificate_or_a_colleague_gives_nobody_a_title(matcher: Matcher, elsewhere: str) -> None:
    def named(text: str) -> AbstractSet[str]:
        return matcher.profile(Document(f"Jo Doe\n\n{text}", "text/plain", "sha256:0")).named_titles

    assert not named(elsewhere)
    assert "azure data engineer" in named("Summary\nI am an Azure Data Engineer.\n")


@pytest.mark.parametrize(
    ("headline", "titles"),
    [
        ("Applied AI developer with a love of data", ("Applied AI developer",)),
        ("Application Developer", ("Application Developer",)),
        ("Application for the post of Data Engineer", ()),
        ("Subject: Application – Data Analyst", ()),
        ("Applying for Data Engineer", ()),
    ],
)
def test_a_headline_is_a_title_unless_it_names_the_job_that_is_sought(
    matcher: Matcher, headline: str, titles: tuple[str, ...]
) -> None:
    document = Document(f"Jo Doe\n{headline}\njo@example.org\n\nSkills\nPython, SQL\n", "text/plain", "sha256:0")
    assert matcher.profile(document).titles == titles


def test_a_course_among_the_jobs_is_listed_evidence(matcher: Matcher, as_document: AsDocument) -> None:
    text = (
        _JOB_LINES.format(line="• Ran trains")
        + "\nData Bootcamp, Hex School\nFeb 2017 to May 2017\n• Capstone in Tableau\n"
    )
    assert matcher.profile(as_document(text)).skills["tableau"].tier == "listed"


def test_what_stands_below_a_wish_is_wished_and_the_next_paragraph_is_not(
    matcher: Matcher, as_document: AsDocument
) -> None:
    text = (
        _JOB_LINES.format(line="• Ran trains") + "\nSkills\nTerraform\n\nWant to learn\nTableau\nKubernetes\n\nDocker\n"
    )
    skills = matcher.profile(as_document(text)).skills
    assert {name: skills[name].standing for name in ("terraform", "tableau", "kubernetes", "docker")} == {
        "terraform": "held", "tableau": "wished", "kubernetes": "wished", "docker": "held"
    }  # fmt: skip


def test_the_tools_of_another_team_give_nobody_points(matcher: Matcher, as_document: AsDocument) -> None:
    line = "• Wrote the contracts; the mobile team next door used Flutter"
    skills = matcher.profile(as_document(_JOB_LINES.format(line=line))).skills
    assert skills["flutter"].standing == "denied"


@pytest.mark.parametrize(
    "label", ["LEARNING NOW", "Would love to do", "What's next", "Things I want to learn", "Goals"]
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_label_of_a_wish_counts_for_what_stands_below_it_with_a_gap_and_without(
    matcher: Matcher, as_document: AsDocument, label: str, gap: str
) -> None:
    text = (
        _JOB_LINES.format(line="• Ran trains") + f"\nSkills\nTerraform\n\n{label}{gap}Tableau, Kubernetes\n\nDocker\n"
    )
    skills = matcher.profile(as_document(text)).skills
    assert {name: skills[name].standing for name in ("terraform", "tableau", "kubernetes", "docker")} == {
        "terraform": "held", "tableau": "wished", "kubernetes": "wished", "docker": "held"
    }  # fmt: skip


@pytest.mark.parametrize("label", ["• not", "• What I don't do", "• no thanks"])
def test_a_heading_that_denies_counts_up_to_the_next_one(matcher: Matcher, as_document: AsDocument, label: str) -> None:
    above = "jo doe\nleeds\n\n• now\ncook\n\n• know\nexcel, sql, docker"
    text = f"{above}\n\n{label}\nphp.\n\nkubernetes\n\n• more\ntableau\n"
    skills = matcher.profile(as_document(text)).skills
    assert {name: skills[name].standing for name in ("docker", "php", "kubernetes", "tableau")} == {
        "docker": "held", "php": "denied", "kubernetes": "denied", "tableau": "held"
    }  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "• A Kubernetes-like scheduler in Python",
        "• Wrote a Kubernetes clone in Python",
        "• Python for the team; the rest ran in Kubernetes? No, never.",
        "• [x] Python [ ] Kubernetes",
        "• Python services; a designer made the charts in Kubernetes",
        "• Python; handed the tickets over to the Kubernetes team",
        "• Shadowed the Kubernetes engineer, wrote Python",
    ],
)
def test_what_a_line_names_without_the_person_having_it_is_not_held(
    matcher: Matcher, as_document: AsDocument, line: str
) -> None:
    held = {evidence.skill_id for evidence in matcher.profile(as_document(_JOB_LINES.format(line=line))).held()}
    assert "python" in held
    assert "kubernetes" not in held


def test_tools_below_a_heading_that_nobody_knows_are_no_part_of_the_schooling(
    matcher: Matcher, as_document: AsDocument
) -> None:
    text = "Jo Doe\n\nTraining\nBA History, Hill College, 2011\n\nComputer use\nTableau, Kubernetes, Word\n"
    skills = matcher.profile(as_document(text)).skills
    assert {name: skills[name].tier for name in ("tableau", "kubernetes", "microsoft-word")} == {
        "tableau": "listed", "kubernetes": "listed", "microsoft-word": "listed"
    }  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["Driving licence. Volunteer with a food bank; sewing.", "I hope to study. References: Ada Swift, principal"],
)
def test_a_sentence_of_leisure_or_referees_is_no_evidence(matcher: Matcher, as_document: AsDocument, line: str) -> None:
    text = f"Jo Doe\n\nOther\n{line}\n"
    assert not {"sewing", "swift"} & matcher.profile(as_document(text)).skills.keys()
