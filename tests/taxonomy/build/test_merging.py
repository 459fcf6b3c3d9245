"""Several documents of one role: one profile, in which none of them drowns the others."""

from taxonomy.build import Source, build
from taxonomy.model import Requirement, RoleProfile


def _role(*bodies: str) -> RoleProfile:
    """The one role that documents of these bodies describe."""
    sources = [
        Source(f"document-{number}", f"# Data Engineer\n\n{body}") for number, body in enumerate(bodies, start=1)
    ]
    taxonomy, problems = build(sources)
    assert problems == []
    assert len(taxonomy.documents) == len(bodies)
    (role,) = taxonomy.roles
    return role


def _asked(*items: str) -> str:
    return "## Requirements\n" + "".join(f"- {item}\n" for item in items)


def _by_skill(role: RoleProfile) -> dict[str, Requirement]:
    return {requirement.skill_id: requirement for requirement in role.requirements}


def test_documents_with_the_same_title_describe_one_role_together() -> None:
    role = _role(_asked("Experience with Python"), _asked("Experience with Terraform"))
    assert {"python", "terraform"} <= _by_skill(role).keys()


def test_each_document_that_names_a_skill_is_cited() -> None:
    role = _role(_asked("Experience with Python"), _asked("Experience with SQL"), _asked("Experience with Python"))
    assert [citation.document for citation in _by_skill(role)["python"].citations] == ["document-1", "document-3"]


def test_what_more_documents_ask_for_weighs_more() -> None:
    alone = _by_skill(_role(_asked("Experience with Kubernetes and Terraform"), _asked("Experience with Python")))
    both = _by_skill(_role(_asked("Experience with Kubernetes and Terraform"), _asked("Experience with Terraform")))
    assert both["terraform"].weight > alone["terraform"].weight
    assert both["kubernetes"].weight == alone["kubernetes"].weight


def test_what_most_documents_call_a_plus_is_not_required() -> None:
    plus = "## Nice to have\n- Terraform is a plus\n"
    assert _by_skill(_role(plus, plus, _asked("Must have Terraform")))["terraform"].need == "preferred"
    assert _by_skill(_role(plus, _asked("Must have Terraform")))["terraform"].need == "required"


def test_alternatives_stay_alternatives_when_another_document_asks_for_one_of_them() -> None:
    skills = _by_skill(_role(_asked("Experience with AWS, Azure or Google Cloud"), _asked("Experience with AWS")))
    assert skills["aws"].group is not None
    assert skills["aws"].group == skills["microsoft-azure"].group == skills["google-cloud"].group


def test_what_more_documents_ask_for_alone_is_no_alternative() -> None:
    aws = _asked("Experience with AWS")
    skills = _by_skill(_role(_asked("Experience with AWS, Azure or Google Cloud"), aws, aws))
    assert skills["aws"].group is None
    assert skills["microsoft-azure"].group == skills["google-cloud"].group is not None


def test_a_list_of_alternatives_adds_to_the_one_that_shares_a_name_with_it() -> None:
    skills = _by_skill(
        _role(_asked("Experience with Apache Airflow or Dagster"), _asked("Experience with Dagster or Prefect"))
    )
    assert skills["prefect"].group == skills["dagster"].group == skills["apache-airflow"].group is not None


def test_lists_without_a_common_name_stay_apart() -> None:
    skills = _by_skill(_role(_asked("Experience with Airflow or Dagster"), _asked("Experience with AWS or Azure")))
    assert skills["dagster"].group != skills["aws"].group


def test_the_least_that_a_document_asks_for_is_enough() -> None:
    role = _role(
        _asked(
            "5+ years of experience in data engineering", "Master's degree in computer science", "4 years of Python"
        ),
        _asked("3 to 6 years of experience in data engineering", "Bachelor's degree", "2 years of Python"),
    )
    assert role.experience_years is not None
    assert (role.experience_years.min, role.experience_years.max) == (3, 6)
    assert role.education == ("bachelor", "master")
    assert _by_skill(role)["python"].min_years == 2


def test_other_titles_duties_and_wording_come_from_all_documents() -> None:
    role = _role(
        "Also known as: Pipeline Engineer\n\n## Responsibilities\n- Build ingestion pipelines with Apache Airflow\n",
        "Also known as: ETL Developer\n\n## Responsibilities\n- Repair broken warehouse loads with Python\n",
    )
    assert role.titles == ("Pipeline Engineer", "ETL Developer")
    assert [place.document for place in role.responsibilities] == ["document-1", "document-2"]
    words = {term for term, _ in role.terms}
    assert {"ingest", "warehous"} <= words


def test_the_words_of_a_title_count_among_those_of_the_work() -> None:
    body = _asked("Experience with Python", "Repair broken warehouse loads")
    titled = dict(build([Source("document", f"# Civil Engineer\n\n{body}")])[0].roles[0].terms)
    other = dict(build([Source("document", f"# Data Engineer\n\n{body}")])[0].roles[0].terms)
    assert titled.keys() - other.keys() == {"civil", "civil engin"}
    assert other.keys() - titled.keys() == {"data", "data engin"}


def test_the_name_of_a_file_is_no_word_of_the_work() -> None:
    role = build([Source("posting", _asked("Experience with Python", "Repair broken warehouse loads"))])[0].roles[0]
    assert role.title == "Posting"
    assert not [term for term, _ in role.terms if "post" in term]


def test_what_people_do_at_each_step_of_the_career_is_work() -> None:
    ladder = "## Career progression\n- Junior Data Engineer: backfills partitions\n"
    role = _role(_asked("Experience with Python") + "\n" + ladder)
    assert {"backfill", "partit"} <= {term for term, _ in role.terms}


def test_the_order_in_which_documents_are_given_changes_nothing() -> None:
    one = Source("a", f"# Data Engineer\n\n{_asked('Experience with AWS, Azure or Google Cloud')}")
    other = Source("b", f"# Data Engineer\n\n{_asked('Experience with AWS', '3 years of Python')}")
    assert build([one, other])[0].version == build([other, one])[0].version


def test_the_place_that_asks_most_strongly_is_cited_first() -> None:
    role = _role(
        "## Overview\nThe team knows Python.\n\n## Nice to have\n- Familiarity with SQL",
        _asked("Must have strong Python", "Strong SQL is required"),
    )
    for skill_id in ("python", "sql"):
        first = _by_skill(role)[skill_id].citations[0]
        assert (first.document, first.heading) == ("document-2", "Requirements")
