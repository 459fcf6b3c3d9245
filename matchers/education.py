"""Degrees in a resume: level and field. School names, grades and years are never read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["none", "associate", "bachelor", "master", "doctorate"]
RANK: dict[Level, int] = {"none": 0, "associate": 1, "bachelor": 2, "master": 3, "doctorate": 4}

_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("doctorate", re.compile(r"\bph\.?\s?d\b|\bdphil\b|\bdoctora(?:te|l)\b|\bdr\.\s?-?(?:ing|rer)\b|\bdoctor of\b|\bd\.?sc\b", re.IGNORECASE)),
    ("master", re.compile(r"\b(?i:master['’]?s\b|master\s+(?:of|degree|in|thesis|programme|program)\b)|\b(?i:m\.?\s?sc|m\.?\s?eng|m\.?\s?tech|m\.?\s?phil|mba|m\.?res)\b|\b(?i:maestr[íi]a|magister)\b|\bM\.?S\.?(?=\s+(?:in|degree|[A-Z]))|\bM\.?A\.?(?=\s+(?:in|degree|[A-Z]))|\bM\.?Ed\b|\bMCA\b|\b(?i:diplom-?ing)", 0)),
    ("bachelor", re.compile(r"\b(?i:bachelor)(?:['’]?s)?\b|\b(?i:b\.?\s?sc|b\.?\s?eng|b\.?\s?tech|bachelor)\b|\bB\.?S\.?(?=\s+(?:in|degree|[A-Z]))|\bB\.?A\.?(?=\s+(?:in|degree|\(|[A-Z]))|\bB\.?E\.?(?=\s+(?:in|[A-Z]))|\bBc\.(?=\s)|\bLL\.?B\b|\bB\.?Com\b|\bB\.?Ed\b|\bBCA\b|\bBFA\b|\bBBA\b|\bBSN\b|\b(?i:licenciatura)\b|\bundergraduate degree\b", 0)),
    ("associate", re.compile(r"\bassociate(?:['’]?s)? (?:degree|of|in)\b|\bHND\b|\bfoundation degree\b|(?<!high school )(?<!secondary school )\bdiploma\b(?! of secondary)", re.IGNORECASE)),
)  # fmt: skip
# What stands directly behind a degree: "(Hons) Computer Science", "of Science in Statistics", ", Data Science".
_FIELD = re.compile(
    r"[\s.,:'’()|–-]{0,4}(?:hons\.?\)?\s*,?\s*)?(?:degree\s*)?(?:of\s+(?:science|arts|engineering|technology|philosophy|education|applied science|commerce)s?\b)?"
    r"[\s,:(|–-]{0,3}(?:\(?hons\.?\)?\s*,?\s*)?(?:degree\s+)?(?:of\s+|in\s+)?(?P<field>[A-Za-z][A-Za-z &/+-]{1,60})",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"universit|college|institut|school|academy|polytech|faculty|gymnasium|lyceum|lyc[ée]e", re.IGNORECASE
)
# Fields that count as one another: what people study for work with computers, numbers or machines.
_FAMILIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("computer science", re.compile(r"\b(?:comput|informatic|software|information (?:technology|systems|science)|\bit\b|cyber|\bcs\b)", re.IGNORECASE)),
    ("data science", re.compile(r"\b(?:data|machine learning|artificial intelligence|analytics|\bai\b)", re.IGNORECASE)),
    ("mathematics", re.compile(r"\b(?:math|statistic|operations research|actuar|econometric|quantitative)", re.IGNORECASE)),
    ("physics", re.compile(r"\b(?:physic|astronom)", re.IGNORECASE)),
    ("engineering", re.compile(r"\b(?:engineering|electr|mechatron|robotic|mechanical|automation|signal)", re.IGNORECASE)),
    ("business", re.compile(r"\b(?:business|management|economic|finance|accounting|commerce|marketing|administration|supply chain|industrial)", re.IGNORECASE)),
    ("education", re.compile(r"\b(?:education|pedagog|teaching|instructional|curriculum)", re.IGNORECASE)),
    ("natural science", re.compile(r"\b(?:biolog|chemis|neuro|geolog|environment|medicine|nursing|health|pharma|life science|bioinformatic)", re.IGNORECASE)),
    ("humanities", re.compile(r"\b(?:linguist|philosoph|psycholog|sociolog|history|law\b|language|literature|art\b|arts\b|design|music|journalism|communication|political)", re.IGNORECASE)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Education:
    """The highest degree and the families of its fields."""

    level: Level = "none"
    fields: tuple[str, ...] = ()


def education_of(lines: Iterable[str]) -> Education:
    """The highest degree among lines of an education section, and the fields named beside degrees."""
    best: Level = "none"
    fields: dict[str, None] = {}
    for line in lines:
        for level, pattern in _LEVELS:
            found = pattern.search(line)
            if found:
                if RANK[level] > RANK[best]:
                    best = level
                fields.update(dict.fromkeys(_fields(line, found.end())))
                break
    return Education(best, tuple(sorted(fields)))


def families_of(field: str) -> list[str]:
    """The families that a field of study belongs to: ``"applied statistics"`` → mathematics."""
    return [name for name, pattern in _FAMILIES if pattern.search(field)]


def _fields(line: str, start: int) -> list[str]:
    match = _FIELD.match(line, start)
    if match is None or _SCHOOL.search(match["field"]):
        return []
    return families_of(match["field"])
