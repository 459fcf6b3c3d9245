"""Degrees in a resume: level and field. School names, grades and years are never read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["none", "associate", "bachelor", "master", "doctorate"]
RANK: dict[Level, int] = {"none": 0, "associate": 1, "bachelor": 2, "master": 3, "doctorate": 4}

_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("doctorate", re.compile(r"\bph\.?\s?d\b|\bdphil\b|\bdoctora(?:te|l)\b|\bdr\.?\s?(?:ing|rer)|\bdoctor of\b|\bd\.?sc\b", re.IGNORECASE)),
    ("master", re.compile(r"\b(?i:master['’]?s\b|master\s+(?:of|degree|in|thesis|programme|program)\b)|\b(?i:m\.?\s?sc|m\.?\s?eng|m\.?\s?tech|m\.?\s?phil|mba|m\.?res)\b|\bmaestr[íi]a|\bmagister\b|\bM\.?S\.?(?=\s+(?:in|degree|[A-Z]))|\bM\.?A\.?(?=\s+(?:in|degree|[A-Z]))|\bM\.?Ed\b|\bMCA\b|\bdiplom-?ing", 0)),
    ("bachelor", re.compile(r"\b(?i:bachelor)(?:['’]?s)?\b|\b(?i:b\.?\s?sc|b\.?\s?eng|b\.?\s?tech|bachelor)\b|\bB\.?S\.?(?=\s+(?:in|degree|[A-Z]))|\bB\.?A\.?(?=\s+(?:in|degree|\(|[A-Z]))|\bB\.?E\.?(?=\s+(?:in|[A-Z]))|\bLL\.?B\b|\bB\.?Com\b|\bB\.?Ed\b|\bBCA\b|\bBFA\b|\bBBA\b|\bBSN\b|\blicenciatura\b|\bundergraduate degree\b", 0)),
    ("associate", re.compile(r"\bassociate(?:['’]?s)? (?:degree|of|in)\b|\bHND\b|\bfoundation degree\b|\bdiploma\b", re.IGNORECASE)),
)  # fmt: skip
_FIELD = re.compile(
    r"(?:\bin|\bof (?:science|arts|engineering|technology|philosophy|education)(?:,| in)?|[.,:(]|\b[bm]?\.?sc|\b[bm]?eng|\b[bm]?tech|\bphd|\bph\.d\.?|\bm\.?s\.?|\bb\.?s\.?|\bb\.?a\.?|\bm\.?a\.?)\s+([A-Za-z][A-Za-z &/-]{3,60})",
    re.IGNORECASE,
)
# Fields that count as one another: what people study for work with computers, numbers or machines.
_FAMILIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("computer science", re.compile(r"comput|informatic|software|information (?:technology|systems|science)|\bit\b|cyber|\bcs\b", re.IGNORECASE)),
    ("data science", re.compile(r"data|machine learning|artificial intelligence|analytics|\bai\b", re.IGNORECASE)),
    ("mathematics", re.compile(r"math|statistic|operations research|actuar|econometric|quantitative", re.IGNORECASE)),
    ("physics", re.compile(r"physic|astronom", re.IGNORECASE)),
    ("engineering", re.compile(r"engineering|electr|mechatron|robotic|mechanical|automation|signal", re.IGNORECASE)),
    ("business", re.compile(r"business|management|economic|finance|accounting|commerce|marketing|administration|supply chain|industrial", re.IGNORECASE)),
    ("education", re.compile(r"education|pedagog|teaching|instructional|curriculum", re.IGNORECASE)),
    ("natural science", re.compile(r"biolog|chemis|neuro|geolog|environment|medicine|nursing|health|pharma|life science|bioinformatic", re.IGNORECASE)),
    ("humanities", re.compile(r"linguist|philosoph|psycholog|sociolog|history|law|language|literature|art\b|arts\b|design|music|journalism|communication|political", re.IGNORECASE)),
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
            if pattern.search(line):
                if RANK[level] > RANK[best]:
                    best = level
                fields.update(dict.fromkeys(_fields(line)))
                break
    return Education(best, tuple(sorted(fields)))


def families_of(field: str) -> list[str]:
    """The families that a field of study belongs to: ``"applied statistics"`` → mathematics."""
    return [name for name, pattern in _FAMILIES if pattern.search(field)]


def _fields(line: str) -> list[str]:
    # School names hold fields too ("Institute of Data Science"): only what stands beside the degree counts.
    plain = re.sub(
        r"[^,|;()–—]*\b(?:universit|college|institut|school|academy|polytechnic|faculty)[^,|;()–—]*",
        " ",
        line,
        flags=re.IGNORECASE,
    )
    return [name for match in _FIELD.finditer(plain) for name in families_of(match[1])]
