"""The report ``rolefit.report/1``: the one artefact that every door prints, returns and keeps."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matchers.documents import Document, Finding
from matchers.gaps import Advisor
from matchers.profiles import Mention, ResumeProfile, SkillEvidence
from matchers.routes import Route
from matchers.scoring import RoleScore
from matchers.signals import unit_points
from matchers.steps import Gap, NextStep, listing
from taxonomy.model import Citation, Skill
from taxonomy.names import lower

_EXAMPLES = 3
_WITHIN = "/-"  # marks within a word: what follows them is no beginning ("A/B tests", "front-end developer")
SCHEMA = "rolefit.report/1"
NOTICE = "Decision support. A person decides."
Json = dict[str, Any]


def tenths(points: int) -> float:
    """Tenths of a point as the number shown: 661 → 66.1."""
    return points / 10


def resume_part(resume_id: str, document: Document, profile: ResumeProfile | None, skills: Mapping[str, Skill]) -> Json:
    """What was read of the resume; without a profile, only the file's own data."""
    findings = [finding_part(finding) for finding in document.findings]
    part: Json = {
        "id": resume_id,
        "digest": document.digest,
        "media_type": document.media_type,
        "pages": document.pages,
        "characters": len(document.text),
        "quality": {"level": _level(document.findings), "findings": findings},
    }
    if profile is not None:
        part |= {
            "experience_years": round(profile.experience_months / 12, 1),
            "education": {"level": profile.education.level, "fields": list(profile.education.fields)},
            "titles": list(profile.titles),
            "skills": [_skill(evidence, skills[evidence.skill_id]) for evidence in profile.skills.values()],
        }
    return part


def finding_part(finding: Finding) -> Json:
    """A finding without empty fields."""
    part: Json = {"code": finding.code, "severity": finding.severity, "message": finding.message}
    return part if finding.page is None else part | {"page": finding.page}


@dataclass(frozen=True)
class Wording:
    """A resume's own words, to be quoted: its text, the text in lower case, and the stemmed word pairs of its work."""

    text: str
    low: str
    pairs: tuple[str, ...]


def wording_of(profile: ResumeProfile, text: str) -> Wording:
    """The words of one resume."""
    return Wording(text, lower(text), tuple(term for term in profile.terms if " " in term))


def telling_words(score: RoleScore, wording: Wording) -> list[str]:
    """The resume's own words for up to three word pairs that tell most of the role, as they stand in the text."""
    weights = score.role.terms
    low, text = wording.low, wording.text
    telling = sorted([(-weights[pair], pair) for pair in wording.pairs if pair in weights])
    found: dict[str, str] = {}
    for _, pair in telling[: 2 * _EXAMPLES]:
        words = _written(low, pair)
        if words is not None:
            found.setdefault(" ".join(low[words].split()), " ".join(text[words].split()))
        if len(found) == _EXAMPLES:
            break
    return list(found.values())


def _written(low: str, pair: str) -> slice | None:
    """Where a pair of stems first stands in a lower-case text, at most two short words apart."""
    first = pair.split(" ", maxsplit=1)[0]
    pattern = _pattern(pair)
    start = low.find(first)
    while start >= 0:
        if start == 0 or not (low[start - 1].isalnum() or low[start - 1] in _WITHIN):
            match = pattern.match(low, start)
            if match is not None:
                return slice(match.start(), match.end())
        start = low.find(first, start + 1)
    return None


@lru_cache(maxsize=20_000)
def _pattern(pair: str) -> re.Pattern[str]:
    first, second = pair.split(" ")
    return re.compile(rf"{re.escape(first)}\w*[\s/-]{{1,2}}(?:\w+[\s/-]){{0,2}}?{re.escape(second)}\w*(?![-/]\w)")


def result_part(score: RoleScore, rank: int, advisor: Advisor, wording: Wording) -> Json:
    """One role's result for the resume with these words: points that add up, matches, gaps, steps, routes."""
    gaps = advisor.gaps(score.role)
    route = advisor.route(score)
    examples = telling_words(score, wording)
    such_as = f", such as “{'”, “'.join(examples)}”" if examples else ""
    return {
        "role_id": score.role.profile.id,
        "title": score.role.profile.title,
        "rank": rank,
        "score": tenths(score.points),
        "band": score.band,
        "components": [
            {
                "name": c.name,
                "points": tenths(c.points),
                "max_points": tenths(c.max_points),
                "has_data": c.has_data,
                "reason": c.reason + (such_as if c.name == "responsibilities" else ""),
            }
            for c in score.components
        ],
        "matched_skills": _matched(score, advisor),
        "missing_skills": [_gap(gap, advisor.skills) for gap in gaps],
        "next_steps": [_step(step) for step in advisor.steps(score, gaps)],
        "routes": [_route(route, advisor.skills)] if route else [],
    }


def report(
    resume: Json, results: Sequence[Json], *, job: Json | None, abstained: Json | None, versions: Mapping[str, str]
) -> Json:
    """The whole report."""
    return {
        "schema": SCHEMA,
        "resume": resume,
        "results": list(results),
        "abstained": abstained,
        "job": job,
        "versions": dict(versions),
        "notice": NOTICE,
    }


def citation_part(citation: Citation | None) -> Json | None:
    """Where a document says it."""
    if citation is None:
        return None
    return {"document": citation.document, "heading": citation.heading, "start": citation.start, "end": citation.end}


def _level(findings: Sequence[Finding]) -> str:
    if any(finding.severity == "warning" for finding in findings):
        return "minor" if sum(finding.severity == "warning" for finding in findings) == 1 else "major"
    return "good"


def _skill(evidence: SkillEvidence, skill: Skill) -> Json:
    return {
        "skill_id": skill.id,
        "name": skill.name,
        "kind": skill.kind,
        "tier": evidence.tier,
        "months": evidence.months,
        "standing": evidence.standing,
        "mentions": [_mention(mention) for mention in evidence.mentions],
    }


def _mention(mention: Mention) -> Json:
    return {
        "start": mention.start,
        "end": mention.end,
        "quote": mention.quote,
        "section": mention.section,
        "how": mention.how,
        "similarity": mention.similarity,
    }


def _matched(score: RoleScore, advisor: Advisor) -> list[Json]:
    matched = []
    for unit, credit in zip(score.role.units, advisor.gains(score.role).credits, strict=True):
        if not credit:
            continue
        points, best, skill_id = unit_points(unit, advisor.support)
        if best is None or skill_id is None:
            continue
        evidence = advisor.profile.skills[best.via or skill_id]
        matched.append(
            {
                "skill_id": skill_id,
                "name": advisor.skills[skill_id].name,
                "need": unit.need,
                "points": tenths(points),
                "max_points": tenths(unit.max_points),
                "tier": best.tier,
                "via": best.via,
                "mentions": [n for n, mention in enumerate(evidence.mentions) if mention.standing == "held"],
            }
        )
    return sorted(matched, key=lambda m: (-m["points"], m["skill_id"]))


def _gap(gap: Gap, skills: Mapping[str, Skill]) -> Json:
    skill_id, alternatives, need, points, status, nearest, because = gap
    return {
        "skill_id": skill_id,
        "name": skills[skill_id].name,
        "need": need,
        "points_available": points / 10,
        "status": status,
        "nearest": {"skill_id": nearest, "name": skills[nearest].name} if nearest else None,
        "alternatives": [{"skill_id": other, "name": skills[other].name} for other in alternatives]
        if alternatives
        else [],
        "because": citation_part(because),
    }


def _step(step: NextStep) -> Json:
    source = {"document": step.source.document, "heading": step.source.heading} if step.source else None
    return {
        "kind": step.kind,
        "action": step.action,
        "skill_ids": list(step.skill_ids),
        "points_gain": tenths(step.points_gain),
        "source": source,
    }


def _route(route: Route, skills: Mapping[str, Skill]) -> Json:
    names = listing([skills[skill_id].name for skill_id in route.skill_ids])
    return {
        "band": route.band,
        "action": f"Show {names} in dated work",
        "skill_ids": list(route.skill_ids),
        "points_gain": tenths(route.points_gain),
        "score": tenths(route.points),
    }
