"""Postings laid out in other ways than with marks and bullets ask for the same."""

import pytest

from taxonomy.build import Source, build_role


def _needs(text: str) -> dict[str, str]:
    return {each.skill_id: each.need for each in build_role(Source("posting", text))[0].requirements}


def test_bullets_make_no_difference() -> None:
    plain = (
        "Data Engineer\n\nAbout the role\nYou own our pipelines.\n\nWhat you'll do\nSchedule loads with Airflow\n\n"
        "What you bring\nPython\nAdvanced SQL Skills\nTerraform\n\nNice to have\nScala\n\nHow to apply\nUse GitHub.\n"
    )
    items = ("Schedule loads with Airflow", "Python", "Advanced SQL Skills", "Terraform", "Scala")
    listed = plain
    for item in items:
        listed = listed.replace(f"\n{item}", f"\n- {item}")
    assert _needs(plain) == _needs(listed)
    assert _needs(plain) == {
        "apache-airflow": "required",
        "python": "required",
        "sql": "required",
        "terraform": "required",
        "scala": "preferred",
    }


@pytest.mark.parametrize("above", ["About Us", "About Corvane", "Benefits", "What We Offer", "Our Company"])
@pytest.mark.parametrize("heading", ["What You'll Do", "Your Tasks", "The Role", "Duties", "Job Description"])
def test_duties_below_a_word_on_the_employer_count(above: str, heading: str) -> None:
    found = _needs(f"Data Engineer\n\n{above}\nWe use SAP.\n\n{heading}\n- Operate Kafka clusters\n- Run dbt\n")
    assert {"apache-kafka", "dbt"} <= {skill for skill, need in found.items() if need == "required"}
    assert "sap" not in found


def test_a_label_speaks_for_its_own_line_alone() -> None:
    found = _needs("Data Engineer\nLocation: Oslo\nSkills: Python, Airflow\nOffice: we use SAP\nMust have Kubernetes\n")
    assert {found.get(skill) for skill in ("python", "apache-airflow", "kubernetes")} == {"required"}
    assert "sap" not in found


def test_sections_run_together_in_one_paragraph_keep_their_meaning() -> None:
    found = _needs(
        "Frontend Developer at Corvane Location: Oslo About the role: You build a bank. Requirements: React and CSS. "
        "Nice to have: Figma. We offer: SAP training. About us: all of us use Salesforce."
    )
    assert (found.get("react"), found.get("css"), found.get("figma")) == ("required", "required", "preferred")
    assert not {"sap", "salesforce"} & found.keys()
