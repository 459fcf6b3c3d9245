# ruff: noqa: E501 (a table of names reads best with a line for each kind)
"""What the columns of candidate lists are called, and how two ways of writing one name are told to be the same."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

# Earlier names win over later ones where a table has several.
TEXT_NAMES: Final = (
    "resume_text", "cv_text", "resume_plain_text", "resume_str", "resume_body", "resume_content", "cv_content", "full_text", "resume", "cv",
    "curriculum_vitae", "candidate_resume", "lebenslauf", "resume_html", "text", "profile_text", "profile", "document", "content", "body",
)  # fmt: skip
FILE_NAMES: Final = (
    "resume_file", "cv_file", "resume_path", "cv_path", "file_path", "filepath", "file_name", "filename", "file", "path", "attachment", "document_path",
    "datei", "dateiname", "anhang",
)  # fmt: skip
ID_NAMES: Final = (
    "external_id", "candidate_id", "applicant_id", "application_id", "resume_id", "person_id", "profile_id", "id",
)  # fmt: skip
# Taken for an id where nothing better is there.
_LOOSE_ID_NAMES: Final = ("candidate", "ref", "reference", "uuid", "key", "number", "no", "nr")
# What tells people apart where a list has no ids, as lists made by hand have none.
PERSON_NAMES: Final = ("email", "e_mail", "email_address", "mail", "name", "full_name", "candidate_name", "applicant_name", "applicant", "bewerber", "vollstandiger_name")  # fmt: skip
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": (
        "job_title", "current_title", "current_job_title", "title", "position", "current_position", "current_role", "current_designation", "headline", "resume_headline",
        "occupation", "designation", "job", "stellenbezeichnung", "beruf",
    ),
    "skills": (
        "skills", "key_skills", "skill_list", "skill_set", "skillset", "technical_skills", "primary_skills", "technologies", "competencies", "tags", "kenntnisse", "fahigkeiten",
    ),
    "years": (
        "years_of_experience", "experience_years", "years_experience", "total_experience", "total_exp", "total_years", "years", "yoe", "experience_in_years", "exp_years", "exp",
        "work_experience_years", "berufserfahrung_jahre",
    ),
    "experience": ("experience", "work_experience", "work_history", "employment_history", "employment", "work", "jobs", "berufserfahrung"),
    "summary": ("summary", "profile_summary", "about", "about_me", "professional_summary", "career_summary", "objective", "bio", "description", "kurzprofil"),
    "education": ("education", "degree", "highest_degree", "qualification", "qualifications", "highest_qualification", "highest_education", "ausbildung"),
    "certifications": ("certifications", "certificates", "licenses", "zertifikate"),
}  # fmt: skip
_RESUME_WORDS: Final = frozenset({"resume", "resumes", "cv", "cvs", "lebenslauf", "curriculum"})
# Words that make of “resume …” something that is not its text.
_ABOUT_RESUME: Final = frozenset({"id", "no", "nr", "number", "name", "title", "headline", "date", "updated", "received", "score", "status", "source", "link", "url", "language", "format", "type", "size", "file", "path", "key", "rating", "summary"})  # fmt: skip
_IDENTITY = re.compile(
    r"(?:(?:candidate|cand|applicant|application|app|person|employee|emp|profile|resume|cv|record|bewerber|bewerbungs|kandidaten?|personal)_?)"
    r"(?:id|no|nr|num|number|nummer|code|ref|reference|key|uuid|guid)"
)
_FILLERS: Final = frozenset({"of", "in", "the", "total", "overall"})
_LONG_CELL: Final = 150


def plain_name(name: str) -> str:
    """A column's name for comparison: "Resume Text", "resumeText", "résumé-text" and "Resume_text " are one."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip().lstrip("\ufeff"))
    folded = unicodedata.normalize("NFKD", spaced.lower())
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    return re.sub(r"[\W_]+", "_", bare).strip("_")


def words_of(name: str) -> frozenset[str]:
    """The words of a name that matter, so that “Experience (years)” is “Years of experience”."""
    return frozenset(plain_name(name).split("_")) - _FILLERS


def first_named(header: Sequence[str], known: Iterable[str]) -> int | None:
    """The position of the first of the ``known`` names that the header has; of a repeated one, its first."""
    names = {plain_name(name): position for position, name in reversed(list(enumerate(header)))}
    return next((names[name] for name in known if name in names), None)


def text_named(header: Sequence[str]) -> int | None:
    """The column that its name says to hold resumes: a known name, else one with the word in it."""
    return next(iter(texts_named(header)), None)


def texts_named(header: Sequence[str]) -> list[int]:
    """All such columns, the likeliest first."""
    plain = [plain_name(name) for name in header]
    known = [n for wanted in TEXT_NAMES for n, name in enumerate(plain) if name == wanted]
    return list(dict.fromkeys([*known, *(n for n, name in enumerate(header) if _speaks_of_resumes(name))]))


def identity_named(header: Sequence[str]) -> int | None:
    """The column that its name says to hold ids."""
    found = first_named(header, ID_NAMES)
    if found is None:
        found = next((n for n, name in enumerate(header) if _IDENTITY.fullmatch(plain_name(name))), None)
    return found if found is not None else first_named(header, _LOOSE_ID_NAMES)


def fields_named(header: Sequence[str]) -> dict[str, int]:
    """The columns with structured fields, by what they hold."""
    words = {words_of(name): position for position, name in reversed(list(enumerate(header)))}
    found: dict[str, int] = {}
    for field, known in FIELDS.items():
        position = first_named(header, known)
        if position is None:
            position = next((words[words_of(name)] for name in known if words_of(name) in words), None)
        if position is not None and position not in found.values():
            found[field] = position
    return found


def header_position(rows: Sequence[Sequence[str]], given: Iterable[str] = ()) -> int | None:
    """Which of a table's first rows names the columns; None where the first is a candidate already.

    That is the row with the ``given`` names, else the one with the most names that are known: exports put titles and
    dates above it.
    """
    wanted = {plain_name(name) for name in given}
    filled = [n for n, row in enumerate(rows) if any(cell.strip() for cell in row)]
    for n in filled:
        if wanted and wanted <= {plain_name(cell) for cell in rows[n]}:
            return n
    short = [n for n in filled if all(len(cell) < _LONG_CELL for cell in rows[n])]
    if not filled or filled[0] not in short:
        return None
    telling = max(short, key=lambda n: (telling_names(rows[n]), -n))
    # A candidate's cells may hold such a word by chance, as "No" does; hardly two.
    if telling_names(rows[telling]) >= 2:
        return telling
    widths = {n: sum(bool(cell.strip()) for cell in rows[n]) for n in filled}
    return next(n for n in filled if widths[n] * 2 > max(widths.values()))  # a title fills one cell or two


def telling_names(row: Sequence[str]) -> int:
    """How many kinds of columns these cells name."""
    kinds = (text_named(row), first_named(row, FILE_NAMES), identity_named(row), first_named(row, PERSON_NAMES))
    return len({position for position in (*kinds, *fields_named(row).values()) if position is not None})


def numbered_columns(width: int) -> tuple[str, ...]:
    """Names for the columns of a table without a header."""
    return tuple(f"column {number}" for number in range(1, width + 1))


def _speaks_of_resumes(name: str) -> bool:
    words = set(plain_name(name).split("_"))
    return bool(words & _RESUME_WORDS) and not words & _ABOUT_RESUME and len(words) <= 4
