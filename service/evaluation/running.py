"""Our own answers: every case read, profiled and ranked by the matcher that users get."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matchers.documents import Document
from matchers.matching import Matcher, abstention
from service.evaluation.answers import Ranking
from service.evaluation.cases import Case
from service.evaluation.skills import SkillAnswer
from service.matching import DocumentReader
from service.reading import ReadingError
from taxonomy.names import phrase

_TENTHS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case: the text, our ranking with scores and band, the skills, or why there is no answer."""

    case: Case
    text: str
    ranking: Ranking
    scores: tuple[float, ...]
    band: str
    skills: SkillAnswer | None = None
    abstained: str | None = None
    suffix: str = ""


def outcomes(cases: Sequence[Case], matcher: Matcher, reader: DocumentReader) -> Iterator[Outcome]:
    """The outcome of every case, in order; a resume that can't be read or assessed is one without an answer."""
    for case in cases:
        try:
            document = _document(case, reader)
        except ReadingError as error:
            yield _silent(case, "", error.code)
            continue
        reason = abstention(document.text)
        if reason is not None:
            yield _silent(case, document.text, reason.code)
            continue
        profile, ranked = matcher.rank(document)
        scores = tuple(score.points / _TENTHS for score in ranked)
        held = frozenset(evidence.skill_id for evidence in profile.held())
        yield Outcome(
            case=case,
            text=document.text,
            ranking=Ranking(tuple(score.role.profile.id for score in ranked), scores[0] if scores else 0.0),
            scores=scores,
            band=ranked[0].band if ranked else "none",
            skills=_skill_answer(case, held, matcher),
            suffix=_suffix(case),
        )


def _document(case: Case, reader: DocumentReader) -> Document:
    if case.file is not None:
        return reader.read(case.file.read_bytes(), name=case.file.name)
    return reader.read((case.text or "").encode("utf-8", "replace"), name="case.txt", media_type="text/plain")


def _silent(case: Case, text: str, code: str) -> Outcome:
    unknown = SkillAnswer(frozenset(), frozenset(), case.expected_skills) if case.expected_skills is not None else None
    return Outcome(case, text, Ranking((), 0.0), (), "none", unknown, code, _suffix(case))


def _suffix(case: Case) -> str:
    return case.file.suffix.lower().lstrip(".") if case.file is not None else ""


def _skill_answer(case: Case, held: frozenset[str], matcher: Matcher) -> SkillAnswer | None:
    if case.expected_skills is None:
        return None
    known, unknown = set(), []
    for name in case.expected_skills:
        identity = name if name in matcher.taxonomy.skill_by_id else matcher.reader.index.skill_of(phrase(name))
        if identity is None:
            unknown.append(name)
        else:
            known.add(identity)
    return SkillAnswer(frozenset(known), held, tuple(unknown))
