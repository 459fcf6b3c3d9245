# ruff: noqa: E501, SLF001 (a table of vocabulary reads best with a line for each kind)
"""A CSV of generated resumes of about 3 kB, all different: python benchmarks/batches/generate.py ROWS OUT.csv [SEED [TEXTS]].

Titles, skills and phrases come from the taxonomy's own roles and from trades that no role covers; headings, bullets,
dates and the order of the sections vary as they do in real ones. The same seed gives the same file. A fourth number
repeats the texts after so many of them.
"""

import csv
import random
import sys
from pathlib import Path

from service import taxonomies

FIRST = [
    "Ana",
    "Bao",
    "Chidi",
    "Dana",
    "Elif",
    "Femi",
    "Goran",
    "Hanna",
    "Imran",
    "Jana",
    "Kofi",
    "Lena",
    "Mateo",
    "Nadia",
    "Oleg",
    "Priya",
    "Quinn",
    "Rosa",
    "Sven",
    "Tala",
    "Uma",
    "Viktor",
    "Wen",
    "Ximena",
    "Yusuf",
    "Zoe",
]
LAST = [
    "Adeyemi",
    "Berg",
    "Castillo",
    "Dubois",
    "Eriksen",
    "Fischer",
    "Garcia",
    "Haddad",
    "Ivanov",
    "Jansen",
    "Kowalski",
    "Larsen",
    "Moreau",
    "Novak",
    "Okafor",
    "Petrov",
    "Rossi",
    "Sato",
    "Tanaka",
    "Virtanen",
    "Weber",
    "Yilmaz",
]
TOWNS = [
    "Leeds",
    "Oulu",
    "Turin",
    "Lyon",
    "Ghent",
    "Graz",
    "Porto",
    "Bergen",
    "Malmo",
    "Bristol",
    "Utrecht",
    "Aarhus",
    "Krakow",
    "Split",
    "Cork",
    "Basel",
]
COMPANIES = [
    "Northwind",
    "Bluefjord",
    "Hexworks",
    "Quarry",
    "Lumen",
    "Brightside",
    "Harbour",
    "Tessera",
    "Kestrel",
    "Ironbark",
    "Meridian",
    "Saltmarsh",
    "Copperfield",
    "Juniper",
]
KINDS = ["Ltd", "GmbH", "Oy", "Group", "Systems", "Labs", "Bank", "Insurance", "Retail", "Logistics"]
OTHER_TITLES = [
    "Accountant",
    "Registered Nurse",
    "Sous Chef",
    "Sales Manager",
    "Civil Engineer",
    "Front-end Developer",
    "HR Manager",
    "Graphic Designer",
]
VERBS = [
    "Built",
    "Designed",
    "Led",
    "Migrated",
    "Automated",
    "Reduced",
    "Introduced",
    "Owned",
    "Rewrote",
    "Maintained",
    "Documented",
    "Reviewed",
    "Planned",
    "Tested",
    "Deployed",
]
OBJECTS = [
    "the nightly reporting pipeline", "a service that scores claims", "the release process of nine teams", "dashboards for the operations floor", "a forecast of demand by store",
    "the feature store", "alerting for forty services", "an annotation workflow", "a search over two million documents", "the payment reconciliation", "a training programme",
    "the data catalogue", "an assistant for support agents", "the experiment platform", "supplier onboarding", "the ward rota", "the spring menu", "a bridge inspection schedule",
]  # fmt: skip
RESULTS = [
    "cutting the run time from {a} hours to {b} minutes", "saving {a} thousand euro a year", "with {b} colleagues in three countries", "so that incidents fell by {b}%",
    "which {a} teams use every day", "and handed it over with runbooks", "after comparing {a} vendors", "at {b} requests a second", "under audit for {a} years",
]  # fmt: skip
SUMMARIES = [
    "{title} with {years} years in {field}. Likes small teams, plain writing and systems that can be explained.",
    "I turn vague wishes into things that run. {years} years of {field}, most of them close to the people who use the result.",
    "{title} who has worked in {field} for {years} years, on both the building and the keeping-alive side.",
]
FIELDS = [
    "insurance",
    "retail",
    "public health",
    "energy",
    "banking",
    "logistics",
    "manufacturing",
    "education",
    "telecommunications",
]
HEADINGS = {
    "summary": ["Summary", "PROFILE", "About me", "Professional summary"],
    "experience": ["Experience", "WORK EXPERIENCE", "Employment history", "Professional experience"],
    "skills": ["Skills", "TECHNICAL SKILLS", "Core competencies", "Tools and technologies"],
    "education": ["Education", "EDUCATION", "Academic background"],
}
DEGREES = [
    "BSc in Computer Science",
    "MSc in Data Science",
    "BA in Economics",
    "PhD in Physics",
    "MSc in Statistics",
    "BEng in Electrical Engineering",
    "Diploma in Nursing",
]


class Generator:
    """Makes resumes; one for each seed."""

    def __init__(self, seed: int) -> None:
        """Collect titles and skills of the shipped taxonomy."""
        taxonomy = taxonomies.load()
        self.random = random.Random(seed)  # noqa: S311 (made-up resumes, no secrets)
        names = taxonomy.skill_by_id
        self.roles = [
            (role.title, [names[r.skill_id].name for r in role.requirements if r.skill_id in names])
            for role in taxonomy.roles
        ]
        self.skills = [skill.name for skill in taxonomy.skills]

    def text(self) -> tuple[str, str]:
        """A name and a resume."""
        pick = self.random
        name = f"{pick.choice(FIRST)} {pick.choice(LAST)}"
        if pick.random() < 0.75:
            title, skills = pick.choice(self.roles)
            known = pick.sample(skills, min(len(skills), pick.randint(3, 16))) + pick.sample(
                self.skills, pick.randint(1, 8)
            )
        else:
            title, known = pick.choice(OTHER_TITLES), pick.sample(self.skills, pick.randint(2, 9))
        years = pick.randint(1, 24)
        parts = {
            "summary": pick.choice(SUMMARIES).format(title=title, years=years, field=pick.choice(FIELDS)),
            "experience": "\n\n".join(self._jobs(title, known, years)),
            "skills": self._list(known),
            "education": f"{pick.choice(DEGREES)}\nUniversity of {pick.choice(TOWNS)}, {2026 - years - 4} – {2026 - years}",
        }
        order = ["summary", "experience", "skills", "education"]
        if pick.random() < 0.4:
            order = ["summary", "skills", "experience", "education"]
        contact = f"{name}\n{title}\n{pick.choice(TOWNS)} | {name.split(maxsplit=1)[0].lower()}@example.com | +44 20 7946 0{pick.randint(100, 999)}"
        rule = pick.choice(["", "", "\n----------"])
        sections = [f"{pick.choice(HEADINGS[key])}{rule}\n{parts[key]}" for key in order]
        return name, "\n\n".join([contact, *sections]) + "\n"

    def _jobs(self, title: str, known: list[str], years: int) -> list[str]:
        pick, end, jobs = self.random, 2026, []
        count = pick.randint(2, 4)
        for number in range(count):
            start = max(2026 - years, end - max(1, years // count))
            dates = f"{pick.choice(['Jan', 'Mar', '06/', 'September', ''])} {start} – {'present' if not number else end}".strip().replace(
                "/ ", "/"
            )
            company = f"{pick.choice(COMPANIES)} {pick.choice(KINDS)}, {pick.choice(TOWNS)}"
            level = pick.choice(["", "Senior ", "Junior ", "Lead "])
            head = pick.choice(
                [
                    f"{level}{title}\n{company}\n{dates}",
                    f"{level}{title}, {company}  {dates}",
                    f"{company} | {level}{title} | {dates}",
                ]
            )
            mark = pick.choice(["- ", "• ", "* "])
            jobs.append("\n".join([head, *(mark + self._bullet(known) for _ in range(pick.randint(4, 7)))]))
            end = start
            if start <= 2026 - years:
                break
        return jobs

    def _bullet(self, known: list[str]) -> str:
        pick = self.random
        result = pick.choice(RESULTS).format(a=pick.randint(2, 40), b=pick.randint(3, 90))
        tools = " and ".join(pick.sample(known, min(len(known), pick.randint(1, 2))))
        return f"{pick.choice(VERBS)} {pick.choice(OBJECTS)} with {tools}, {result}."

    def _list(self, known: list[str]) -> str:
        pick = self.random
        if pick.random() < 0.5:
            return ", ".join(known)
        half = len(known) // 2
        return f"Languages and tools: {', '.join(known[:half])}\nMethods: {', '.join(known[half:])}"


def write(rows: int, out: Path, seed: int = 1, distinct: int | None = None) -> int:
    """Write the CSV and return its characters of resume text; after ``distinct`` texts they come again, under new ids."""
    generator, characters = Generator(seed), 0
    kept: list[tuple[str, str]] = []
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["external_id", "name", "resume_text"])
        for number in range(rows):
            if distinct is None or number < distinct:
                name, text = _long_enough(generator)
                if distinct is not None:
                    kept.append((name, text))
            else:
                name, text = kept[number % len(kept)]
            characters += len(text)
            writer.writerow([f"G-{number + 1:07d}", name, text])
    return characters


def _long_enough(generator: Generator) -> tuple[str, str]:
    name, text = generator.text()
    while len(text) < 2_300:  # a further, older job
        older = generator._jobs("Assistant", ["Excel", "Python"], generator.random.randint(1, 3))
        text = text.rstrip() + "\n\n" + "\n\n".join(older)
    return name, text


if __name__ == "__main__":
    count = int(sys.argv[1])
    total = write(count, Path(sys.argv[2]), *(int(number) for number in sys.argv[3:]))
    print(f"{count:,} resumes, {total / count:,.0f} characters on average")
