"""Names of which any one will do stand in one group, and others don't."""

import pytest

from taxonomy.build import Source, build_role


def _groups(sentence: str) -> list[set[str]]:
    role, _ = build_role(Source("job", f"Engineer\n\nRequirements\n- Linux\n- {sentence}\n"))
    groups: dict[str, set[str]] = {}
    for requirement in role.requirements:
        if requirement.group is not None:
            groups.setdefault(requirement.group, set()).add(requirement.skill_id)
    return sorted(groups.values(), key=sorted)


@pytest.mark.parametrize(
    ("sentence", "group"),
    [
        ("scikit-learn, XGBoost or similar", {"scikit-learn", "xgboost"}),
        ("Oracle, MySQL or another relational database", {"oracle-database", "mysql"}),
        ("Oracle / MySQL / PostgreSQL", {"oracle-database", "mysql", "postgresql"}),
        ("AWS/Azure/GCP", {"aws", "microsoft-azure", "google-cloud"}),
        ("One of: Oracle, MySQL, PostgreSQL", {"oracle-database", "mysql", "postgresql"}),
        ("At least one of the following: Oracle, MySQL, PostgreSQL", {"oracle-database", "mysql", "postgresql"}),
        ("One or more of Python, Java, Scala", {"python", "java", "scala"}),
        ("Proficiency in one of Python, Java and Scala", {"python", "java", "scala"}),
        ("A BI tool (Tableau, Power BI)", {"tableau", "power-bi"}),
        ("Deep learning frameworks (PyTorch, TensorFlow)", {"pytorch", "tensorflow"}),
        ("Python (or Java)", {"python", "java"}),
        ("React, or experience with Angular", {"react", "angular"}),
        ("Node.js – or something similar like Java", {"node-js", "java"}),
        ("Experience with React (Angular or Vue.js experience also considered)", {"react", "angular", "vue-js"}),
        ("A major cloud (AWS preferred, Azure or GCP)", {"aws", "microsoft-azure", "google-cloud"}),
        ("At least one scripting language (Python, PowerShell)", {"python", "powershell"}),
        ("Any cloud platform: AWS, Azure", {"aws", "microsoft-azure"}),
        ("A BI tool: Tableau, Power BI, Looker, we don't care which", {"tableau", "power-bi", "looker"}),
        ("Python, Java or whatever gets it done", {"python", "java"}),
        ("React, Angular, take your pick", {"react", "angular"}),
        ("Terraform, alternatively Pulumi", {"terraform", "pulumi"}),
        ("Tableau, failing that Power BI", {"tableau", "power-bi"}),
        ("React (Angular or Vue.js are accepted in older teams)", {"react", "angular", "vue-js"}),
    ],
)
def test_names_of_which_one_will_do_are_alternatives(sentence: str, group: set[str]) -> None:
    assert _groups(sentence) == [group]


@pytest.mark.parametrize(
    "sentence",
    [
        "Python, Java and Scala",
        "HTML/CSS",
        "AWS (Amazon EC2, Amazon S3)",
        "Front-end development (HTML, CSS)",
        "Python, Java, etc.",
        "Python/Docker",
        "JavaScript/TypeScript",
        "Experience in statistics, economics or a related field",
        "Our stack: Python, Docker",
        "Tools: Tableau, Docker",
        "Whatever you build, Python and Docker",
    ],
)
def test_names_that_are_all_wanted_are_no_alternatives(sentence: str) -> None:
    assert _groups(sentence) == []


def test_two_lists_of_alternatives_stay_two() -> None:
    assert _groups("Python or Java, AWS or Azure") == [{"aws", "microsoft-azure"}, {"java", "python"}]
    assert _groups("PostgreSQL or MySQL, and Kafka") == [{"mysql", "postgresql"}]


def test_an_or_within_a_longer_list_joins_two() -> None:
    assert _groups("Docker, Kubernetes, React or Angular, MySQL") == [{"react", "angular"}]
