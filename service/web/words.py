"""The plain words of the pages: what a band, a tier, a status or a finding means."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from matchers.weights import BANDS, TIER_CREDIT

# Without figures: the thresholds are calibrated on labelled cases and stand in one place, matchers.weights.
BAND_MEANINGS: Final = {
    "strong": "As close as the resumes of people who do this work usually come.",
    "good": "Close. The gaps can be named, and most of them closed.",
    "partial": "A real overlap, and clear gaps.",
    "weak": "Some of the work is related. Most of what the role asks for is not in the resume.",
    "none": "Little in the resume is about this role.",
}

LEAD: Final = "Best fit"
LEAD_FAR: Final = "Nothing here is close; the nearest is"
LEAD_JOB: Final = "The job description"

COMPONENTS: Final = {
    "skills": "Skills",
    "responsibilities": "Responsibilities",
    "titles": "Titles",
    "experience": "Experience",
    "education": "Education",
}

TIERS: Final = {
    "demonstrated": "shown in dated work",
    "stated": "named in prose",
    "listed": "only listed",
}

STATUSES: Final = {
    "not_found": "not in the resume",
    "listed_only": "named, not shown in work",
    "related_present": "something near it is there",
    "not_assessable": "can’t be judged from a text",
}

DELIVERIES: Final = {"pending": "on its way", "delivered": "delivered", "failed": "given up"}

NEEDS: Final = {"required": "required", "preferred": "a plus", "mentioned": "mentioned"}

STEPS: Final = {
    "learn": "Learn",
    "show": "Show",
    "practice": "Practise",
    "certification": "Project or certificate",
    "career": "Later on",
}

# What a finding is called and what to do about it, by its code; the message itself comes from the reader.
FINDINGS: Final = {
    "hidden_text": ("Hidden text", "If you did not mean to hide it, save the file again from your editor."),
    "page_unread": ("A page was not read", "Save the document again as a PDF with text, not as a picture."),
    "two_columns": ("Two columns", "Look below whether your text is in the right order."),
    "truncated": ("Cut short", "A shorter document is read whole."),
    "ocr_used": ("Read from a picture", "Recognition makes mistakes. A PDF with real text is read exactly."),
    "second_reader_used": (
        "Read another way",
        "The usual reader could not open every page. Look below at what was read.",
    ),
    "unicode_tricks": ("Invisible characters", "They were removed before anything was read."),
    "mixed_script": ("Look-alike letters", "Type those words again with ordinary letters."),
}

ABSTENTIONS: Final = {
    "too-short": "Paste more of the text, or choose the whole document.",
    "unsupported-language": "Rolefit reads English only, for now.",
    "document-image-only": "Save the document again as a PDF with text, or paste the text.",
    "document-empty": "Choose another file, or paste the text.",
}


def say(table: Mapping[str, str], key: str) -> str:
    """The words for a key; the key itself where a newer engine has one that isn't here yet."""
    return table.get(key, key)


def band_ranges() -> list[tuple[str, str, str]]:
    """Each band from the best: its name, its range of scores, and its meaning."""
    ranges, above = [], 1001
    for lowest, name in BANDS:
        top = "100" if above > 1000 else f"{(above - 1) / 10:.1f}"
        ranges.append((name, f"{lowest / 10:g}–{top}", BAND_MEANINGS[name]))
        above = lowest
    return ranges


def day(time: int) -> str:
    """A day in words, of milliseconds since 1970."""
    date = datetime.fromtimestamp(time / 1000, tz=UTC)
    return f"{date.day} {date:%B %Y}"


def moment(time: int) -> str:
    """A day and its time in words."""
    return f"{day(time)}, {datetime.fromtimestamp(time / 1000, tz=UTC):%H:%M} UTC"


def tier_rule() -> str:
    """How much of a skill's points each kind of evidence gives."""
    stated, listed = TIER_CREDIT["stated"] // 10, TIER_CREDIT["listed"] // 10
    return f"A skill shown in dated work counts in full, named in prose {stated} %, only listed {listed} %."
