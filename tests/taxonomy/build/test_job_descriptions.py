"""Job advertisements as people paste them, from several trades: what they ask for is found, and nothing else."""

from dataclasses import dataclass, field

import pytest

from taxonomy.build import Source, build_role
from taxonomy.model import RoleProfile, Years


@dataclass(frozen=True)
class Advertisement:
    """A pasted text and what a careful reader takes from it."""

    name: str
    text: str
    required: frozenset[str] = frozenset()
    preferred: frozenset[str] = frozenset()
    no_requirement: frozenset[str] = frozenset()
    any_of: tuple[frozenset[str], ...] = ()
    years: Years | None = None
    education: tuple[str, ...] = ()
    title: str = ""
    min_years: dict[str, float] = field(default_factory=dict)


PLATFORM = Advertisement(
    "company praise, benefits and legal notices around it",
    """Senior Platform Engineer
Corvane Logistics | Rotterdam (hybrid)

About Corvane
Corvane is Europe's leading provider of cloud freight software. We are passionate about machine learning.
Our award-winning Salesforce team won again.

What you'll do
- Design and run our Kubernetes platform on AWS
- Automate infrastructure with Terraform and Ansible
- Improve observability with Prometheus and Grafana

What you'll bring
- 5+ years of experience in platform or site reliability engineering
- Strong Python or Go
- Must have production experience with Kubernetes
- Bachelor's degree in Computer Science, Physics or a related field, or equivalent experience

It's a plus if you have
- Exposure to Kafka
- Istio or Linkerd

What we offer
- Learning budget for courses on Rust and public speaking
- Dental and vision insurance, 401(k)

Why Corvane?
Work with recruiters who know SAP and Oracle inside out.

Corvane is an equal opportunity employer. Applicants are considered regardless of race, age or
gender, and our HR team uses Workday.
""",
    required=frozenset({"kubernetes", "aws", "terraform", "ansible", "prometheus", "grafana", "python", "go"}),
    preferred=frozenset({"apache-kafka", "istio", "linkerd"}),
    no_requirement=frozenset(
        {"salesforce", "rust", "sap", "oracle-database", "workday", "physics", "public-speaking", "recruiting"}
    ),
    any_of=(frozenset({"python", "go"}), frozenset({"istio", "linkerd"})),
    years=Years(5.0),
    education=("bachelor",),
    title="Senior Platform Engineer",
)
NO_BULLETS = Advertisement(
    "lines without bullets or marks, as copied from a portal",
    """Job Title: Data Analyst

Responsibilities

Build dashboards in Power BI for the sales department
Write SQL queries against Snowflake
Prepare weekly reports and present them to managers

Requirements

Knowledge of SQL and data modelling
Exposure to Python, R
Excellent communication skills
2 to 4 years of relevant experience

Job Type: Full-time
Schedule:
Day shift
Ability to commute/relocate:
Leeds: reliably commute or planning to relocate before starting work (Required)
Experience:
Tableau: 1 year (Preferred)
""",
    required=frozenset({"power-bi", "sql", "snowflake", "data-modeling", "python", "r"}),
    preferred=frozenset({"tableau"}),
    years=Years(2.0, 4.0),
    title="Data Analyst",
    min_years={"tableau": 1.0},
)
EXAMPLES = Advertisement(
    "examples in brackets are alternatives",
    """Machine Learning Engineer

We are looking for a machine learning engineer with a mastery of software engineering.

Requirements
* Bachelor's Degree in a relevant field (e.g. Computer Science, Mathematics, Engineering)
* Experience with a deep learning framework (e.g. PyTorch, TensorFlow, MXNet)
* Cloud experience (e.g. AWS, Azure, GCP)
* Proficiency in languages such as Python, Java, or C++
* Office hours are Mon/Tue/Wed on site
""",
    required=frozenset(
        {"pytorch", "tensorflow", "mxnet", "aws", "microsoft-azure", "google-cloud", "python", "java", "cplusplus"}
    ),
    no_requirement=frozenset({"mathematics", "computer-science", "mon", "tue", "wed"}),
    any_of=(
        frozenset({"pytorch", "tensorflow", "mxnet"}),
        frozenset({"aws", "microsoft-azure", "google-cloud"}),
        frozenset({"python", "java", "cplusplus"}),
    ),
    education=("bachelor",),
    title="Machine Learning Engineer",
)
NURSE = Advertisement(
    "another trade, in prose",
    """Registered Nurse - Cardiology Ward

St. Brannoc Hospital is a 400-bed teaching hospital. Our vision is to be the safest hospital in the region.

We are seeking a registered nurse for our cardiology ward. You will administer medication, monitor vital signs and keep
electronic health records in Epic up to date. You must hold BLS certification; ACLS is preferred. At least two years of
acute care nursing experience are required. Experience with telemetry is an advantage.

We offer a competitive salary, parental leave and a gym.
""",
    required=frozenset({"medication-administration", "vital-signs-monitoring", "bls"}),
    preferred=frozenset({"acls"}),
    years=Years(2.0),
    title="Registered Nurse",
)
BARE_DUTIES = Advertisement(
    "duties without a heading over them",
    """Accounts Payable Clerk
- Process supplier invoices in SAP
- Reconcile bank statements every month
- Prepare payment runs and answer suppliers
- Assist with month-end closing
Candidates must know Microsoft Excel. Bookkeeping certificate nice to have.
""",
    required=frozenset({"sap", "microsoft-excel"}),
    title="Accounts Payable Clerk",
)
ADVERTISEMENTS = [PLATFORM, NO_BULLETS, EXAMPLES, NURSE, BARE_DUTIES]


@pytest.fixture(params=ADVERTISEMENTS, ids=lambda ad: ad.name)
def ad(request: pytest.FixtureRequest) -> Advertisement:
    """Each advertisement in turn."""
    found = request.param
    assert isinstance(found, Advertisement)
    return found


def needs(role: RoleProfile) -> dict[str, str]:
    """The need of each skill that a role names."""
    return {requirement.skill_id: requirement.need for requirement in role.requirements}


def parsed(ad: Advertisement) -> RoleProfile:
    """The advertisement as the builder reads it."""
    return build_role(Source("posting", ad.text))[0]


def test_everything_required_is_required(ad: Advertisement) -> None:
    found = needs(parsed(ad))
    assert {skill: found.get(skill) for skill in ad.required} == dict.fromkeys(ad.required, "required")


def test_what_is_nice_to_have_is_not_required(ad: Advertisement) -> None:
    found = needs(parsed(ad))
    assert {skill: found.get(skill) for skill in ad.preferred} == dict.fromkeys(ad.preferred, "preferred")


def test_praise_benefits_notices_and_fields_of_study_are_no_requirements(ad: Advertisement) -> None:
    found = needs(parsed(ad))
    assert {skill for skill in ad.no_requirement if found.get(skill) in {"required", "preferred"}} == set()


def test_alternatives_stand_in_one_group(ad: Advertisement) -> None:
    groups = {requirement.skill_id: requirement.group for requirement in parsed(ad).requirements}
    for members in ad.any_of:
        assert len({groups[skill] for skill in members}) == 1
        assert None not in {groups[skill] for skill in members}


def test_years_degree_and_title_are_read(ad: Advertisement) -> None:
    role = parsed(ad)
    assert (role.experience_years, role.education, role.title) == (ad.years, ad.education, ad.title)


def test_years_of_one_skill_stay_with_it(ad: Advertisement) -> None:
    found = {r.skill_id: r.min_years for r in parsed(ad).requirements}
    assert {skill: found[skill] for skill in ad.min_years} == ad.min_years


def test_praise_alone_is_not_assessable() -> None:
    text = (
        "Our vision is to lead the market in Kubernetes. We are a family of Python lovers. Join us and grow with SAP.\n"
    )
    assert not build_role(Source("posting", text))[0].assessable
