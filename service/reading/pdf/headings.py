"""Names of sections, as far as the order of a page depends on them."""

import re

_NAMES = frozenset(
    """experience|work experience|professional experience|employment|employment history|work history|education|skills|
    technical skills|projects|personal projects|selected projects|summary|profile|profiles|about|about me|objective|
    certifications|certificates|languages|interests|hobbies|awards|honors|publications|references|volunteering|
    volunteer experience|activities|contact|contact info|links|coursework|research|strengths|achievements|
    career history|experiences|courses|memberships""".replace("\n    ", "").split("|")
)
_NO_LETTER = re.compile(r"[^a-z& ]+")


def letters(text: str) -> str:
    """The small letters of a line, as names are compared."""
    return _NO_LETTER.sub("", text.lower()).strip()


def names_section(text: str) -> bool:
    """Whether a line is the heading of a section and nothing else."""
    return letters(text) in _NAMES
