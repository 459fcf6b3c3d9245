"""Job titles: found in headers, compared by occupation and spelling."""

import pytest

from matchers.titles import best_title, plain_title, title_in, title_similarity, titles_named
from matchers.weights import TITLE_FROM


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("Senior Data Engineer, Hexworks Ltd, Leeds", "Senior Data Engineer"),
        ("Hexworks Ltd | Data Engineer", "Data Engineer"),
        ("Advocate Aurora | Data Engineer", "Data Engineer"),
        ("Principal Financial — Data Analyst", "Data Analyst"),
        ("Data Engineer at Master Lock", "Data Engineer"),
        ("Head of Data, Hexworks", "Head of Data"),
        ("Chef, Blue Harbour", "Chef"),
        ("Lead Risk Modeler, Hexworks", "Lead Risk Modeler"),
        ("Sr. Software Dev, Hexworks", "Sr. Software Dev"),
        ("Hexworks | IT Support", "IT Support"),
        ("VP Engineering, Hexworks", "VP Engineering"),
        ("Chief of Staff, Hexworks", "Chief of Staff"),
        ("Member of Technical Staff, Hexworks", "Member of Technical Staff"),
        ("Solutions Architect II, Hexworks Solutions", "Solutions Architect II"),
        ("Director of Nursing, Leeds Clinic", "Director of Nursing"),
        ("Engineering Manager, Data Platform", "Engineering Manager, Data Platform"),
        ("Engineering Manager, Hexworks", "Engineering Manager"),
        ("Data Analyst, Insight", "Data Analyst"),
        ("Head of Department, Sciences, Hill School", "Head of Department, Sciences"),
        ("Counsel, Labor & Employment", "Counsel, Labor & Employment"),
        ("Inside Sales, Hex Supply", "Inside Sales"),
        ("Electrician / Leading Hand, Hex Power", "Electrician / Leading Hand"),
        ("Sales staff – Shop Lan", "Sales staff"),
        ("Senior Logistics NCO (92A), 1st Cavalry", "Senior Logistics NCO"),
        ("Guest lectures, statistics for biologists (R)", None),
        ("Sales, Hex Supply", None),
        ("Hexworks Solutions", None),
        ("Georgia Tech", None),
        ("SQL Server, Azure", None),
        ("Member, Royal Society", None),
        ("Customer Support Systems", None),
        ("Hexworks Engineering Ltd", None),
        ("Leeds", None),
        ("14 Master Road, York", None),
        ("", None),
    ],
)
def test_the_title_is_found_and_the_employer_is_not_taken_for_one(header: str, title: str | None) -> None:
    assert title_in(header) == title


@pytest.mark.parametrize(
    "trade",
    """
    contractor modeler picker stocker trader banker copywriter merchandiser coach doctor carer operative porter handler
    processor postdoc SWE SDET Dev Admin Rep headteacher werkstudent
    """.split(),  # noqa: SIM905
)
def test_people_of_all_trades_are_known(trade: str) -> None:
    assert title_in(trade) == trade
    assert title_in(f"Senior {trade}, Hexworks Ltd") == f"Senior {trade}"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("🏢 AI Engineer", "AI Engineer"),
        ("- MLOps Engineer", "MLOps Engineer"),
        ("o MLOps Engineer", "MLOps Engineer"),
        ("▶️ MLOps Engineer", "MLOps Engineer"),
        ("2) MLOps Engineer", "MLOps Engineer"),
        ("Ltd. MLOps Engineer", "MLOps Engineer"),
        ("Hexworks Inc. MLOps Engineer", "MLOps Engineer"),
        ("Hexworks GmbH MLOps Engineer", "MLOps Engineer"),
        ("I worked as a data analyst", "data analyst"),
        ("I was the data analyst", "data analyst"),
        ("Software as a Service Architect", "Software as a Service Architect"),
        ("3D Artist", "3D Artist"),
        ("4th Grade Teacher", "4th Grade Teacher"),
    ],
)
def test_a_title_begins_behind_marks_employers_and_prose(line: str, title: str) -> None:
    assert title_in(line) == title


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Sr. Software Dev", "software developer"),
        ("SWE II", "software engineer"),
        ("DevOps Contractor", "devops"),
        ("Electrical Contractor", "electrical contractor"),
        ("Machine Learning Eng.", "machine learning engineer"),
        ("Sr. ML Engineer II", "machine learning engineer"),
        ("Senior Data Engineer", "data engineer"),
        ("MLOps Engineer", "machine learning operations engineer"),
        ("AI/ML Engineer", "machine learning engineer"),
        ("Junior Dev-Ops Engineer", "devops engineer"),
        ("Data Engineer (contract)", "data engineer"),
    ],
)
def test_level_words_and_short_forms_do_not_matter(title: str, plain: str) -> None:
    assert plain_title(title) == plain


@pytest.mark.parametrize("title", ["Senior Data Engineer", "ML Ops Lead", "Head", "Intern"])
def test_a_plain_title_stays_as_it_is(title: str) -> None:
    assert plain_title(plain_title(title)) == plain_title(title)
    assert plain_title(title)


def test_a_likeness_is_one_for_the_same_words_and_falls_with_each_other_word() -> None:
    same, turned, near, far, none = (
        title_similarity("machine learning engineer", other)
        for other in (
            "machine learning engineer",
            "engineer machine learning",
            "machine learning scientist",
            "sales engineer",
            "pastry chef",
        )
    )
    assert same == turned == 1
    assert same > near > far > none >= 0


def test_a_likeness_is_the_same_both_ways_and_nothing_is_like_nothing() -> None:
    assert title_similarity("data engineer", "data analyst") == title_similarity("data analyst", "data engineer")
    assert title_similarity("", "data engineer") == title_similarity("", "") == 0


@pytest.mark.parametrize(
    ("title", "near", "far"),
    [
        ("attorney", "lawyer", "attache"),
        ("chef", "cook", "chief of police"),
        ("data engineer", "data architect", "sales engineer"),
        ("accountant", "auditor", "account executive"),
    ],
)
def test_titles_of_one_occupation_are_nearer_than_titles_that_are_only_spelt_alike(
    title: str, near: str, far: str
) -> None:
    assert title_similarity(title, near) > title_similarity(title, far)


@pytest.mark.parametrize("trade", ["sales", "civil", "field service", "flight"])
def test_an_engineer_of_another_trade_is_not_credited_as_a_data_engineer(trade: str) -> None:
    assert title_similarity("data engineer", f"{trade} engineer") < TITLE_FROM


def test_titles_that_nobody_reported_are_compared_by_their_spelling() -> None:
    assert title_similarity("llmops wrangler", "llmops wranglers") > 0.8
    assert title_similarity("llmops wrangler", "prompt whisperer") < TITLE_FROM


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("From PLC technician to AI on the line", None),
        ("PLC Technician, Hexworks", "PLC Technician"),
        ("Formerly nurse, now data analyst", "data analyst"),
    ],
)
def test_what_somebody_left_behind_is_no_title_and_a_controller_no_company(header: str, title: str | None) -> None:
    assert title_in(header) == title


@pytest.mark.parametrize(
    ("header", "title"),
    [
        (".NET Developer, Hexworks", ".NET Developer"),
        ("Teacher of Mathematics and Physics, Hexworks", "Teacher of Mathematics and Physics"),
        ("Chef de partie, Hexworks", "Chef de partie"),
        ("Clerk of Works, Hexworks", "Clerk of Works"),
        ("Founder of Hexworks", "Founder"),
        ("Web developer building her first product", "Web developer"),
        ("PhD Student and Research Assistant, Hexworks", "PhD Student and Research Assistant"),
        ("Doctoral Candidate, Hexworks", "Doctoral Candidate"),
        ("PhD, Data Scientist", "Data Scientist"),
        ("Vice President, Equity Research", "Vice President, Equity Research"),
        ("Senior Scientist, Analytical Development", "Senior Scientist, Analytical Development"),
        ("Manager, Hexworks", "Manager"),
        ("Results-driven ML Engineer", "ML Engineer"),
        ("Pharmacy Tech, Hexworks", "Pharmacy Tech"),
        ("Health Visitor, Hexworks", "Health Visitor"),
        ("Softwareentwicklerin, Hexworks GmbH", "Softwareentwicklerin"),
        ("Projektleiter, Hexworks GmbH", "Projektleiter"),
        ("Ingénieur logiciel, Hexworks", "Ingénieur logiciel"),
        ("Ingeniero de datos, Hexworks", "Ingeniero de datos"),
        ("Business Intelligence Developer Pharma Rhein AG, Basel", "Business Intelligence Developer"),
    ],
)
def test_a_title_is_read_whole_with_its_field_and_without_the_employer(header: str, title: str) -> None:
    assert title_in(header) == title


@pytest.mark.parametrize("header", ["Georgia Tech", "Hexworks Tech", "Johnnie Walker", "Smith Developer Works Ltd"])
def test_an_employer_that_ends_like_a_title_is_none(header: str) -> None:
    assert title_in(header) is None


def test_one_person_is_told_from_an_employer_of_several() -> None:
    assert best_title(["Morgan & Sons Solicitors, Leeds", "Receptionist"]) == "Receptionist"


@pytest.mark.parametrize(
    "sentence", ["data engineer with six years in the cloud", "i am a data engineer", "works as an azure data engineer"]
)
def test_a_sentence_names_what_somebody_is(sentence: str) -> None:
    assert "data engineer" in titles_named(sentence.split())


@pytest.mark.parametrize(
    "sentence",
    [
        "i supported the hiring of an azure data engineer",
        "worked with a data engineer",
        "reported to the data engineer",
        "wrote reports for a data engineer",
        "helped our data engineer",
        "looking for a post as a barista under a data engineer",
    ],
)
def test_a_sentence_about_colleagues_names_no_title_of_ones_own(sentence: str) -> None:
    assert "data engineer" not in titles_named(sentence.split())


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("CHEF DE PARTIE, Blue Harbour", "CHEF DE PARTIE"),
        ("COMMIS, Blue Harbour", "COMMIS"),
        ("Pipe Welder 1st Class, Hex Yard", "Pipe Welder 1st Class"),
        ("Electrician Level 3, Hex Yard", "Electrician Level 3"),
        ("Nurse Band 6, Hill Clinic", "Nurse Band 6"),
        ("Group CFO", "Group CFO"),
        ("Summer Analyst, Catastrophe Modelling", "Summer Analyst, Catastrophe Modelling"),
        ("Associate, Healthcare Investment Banking", "Associate, Healthcare Investment Banking"),
        ("I have been a head gardener", "head gardener"),
        ("Presently working as Site Engineer", "Site Engineer"),
        ("Camarera, Bar Hex", "Camarera"),
        ("Vendedora, Hex Moda", "Vendedora"),
        ("Friseurin, Hex Salon", "Friseurin"),
        ("Hex Band, Leeds", None),
        ("Worked as part of a team", None),
        ("Upper second class, Leeds", None),
    ],
)
def test_a_title_is_read_with_its_rank_in_capitals_and_out_of_prose(header: str, title: str | None) -> None:
    assert title_in(header) == title
