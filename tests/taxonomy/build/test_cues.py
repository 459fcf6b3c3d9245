"""How much a clause wants what it names, end to end: the need that a sentence of a requirements section leads to."""

import pytest

from taxonomy.build import Source, build_role


def _needs(*sentences: str) -> dict[str, str]:
    bullets = "\n".join(f"- {sentence}" for sentence in ("Linux", *sentences))
    role, _ = build_role(Source("job", f"Data Engineer\n\nRequirements\n{bullets}\n"))
    return {requirement.skill_id: requirement.need for requirement in role.requirements}


@pytest.mark.parametrize(
    "sentence",
    [
        "GraphQL is an advantage",
        "GraphQL is an added advantage",
        "GraphQL is an asset",
        "GraphQL is helpful",
        "Exposure to GraphQL helpful",
        "GraphQL would be useful",
        "GraphQL would be nice but don't worry if not",
        "GraphQL knowledge is desired",
        "Bonus points for GraphQL",
        "It's great if you know GraphQL",
        "Ideally you know GraphQL",
        "GraphQL is not essential",
        "GraphQL is nice but not mandatory",
        "GraphQL experience would be advantageous but is not essential",
        "GraphQL experience is not a must",
        "Experience with GraphQL helps",
        "Bonus: GraphQL",
        "Plus: GraphQL",
        "Optional: GraphQL",
        "Good to have: GraphQL",
        "Preferred but not required: GraphQL",
        "If you also speak GraphQL, so much the better",
        "GraphQL won't hurt",
        "A bit of GraphQL would never go amiss",
        "GraphQL is the icing on the cake",
        "We'd be thrilled if you knew GraphQL",
        "GraphQL = extra 10 a day",
        "GraphQL earns you more",
        "Knowing GraphQL means 50p more an hour",
        "Got GraphQL? Tell us, we pay more",
        "Do you know GraphQL? Shout!",
        "GraphQL (training given)",
        "GraphQL - full training provided",
        "Bonus if you've: shipped a client; used GraphQL",
        "It would be great if you have: done mobile; tried GraphQL",
    ],
)
def test_what_is_only_welcome_is_preferred(sentence: str) -> None:
    assert _needs(sentence)["graphql"] == "preferred"


@pytest.mark.parametrize(
    "sentence",
    [
        "No prior GraphQL experience needed",
        "You don't need any experience with GraphQL",
        "You will not need GraphQL experience",
        "GraphQL is not required",
        "PhD not required. Neither is experience with GraphQL",
        "The backend speaks GraphQL but you won't touch it",
        "We are migrating away from GraphQL",
        "They have just finished moving from GraphQL to REST",
        "We have replaced GraphQL with REST",
        "Build new pipelines instead of GraphQL servers",
        "Not for you if you want to work with GraphQL",
        "We'll teach you GraphQL",
        "You will learn GraphQL on the job",
        "You'll be trained in GraphQL",
        "GraphQL? You'll pick it up here",
        "GraphQL? We can show you",
        "Full training on GraphQL is provided",
        "We're not fussed about GraphQL",
        "Nobody minds whether you know GraphQL",
        "It doesn't matter if you have never seen GraphQL",
        "We had GraphQL on the list but took it off again",
        "GraphQL-only developers need not apply",
        "Pure GraphQL profiles please do not apply",
        "Applicants with GraphQL alone will not be considered",
        "U dont need GraphQL",
    ],
)
def test_what_nobody_need_bring_is_not_asked_for(sentence: str) -> None:
    assert "graphql" not in _needs(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "You can read GraphQL without help",
        "Help customers with GraphQL",
        "You need not only SQL but GraphQL",
        "No two days are alike and you need GraphQL",
        "Manage an asset register in GraphQL",
        "Work with our preferred supplier on GraphQL",
        "Migrate clients from REST to GraphQL",
        "Migrate clients from GraphQL to REST",
        "Candidates without GraphQL need not apply",
        "People who don't have GraphQL will not be considered",
        "You teach juniors GraphQL",
        "Happy to work with GraphQL",
        "Train users in GraphQL",
        "You care about GraphQL and how it is used",
        "You don't mind early starts or GraphQL",
        "A means of querying, GraphQL",
    ],
)
def test_the_same_words_in_another_sense_take_nothing_away(sentence: str) -> None:
    assert _needs(sentence)["graphql"] == "required"


@pytest.mark.parametrize(
    ("sentence", "required", "preferred"),
    [
        ("Python is a must, Scala is a plus", {"python"}, {"scala"}),
        ("Must have Python, Scala a plus", {"python"}, {"scala"}),
        ("Very good English, German is a plus", {"english"}, {"german"}),
        ("Good knowledge of Kafka is a must, of Airflow an advantage", {"apache-kafka"}, {"apache-airflow"}),
        ("Python required and Scala nice to have", {"python"}, {"scala"}),
        ("Must know Python, but Scala is a plus", {"python"}, {"scala"}),
        ("5+ years of product design, ideally in SaaS", {"product-design"}, {"saas"}),
        ("Kubernetes experience, preferably on AWS", {"kubernetes"}, {"aws"}),
        ("Experience with Kafka, Scala and Airflow is a plus", set(), {"apache-kafka", "scala", "apache-airflow"}),
        ("Kafka, Scala, or Airflow would be an asset", set(), {"apache-kafka", "scala", "apache-airflow"}),
        ("A major cloud (AWS preferred, Azure or GCP)", {"aws", "microsoft-azure", "google-cloud"}, set()),
    ],
)
def test_a_cue_speaks_of_its_own_clause(sentence: str, required: set[str], preferred: set[str]) -> None:
    needs = _needs(sentence)
    assert {skill: needs.get(skill) for skill in required | preferred} == {
        **dict.fromkeys(required, "required"),
        **dict.fromkeys(preferred, "preferred"),
    }
