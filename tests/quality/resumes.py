"""Generated resumes: a small grammar of people, rendered to text as people write it.

A ``Person`` holds what is said; ``render`` decides how. Tests swap what must not count and compare.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import strategies as st

from matchers.profiles import ResumeProfile
from matchers.signals import person_of

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905

# Skills with plain names (no rule guards them), required by several of the sixteen roles.
SKILLS = (
    "Python",
    "SQL",
    "Kubernetes",
    "Docker",
    "Terraform",
    "Apache Airflow",
    "PyTorch",
    "TensorFlow",
    "scikit-learn",
    "MLflow",
    "Azure Data Factory",
    "Databricks",
    "Snowflake",
    "Apache Kafka",
    "Power BI",
    "Tableau",
    "Jira",
    "PostgreSQL",
    "MongoDB",
    "Prometheus",
    "Grafana",
    "Jenkins",
    "GitHub Actions",
    "Java",
    "Kubeflow",
    "LangChain",
    "prompt engineering",
    "data quality",
    "data modeling",
    "A/B testing",
    "computer vision",
    "feature engineering",
    "recommender systems",
    "data governance",
)
_DID = ("Built", "Maintained", "Migrated", "Rewrote", "Introduced", "Documented", "Reviewed", "Ran")
_THINGS = (
    "the nightly ordering service of a parcel firm",
    "a claims desk for four insurers",
    "the price catalogue of a furniture shop",
    "an invoice reader for small bakeries",
    "the timetable of a ferry line",
    "a forecast of water use for a town",
)
_EFFECTS = (
    "which saved two hours a day",
    "so that fewer customers called",
    "used by eight branches every morning",
    "and halved the time to answer",
    "with no outage in two winters",
    "and trained three colleagues to run it",
)
TITLES = (
    "Data Engineer",
    "Machine Learning Engineer",
    "Data Analyst",
    "DevOps Engineer",
    "Software Developer",
    "Release Manager",
)
EMPLOYERS = ("Hexworks", "Blue Harbour Foods", "Tarnfield Insurance", "Oak & Mill", "Ferry Line West", "Kestrel Parcel")
TOWNS = ("Leeds", "Porto", "Gdansk", "Lyon", "Osaka", "Pune")
DEGREES = (
    "BSc Computer Science",
    "MSc Statistics",
    "PhD Physics",
    "Bachelor of Arts in History",
    "MSc Data Science",
    "BEng Mechanical Engineering",
)
SCHOOLS = (
    "University of Leeds",
    "Riverside College",
    "Instituto Superior do Norte",
    "Northern School of Trade",
    "Ostsee Academy",
)
HOBBIES = (
    "sailing, chess",
    "choir and long walks",
    "Kafka novels, Tableau vivants",
    "Julia sets and Python keeping",
    "Java coffee, cooking",
)
FIRST_MONTHS = 2000 * 12

# Bertrand & Mullainathan 2004: 36 first names, with surnames of the same study.
STUDY_NAMES = tuple(
    f"{first} {last}"
    for firsts, lasts in (
        (
            (
                "Emily Anne Jill Allison Laurie Sarah Meredith Carrie Kristen Todd Neil Geoffrey "
                "Brett Brendan Greg Matthew Jay Brad"
            ),
            "Baker Kelly McCarthy Murphy Murray O'Brien Ryan Sullivan Walsh",
        ),
        (
            (
                "Aisha Keisha Tamika Lakisha Tanisha Latoya Kenya Latonya Ebony Rasheed Tremayne "
                "Kareem Darnell Tyrone Hakim Jamal Leroy Jermaine"
            ),
            "Jackson Jones Robinson Washington Williams Jefferson Washington Jones Williams",
        ),
    )
    for first, last in zip(firsts.split(), lasts.split() * 2, strict=True)
)
# Names that look like skills, titles, degrees, headings or dates, and names from everywhere.
OTHER_NAMES = (
    "Julia Ruby",
    "Jasmine Perla",
    "Cassandra Javier",
    "Ada Spark",
    "Rust Scala",
    "Kubernetes Terraform",
    "Go Beam",
    "R. C. Swift",
    "Sasha Excel",
    "Tim Cook",
    "Mary Head",
    "Ada Steward",
    "Dean Master",
    "Jenna Fellow",
    "Chris President",
    "Victor Lead",
    "Sarah Chef",
    "Karen Page",
    "MA YING",
    "M.S. Dhoni",
    "B.E. Smith",
    "Ingrid Bergman",
    "April May",
    "June Summers",
    "Skye Summary",
    "Noor van der Laan-Haddad",
    "Łukasz Żółć",
    "José María Ñúñez",
    "İpek Işık",
    "Nguyễn Thị Minh",
    "Zoë O’Neill",
    "Ὀδυσσεύς Λ.",
    "Олена Шевченко",
    "王小明",
    "محمد علي",
    "प्रिया शर्मा",
    "김민준",
    "Jean-Luc d'Arc",
    "X Æ A-12",
    "Bo Li",
    "Ann Lee, PhD",
    "Ann Lee, M.Sc., MBA",
)
NAMES = STUDY_NAMES + OTHER_NAMES
HONORIFICS = ("", "Mr ", "Ms ", "Mrs. ", "Mx ", "MR ", "MS ", "Dr ", "Dr. ", "Prof. ", "Sir ")
PRONOUNS = ("", " (she/her)", " (he/him)", " (they/them)")
CONTACTS = (
    "12 Main Street, Leeds LS1 4AB | {mail} | +44 20 7946 0000",
    "{mail} | 12 Elm Street, Boston, MA 02110",
    "Rua do Norte 4, 4000-001 Porto, Portugal | {mail} | linkedin.com/in/{user}",
    "14 Master Road, York | (555) 010-9999 | {mail}",
    "Boston, MA United States | {mail}",
    "Engineer Lane 4, 2611 Delft | {mail} | Nationality: Dutch",
    "Date of birth: 12 March 1985 | {mail} | Married",
    "{mail} | github.com/{user}/python-terraform-kubernetes",
    "東京都港区1-2-3 | {mail} | 44 years old",
)
MAIL_DOMAINS = ("example.com", "spark.io", "python.org", "kubernetes.example", "mail.example.net", "excel-tableau.com")


@dataclass(frozen=True)
class Bullet:
    """What someone did, with one skill."""

    did: str
    thing: str
    skill: str
    effect: str

    def text(self) -> str:
        """The bullet as a line without its mark."""
        return f"{self.did} {self.thing} with {self.skill}, {self.effect}"


@dataclass(frozen=True)
class Job:
    """A job of ``months`` months from ``first`` on, counted from January 2000."""

    title: str
    employer: str
    town: str
    first: int
    months: int
    bullets: tuple[Bullet, ...]


@dataclass(frozen=True)
class Person:
    """All that a resume says, what counts and what must not."""

    jobs: tuple[Job, ...]
    listed: tuple[str, ...]
    degree: str
    name: str = "Ann Lee"
    contact: str = "12 Main Street, Leeds | ann@example.com"
    school: str = "University of Leeds"
    graduated: int = 2009
    hobbies: str = "sailing, chess"


@dataclass(frozen=True)
class Layout:
    """How it is written: a job's header, the bullet's mark, headings, order of sections, extra white space."""

    header: int = 0
    mark: str = "• "
    upper: bool = False
    skills_first: bool = False
    dash: str = " - "
    padding: str = ""
    blank: str = "\n\n"


HEADERS = (
    "{title}, {employer}, {town}, {dates}",
    "{title} | {employer} | {town} | {dates}",
    "{employer} | {title} | {town} | {dates}",
    "{title}\n{employer}, {town}\n{dates}",
    "{employer}, {town}\n{title}\n{dates}",
    "{dates}\n{title}\n{employer}, {town}",
    "{title} at {employer} ({dates})",
    "{employer} — {title}, {dates}",
)


def month(number: int) -> str:
    """A month counted from January 2000: ``Mar 2011``."""
    return f"{MONTHS[number % 12]} {2000 + number // 12}"


def render(person: Person, layout: Layout = Layout()) -> str:
    """The resume's text."""
    sections = [("Summary", "Someone who likes to finish what was begun, and writes it down for whoever comes next.")]
    sections.append(("Experience", "\n\n".join(_job(job, layout) for job in person.jobs)))
    skills = ("Skills", ", ".join(person.listed))
    education = ("Education", f"{person.degree}, {person.school}, {person.graduated - 3} - {person.graduated}")
    sections += [skills, education] if layout.skills_first else [education, skills]
    sections.append(("Interests", person.hobbies))
    parts = [f"{person.name}\n{person.contact}"]
    parts += [f"{name.upper() if layout.upper else name}\n{body}" for name, body in sections if body]
    return layout.blank.join(part.replace("\n", f"{layout.padding}\n") for part in parts) + "\n"


def _job(job: Job, layout: Layout) -> str:
    dates = f"{month(job.first)}{layout.dash}{month(job.first + job.months - 1)}"
    head = HEADERS[layout.header].format(title=job.title, employer=job.employer, town=job.town, dates=dates)
    return "\n".join([head, *(f"{layout.mark}{bullet.text()}" for bullet in job.bullets)])


def person_of_seed(seed: int) -> Person:
    """One invented person for each number."""
    chance = Random(seed)  # noqa: S311 - people for tests, no secrets
    jobs = tuple(
        Job(
            title=chance.choice(TITLES),
            employer=chance.choice(EMPLOYERS),
            town=chance.choice(TOWNS),
            first=chance.randint(60, 200),
            months=chance.randint(2, 60),
            bullets=tuple(
                Bullet(chance.choice(_DID), chance.choice(_THINGS), chance.choice(SKILLS), chance.choice(_EFFECTS))
                for _ in range(chance.randint(1, 3))
            ),
        )
        for _ in range(chance.randint(1, 3))
    )
    return Person(jobs, tuple(chance.sample(SKILLS, chance.randint(1, 6))), chance.choice(DEGREES))


def layout_of_seed(seed: int) -> Layout:
    """One of all layouts for each number."""
    chance = Random(seed)  # noqa: S311 - people for tests, no secrets
    return Layout(
        header=chance.randrange(len(HEADERS)),
        mark=chance.choice(("• ", "- ", "* ", "– ")),
        upper=chance.random() < 0.5,
        skills_first=chance.random() < 0.5,
        dash=chance.choice((" - ", " – ", " to ", "–")),
    )


# A person is drawn by a single number: drawing each part by itself would take longer than scoring the resume.
people = st.integers(0, 2**32).map(person_of_seed)
layouts = st.integers(0, 2**16).map(layout_of_seed)


def seen(profile: ResumeProfile, table: Mapping[str, tuple[tuple[str, int], ...]]) -> dict[str, Any]:
    """All that a score and its evidence can depend on, without the positions in the text."""
    return {
        "scoring": person_of(profile, table),
        "titles": profile.titles,
        "evidence": {
            skill_id: (
                e.tier,
                e.months,
                e.standing,
                sorted((m.quote, m.section, m.how, m.tier, m.standing) for m in e.mentions),
            )
            for skill_id, e in profile.skills.items()
        },
    }
