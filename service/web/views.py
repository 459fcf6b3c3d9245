"""A report made ready for a page: every number as it is shown, every place with its sentence. Pure; no HTML here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matchers.reports import Json
from matchers.weights import BANDS
from service.web import words
from service.web.guides import Guides, JobText, Passage, passage
from service.web.marks import Piece, Place, pieces, places

_STEMS = re.compile(r", such as “.*$")  # examples of word stems are for programs, not for people
_GLANCED, _TO_DO = 6, 3  # skills and steps of the first look
_QUOTES = 3  # places shown for one skill; more are counted


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a 0–100 scale, in tenths: where it begins, what was reached, what could have been."""

    start: int
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class PartView:
    """One row of the waterfall."""

    label: str
    points: str
    most: str
    reason: str
    bar: Bar
    has_data: bool


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A place in one's own text."""

    anchor: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class MatchedView:
    """A skill that gave points."""

    skill_id: str
    evidence_id: str
    name: str
    need: str
    points: str
    most: str
    share: int
    reached: int
    how: str
    via: str
    quotes: tuple[QuoteView, ...]
    more_quotes: int


@dataclass(frozen=True, slots=True)
class MissingView:
    """A skill that could bring points."""

    skill_id: str
    name: str
    need: str
    gain: str
    status: str
    nearest: str
    alternatives: str
    where: str
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class StepView:
    """Something to do."""

    kind: str
    action: str
    gain: str
    where: str
    shows: tuple[str, ...]
    """Skills that it shows and that its words don't name."""


@dataclass(frozen=True, slots=True)
class Glance:
    """A role's result in one look: what gives the points, what tells most for it, and what to do."""

    label: str
    shown: tuple[str, ...]
    more_shown: int
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class RoleView:
    """One role's result."""

    role_id: str
    anchor: str
    title: str
    rank: int
    score: str
    points: int
    band: str
    meaning: str
    parts: tuple[PartView, ...]
    sum_of_parts: str
    matched: tuple[MatchedView, ...]
    matched_points: str
    tier_rule: str
    missing: tuple[MissingView, ...]
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """Something about the file."""

    title: str
    message: str
    advice: str
    page: int | None


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole page's content."""

    name: str
    best: RoleView | None
    glance: Glance | None
    roles: tuple[RoleView, ...]
    job: RoleView | None
    job_problem: str
    abstained: str
    abstained_advice: str
    findings: tuple[FindingView, ...]
    facts: tuple[tuple[str, str], ...]
    pieces: tuple[Piece, ...]
    versions: tuple[tuple[str, str], ...]
    notice: str
    bands: tuple[tuple[str, str, str], ...]
    ticks: tuple[tuple[int, str], ...]


class ReportReader:
    """Turns one report into its view."""

    def __init__(self, report: Json, text: str, guides: Guides, job_text: str | None = None) -> None:
        """Index the report's skills and their places in the text."""
        self._report, self._text, self._guides, self._job_text = report, text, guides, job_text
        self._skills: dict[str, Json] = {skill["skill_id"]: skill for skill in report["resume"].get("skills", [])}
        self._places = places(list(self._skills.values()), len(text))

    def view(self, name: str = "") -> ReportView:
        """The view; ``name`` is what the person calls the file."""
        report = self._report
        job, abstained = report["job"], report["abstained"]
        names = {identity: skill["name"] for identity, skill in self._skills.items()}
        roles = tuple(self._role(result, f"role-{result['rank']}", self._guides) for result in report["results"])
        posted = self._role(job, "job", JobText(self._job_text)) if job and job.get("assessable", True) else None
        best = posted or next(iter(roles), None)
        return ReportView(
            name=name,
            best=best,
            glance=_glance(best, is_job=posted is not None) if best else None,
            roles=roles,
            job=posted,
            job_problem=job["message"] if job and not job.get("assessable", True) else "",
            abstained=abstained["message"] if abstained else "",
            abstained_advice=words.ABSTENTIONS.get(abstained["code"], "") if abstained else "",
            findings=tuple(_finding(finding) for finding in report["resume"]["quality"]["findings"]),
            facts=_facts(report["resume"]),
            pieces=tuple(pieces(self._text, self._places, names)),
            versions=_versions(report),
            notice=report["notice"],
            bands=tuple(words.band_ranges()),
            ticks=tuple(reversed([(lowest, name) for lowest, name in BANDS])),
        )

    def _role(self, result: Json, anchor: str, guides: Guides) -> RoleView:
        parts, start = [], 0
        for component in result["components"]:
            part = _part(component, start)
            parts.append(part)
            start += part.bar.points
        largest = max([_tenths(m["max_points"]) for m in result["matched_skills"]] or [1])
        matched = tuple(self._matched(m, max(largest, 1)) for m in result["matched_skills"])
        return RoleView(
            role_id=result["role_id"],
            anchor=anchor,
            title=_title(result),
            rank=result["rank"],
            score=_one(result["score"]),
            points=_tenths(result["score"]),
            band=result["band"],
            meaning=words.BAND_MEANINGS.get(result["band"], ""),
            parts=tuple(parts),
            sum_of_parts=" + ".join(part.points for part in parts if part.has_data),
            matched=matched,
            matched_points=_one(sum(_tenths(m["points"]) for m in result["matched_skills"]) / 10),
            tier_rule=words.tier_rule(),
            missing=tuple(self._missing(gap, result["role_id"], guides) for gap in result["missing_skills"]),
            steps=tuple(self._step(step, result, guides) for step in result["next_steps"]),
        )

    def _step(self, step: Json, result: Json, guides: Guides) -> StepView:
        names = {gap["skill_id"]: gap["name"] for gap in result["missing_skills"]}
        return StepView(
            kind=words.say(words.STEPS, step["kind"]),
            action=step["action"],
            gain=_one(step["points_gain"]) if step["points_gain"] else "",
            where=guides.where(step["source"], result["role_id"]),
            shows=tuple(
                names[identity]
                for identity in step["skill_ids"]
                if identity in names and names[identity] not in step["action"]
            ),
        )

    def _matched(self, match: Json, largest: int) -> MatchedView:
        identity = match["via"] or match["skill_id"]
        every = self._places.get(identity, [])
        cited = [every[number] for number in match["mentions"] if number < len(every)]
        tier = match.get("tier") or self._skills.get(identity, {}).get("tier", "")
        return MatchedView(
            skill_id=match["skill_id"],
            evidence_id=identity,
            name=match["name"],
            need=words.say(words.NEEDS, match["need"]),
            points=_one(match["points"]),
            most=_one(match["max_points"]),
            share=_tenths(match["max_points"]) * 1000 // largest,
            reached=_tenths(match["points"]) * 1000 // largest,
            how=words.say(words.TIERS, tier),
            via=str(self._skills.get(identity, {}).get("name", identity)) if match["via"] else "",
            quotes=tuple(self._quote(place) for place in cited[:_QUOTES]),
            more_quotes=max(0, len(cited) - _QUOTES),
        )

    def _quote(self, place: Place) -> QuoteView:
        return QuoteView(place.anchor, passage(self._text, place.start, place.end, 150))

    def _missing(self, gap: Json, role_id: str, guides: Guides) -> MissingView:
        because = gap["because"]
        return MissingView(
            skill_id=gap["skill_id"],
            name=gap["name"],
            need=words.say(words.NEEDS, gap["need"]),
            gain=_one(gap["points_available"]),
            status=words.say(words.STATUSES, gap["status"]),
            nearest=gap["nearest"]["name"] if gap["nearest"] else "",
            alternatives=_any_of([other["name"] for other in gap.get("alternatives", [])]),
            where=guides.where(because, role_id),
            passage=guides.passage(because),
        )


def _glance(role: RoleView, *, is_job: bool) -> Glance:
    """The first look at what somebody came for: the job, where there is one, or else the role that fits best."""
    far = role.band == "none"
    label = words.LEAD_JOB if is_job else words.LEAD_FAR if far else words.LEAD
    shown = tuple(skill.name for skill in role.matched[:_GLANCED])
    useful = tuple(step for step in role.steps if step.gain)[:_TO_DO]
    return Glance(label, shown, len(role.matched) - len(shown), useful or role.steps[:1])


def _title(result: Json) -> str:
    """A role's title; a posted job without one of its own is called what it is."""
    named_by_id = result["title"].lower().replace(" ", "-") == result["role_id"]
    return "The job description" if named_by_id and result["role_id"].startswith("job-") else result["title"]


def _part(component: Json, start: int) -> PartView:
    points, most = _tenths(component["points"]), _tenths(component["max_points"])
    return PartView(
        label=words.say(words.COMPONENTS, component["name"]),
        points=_one(component["points"]),
        most=_one(component["max_points"]),
        reason=_sentence(_STEMS.sub("", component["reason"])),
        bar=Bar(start, points, most),
        has_data=component["has_data"],
    )


def _finding(finding: Json) -> FindingView:
    title, advice = words.FINDINGS.get(finding["code"], (finding["code"].replace("_", " ").capitalize(), ""))
    return FindingView(title, finding["message"], advice, finding.get("page"))


def _facts(resume: Json) -> tuple[tuple[str, str], ...]:
    if "skills" not in resume:
        return ()
    education = resume["education"]
    fields = ", ".join(education["fields"])
    degree = "none found" if education["level"] == "none" else education["level"].capitalize()
    return (
        ("Years in dated jobs", _one(resume["experience_years"])),
        ("Highest degree", f"{degree}, {fields}" if fields and degree != "none found" else degree),
        ("Skills named", str(len(resume["skills"]))),
        ("Job titles", ", ".join(resume["titles"][:4]) or "none found"),
    )


def _versions(report: Json) -> tuple[tuple[str, str], ...]:
    resume = report["resume"]
    shown = [(name.replace("_", " ").capitalize(), str(value)) for name, value in report["versions"].items()]
    pages = f", {resume['pages']} page{'s' * (resume['pages'] != 1)}" if resume.get("pages") else ""
    return (*shown, ("File", f"{resume['media_type']}{pages}, {resume['digest']}"))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _any_of(names: Sequence[str]) -> str:
    return "" if not names else names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _tenths(number: float) -> int:
    return round(number * 10)


def _one(number: float) -> str:
    return f"{number:.1f}"


def view_of(report: Json, text: str, guides: Guides, *, name: str = "", job_text: str | None = None) -> ReportView:
    """The view of a report on ``text``; ``name`` is what the person calls the file, ``job_text`` the job's."""
    return ReportReader(report, text, guides, job_text).view(name)
