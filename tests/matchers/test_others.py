"""What a sentence says of others than the person."""

import pytest

from matchers.documents import Document
from matchers.matching import Matcher
from matchers.others import COURTESIES, OTHERS_CUES, is_of_others, names_person, tells_of_leisure
from taxonomy.names import tokenize


def _standing(matcher: Matcher, line: str, skill: str) -> str:
    text = f"Jo Doe\n\nExperience\n\nData Scientist, Hexworks, 01/2020 - 12/2023\n- {line}\n- Wrote tests\n"
    return matcher.profile(Document(text, "text/plain", "sha256:0")).skills[skill].standing


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


@pytest.mark.parametrize(
    ("line", "skill"),
    [
        ("The deployment on SageMaker is handled by our platform team.", "amazon-sagemaker"),
        ("The events are sent to Mixpanel by the engineers.", "mixpanel"),
        ("The fraud models themselves are built by the Anti-Fraud chapter in TensorFlow.", "tensorflow"),
        ("DATABASE (MONGODB) IS MAINTAINED BY CLIENT DBA, WE ONLY RESTART THE PODS.", "mongodb"),
        ("The web reader is being made by a company in React.", "react"),
        ("autoscaling on Kubernetes is set up by our platform engineer.", "kubernetes"),
        ("Payroll is outsourced.", "payroll"),
        (
            "The patient record system itself is Epic, which is run by the clinical applications group and not by me.",
            "epic-ehr",
        ),
        ("the model in Stata came from the consultant.", "stata"),
        ("I worked beside the team that ran Kafka, but did not touch it.", "apache-kafka"),
        ("Airflow was run for us by a vendor in Pune.", "apache-airflow"),
        ("Terraform is owned by another squad.", "terraform"),
        ("The Salesforce part was done by an agency.", "salesforce"),
        ("Dashboards in Tableau are made by the finance analysts, not by me.", "tableau"),
        ("The React front end was developed by freelancers.", "react"),
        ("Our Snowflake warehouse is administered by IT.", "snowflake"),
        ("Kubernetes itself is looked after by SRE.", "kubernetes"),
        ("Penetration tests are done by an external firm.", "penetration-testing"),
        ("Snowflake is maintained by the data platform group; I query it in SQL.", "snowflake"),
        ("Purview catalogue was planned but dropped by client because of budget.", "microsoft-purview"),
        ("The front end was in Angular, made by another squad.", "angular"),
        ("The infrastructure is Terraform, kept by the cloud squad.", "terraform"),
        ("Data models and dbt code belong to the domain teams; I give them the place to run it.", "dbt"),
        ("Selenium I tryed in 2021 but forgot evrything :)", "selenium"),
        ("Backend colleagues used Django.", "django"),
        ("The mobile apps were by an agency, in Xamarin.", "xamarin"),
        ("a fellow student put it on a Raspberry Pi", "raspberry-pi"),
        ("Our lecturer used Spark but there was no time for it in the end.", "apache-spark"),
        ("Don't know: Azure. Never had a client on it.", "microsoft-azure"),
        ("The warehouse (Vertica) and its reports are the BI team's.", "vertica"),
        ("Customs clearance is done by our broker.", "customs-clearance"),
        ("Mass spectrometry was done by the core facility", "mass-spectrometry"),
        ("Solidworks I have only looked at over the engineer's shoulder.", "solidworks"),
    ],
)
def test_what_others_did_in_the_passive_is_theirs(matcher: Matcher, line: str, skill: str) -> None:
    assert _standing(matcher, line, skill) == "denied"


@pytest.mark.parametrize(
    ("line", "skill"),
    [
        ("The pipeline is run by Airflow on Kubernetes.", "kubernetes"),
        ("Built a Kafka pipeline that is used by 40 teams.", "apache-kafka"),
        ("Built a Kafka platform operated by the SRE team.", "apache-kafka"),
        ("The service in Go is called by all shops.", "go"),
        ("Terraform modules, adopted by three teams.", "terraform"),
        ("The model in PyTorch was approved by the risk board.", "pytorch"),
        ("Kubernetes is managed by Argo CD.", "kubernetes"),
        ("The ETL in Spark was made faster by partitioning.", "apache-spark"),
        ("Terraform was introduced by me.", "terraform"),
        ("The React app was built by my team and me.", "react"),
        ("The dashboards in Tableau are read by the board.", "tableau"),
        ("Airflow jobs are triggered by events.", "apache-airflow"),
        ("All models are deployed by GitLab CI.", "gitlab-ci"),
        ("Snowflake was chosen by us and set up by hand.", "snowflake"),
        ("Payroll run for 300 employees, outsourced to us by two firms.", "payroll"),
        ("The Django site was built by a team of four that I led.", "django"),
        ("Moved the warehouse to Snowflake, which is used by the analysts.", "snowflake"),
        ("The team's Kafka cluster is the company's largest.", "apache-kafka"),
        ("Kubernetes was the standard for all teams.", "kubernetes"),
        ("My colleagues and I used Django.", "django"),
        ("Taught students who used Python.", "python"),
        ("Django was planned and delivered in a year.", "django"),
        ("Terraform was evaluated and introduced by me.", "terraform"),
        ("Kept the Tableau reports that the board reads; they are the company's own.", "tableau"),
        ("Azure is the platform of my clients.", "microsoft-azure"),
    ],
)
def test_what_others_use_or_tools_do_is_ones_own(matcher: Matcher, line: str, skill: str) -> None:
    assert _standing(matcher, line, skill) == "held"


@pytest.mark.parametrize(
    ("line", "skill"),
    [
        ("I would like to get deeper into Kubernetes.", "kubernetes"),
        ("Power BI course booked for the autumn.", "power-bi"),
        ("PMP in progress, exam in the fall", "project-management-professional"),
        ("CFA Level I candidate.", "cfa"),
        ("OSCP: planned for next year", "oscp"),
    ],
)
def test_what_is_still_to_come_is_wished(matcher: Matcher, line: str, skill: str) -> None:
    assert _standing(matcher, line, skill) == "wished"
