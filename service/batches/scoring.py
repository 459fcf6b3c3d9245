"""One candidate in, one output row out: the part of a report that a spreadsheet needs, without the rest of it."""

import json
import logging
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from traceback import extract_tb
from typing import Final, Self

import pyarrow as pa

from matchers.documents import Document
from matchers.gaps import Advisor
from matchers.matching import Job, Matcher, abstention
from matchers.profiles import ResumeProfile
from matchers.reports import tenths
from matchers.scoring import RoleScore
from matchers.signals import ScoringInput, person_of, unit_points
from matchers.weights import AS_OF
from service import taxonomies
from service.batches.columns import (
    INPUT_SCHEMA,
    TOP,
    InputRow,
    Output,
    Status,
    Value,
    failed,
    joined,
    path_of,
    record_batch,
)
from service.batches.intake.arrow_texts import values_of
from service.batches.intake.other_tables import cell_text
from service.batches.time_limit import TooSlow, processor_time_limit
from service.errors import UserError
from service.matching import ABSTAINING
from service.reading import Reader, ReadingError, ReadingLimits
from service.reading.dispatch import read_with
from service.reading.sniffing import sniff

_log = logging.getLogger(__name__)

# A resume takes milliseconds; only a text that was made to be slow comes near this.
ROW_SECONDS: Final = 10.0
JOB: Final = "job"  # stands for the job description among the role ids of details
_DAMAGE: Final = (
    OSError, ValueError, LookupError, NotImplementedError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError,
)  # fmt: skip
_PLAIN: Final = frozenset({"text", "markdown"})


@dataclass(frozen=True, slots=True)
class ScoringOptions:
    """What decides the output besides the rows: everything here is plain data that travels to other processes."""

    taxonomy: str | None = None
    roles: tuple[str, ...] = ()
    job_text: str | None = None
    job_name: str = "job"
    as_of: int = AS_OF
    version: str | None = None  # of the taxonomy, where every process must have the same
    details: bool = False  # what a page needs besides the columns: every role's points and the skills held


class RowScorer:
    """Scores rows with one taxonomy. Make it once in a process. A context manager."""

    def __init__(
        self,
        options: ScoringOptions,
        matcher: Matcher | None = None,
        *,
        limits: ReadingLimits = ReadingLimits(),  # noqa: B008 (frozen)
        duplicates: frozenset[str] = frozenset(),
    ) -> None:
        """Prepare the job, and load the taxonomy where no ``matcher`` is given: that takes a third of a second.

        ``duplicates`` are external ids that occur more than once.
        """
        self._options, self._limits, self.duplicates = options, limits, duplicates
        self.matcher: Matcher = matcher or load_matcher(options.taxonomy)
        self.version = self.matcher.taxonomy.version
        if options.version not in (None, self.version):
            raise UserError("mixed-versions", "The taxonomy has changed since this run began; start it again.")
        self._skills = self.matcher.taxonomy.skill_by_id
        self._roles = list(options.roles) or None
        self._job = (
            _JobScorer(self.matcher, taxonomies.job_of(options.job_text, options.job_name))
            if options.job_text is not None
            else None
        )
        self._reader: Reader | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def score(self, rows: Iterable[InputRow]) -> list[Output]:
        """One output row for each input row, in the same order. Nothing that a row holds can stop the others."""
        archives: dict[str, zipfile.ZipFile] = {}
        try:
            return [self._row(row, archives) for row in rows]
        finally:
            for archive in archives.values():
                archive.close()

    def _row(self, row: InputRow, archives: dict[str, zipfile.ZipFile]) -> Output:
        if row.problem is not None:
            return failed(row.row, row.external_id, row.problem, self.version)
        try:
            with processor_time_limit(ROW_SECONDS):
                return self._scored(row, self._document(row, archives))
        except ReadingError as error:
            status: Status = "abstained" if error.code in ABSTAINING else "failed"
            return failed(row.row, row.external_id, _problem(error.code, error.message), self.version, status)
        except TooSlow:
            return failed(
                row.row,
                row.external_id,
                f"too-slow: It could not be scored within {ROW_SECONDS:g} seconds of processor time.",
                self.version,
            )
        except Exception as error:  # noqa: BLE001 (the boundary of one item)
            # Where and what kind; not the message, which may quote the resume.
            frames = [f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}" for f in extract_tb(error.__traceback__)[-6:]]
            _log.error("row %d could not be scored: %s at %s", row.row, type(error).__name__, " ".join(frames))
            return failed(
                row.row, row.external_id, "internal: Rolefit failed on this row; the log says where.", self.version
            )

    def _document(self, row: InputRow, archives: dict[str, zipfile.ZipFile]) -> Document:
        if row.text is not None:
            data = row.text.encode("utf-8", "replace")
            # Plain text is read here; a cell that holds HTML, RTF or a JSON Resume goes where such files go.
            if sniff(data[:4096]) in _PLAIN and not (row.text[:1] == "{" and sniff(data) == "json"):
                limits = self._limits
                return read_with(
                    data[: 4 * limits.max_characters + 4],
                    name="row.txt",
                    media_type=None,
                    limits=limits,
                    recognise=None,
                )
            return self._files().read(data)
        if row.path is None:
            raise ReadingError("document-corrupt", "There is nothing to read.")
        data = file_bytes(row, self._limits.max_bytes, archives)
        return self._files().read(data, name=Path(row.member or row.path).name)

    def _files(self) -> Reader:
        if self._reader is None:
            self._reader = Reader(self._limits)
        return self._reader

    def _scored(self, row: InputRow, document: Document) -> Output:
        reason = abstention(document.text)
        if reason is not None and not (row.composed and reason.code == "too-short"):
            return failed(row.row, row.external_id, _problem(reason.code, reason.message), self.version, "abstained")
        profile, job_profile = self.matcher.profiles(
            document, self._options.as_of, self._job.job if self._job else None
        )
        scorer = self.matcher.scorer
        person = person_of(profile, scorer.supports)
        ranked = scorer.rank(person, self._roles, None if self._options.details else TOP)
        if not ranked:
            return failed(
                row.row, row.external_id, "no-role: No role of the taxonomy can be assessed.", self.version, "abstained"
            )
        best = ranked[0]
        advisor = Advisor(profile, self._skills, scorer.supports, person)
        gaps = advisor.gaps(best.role)
        steps = advisor.steps(best, gaps)
        job = self._job.answer(job_profile) if self._job is not None else _NO_JOB
        details = (_details(profile, ranked, job),) if self._options.details else ()
        return (
            row.row,
            row.external_id,
            "scored",
            self._notes(row, document),
            best.role.profile.id,
            best.role.profile.title,
            tenths(best.points),
            best.band,
            *_top(ranked),
            joined(self._matched(best, person)),
            joined([self._skills[gap.skill_id].name for gap in gaps]),
            steps[0].action if steps else "",
            round(profile.experience_months / 12, 1),
            self.version,
            *job.columns,
            *details,
        )

    def _notes(self, row: InputRow, document: Document) -> str:
        notes = [row.note] if row.note else []
        if row.external_id in self.duplicates:
            notes.append("duplicate-id: Other rows have the same id.")
        notes += [
            _problem(finding.code, finding.message) for finding in document.findings if finding.severity == "warning"
        ]
        return joined(notes)

    def _matched(self, best: RoleScore, person: ScoringInput) -> list[str]:
        found = []
        for unit in best.role.units:
            points, support, skill_id = unit_points(unit, person.support)
            if support is not None and skill_id is not None:
                found.append((-points, skill_id))
        return [self._skills[skill_id].name for _, skill_id in sorted(found)]


@dataclass(frozen=True, slots=True)
class _JobAnswer:
    """How somebody compares with the job: the output's columns, and what details hold of it."""

    columns: tuple[Value, Value, Value]
    score: RoleScore | None = None
    profile: ResumeProfile | None = None


_NO_JOB: Final = _JobAnswer((None, None, None))


class _JobScorer:
    """Scores people against one job description, prepared once."""

    def __init__(self, matcher: Matcher, job: Job) -> None:
        self._matcher, self.job = matcher, job
        self._skills = {**matcher.taxonomy.skill_by_id, **{skill.id: skill for skill in job.skills}}
        self._role, self._table = matcher.scorer.with_role(job.role, job.skills)

    def answer(self, profile: ResumeProfile) -> _JobAnswer:
        """``job_score``, ``job_band`` and ``job_missing_skills``; empty where the description names no requirements."""
        if not self.job.role.assessable:
            return _JobAnswer((None, "not assessable", None))
        person = person_of(profile, self._table)
        score = self._matcher.scorer.score(person, self._role)
        gaps = Advisor(profile, self._skills, self._table, person).gaps(self._role)
        missing = joined([self._skills[gap.skill_id].name for gap in gaps])
        return _JobAnswer((tenths(score.points), score.band, missing), score, profile)


def _details(profile: ResumeProfile, ranked: Sequence[RoleScore], job: _JobAnswer) -> str:
    """Tenths by role and component, the skills held with their tiers, and the latest title, as compact JSON."""
    scores = {score.role.profile.id: score for score in ranked}
    if job.score is not None:
        scores[JOB] = job.score
    found = {
        "points": {identity: score.points for identity, score in scores.items()},
        "parts": {identity: [part.points for part in score.components] for identity, score in scores.items()},
        "held": _held(profile),
        "job_held": _held(job.profile) if job.profile is not None and job.profile is not profile else {},
        "title": profile.titles[0] if profile.titles else "",
        "years": round(profile.experience_months / 12, 1),
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _held(profile: ResumeProfile) -> dict[str, str]:
    return {evidence.skill_id: evidence.tier for evidence in profile.held()}


@cache
def process_scorer(taxonomy: str | None) -> RowScorer:
    """The one scorer of this process for a taxonomy, without job or choice of roles."""
    return RowScorer(ScoringOptions(taxonomy))


def load_matcher(taxonomy: str | None) -> Matcher:
    """A matcher with the taxonomy in a file, or the shipped one."""
    return taxonomies.matcher(Path(taxonomy) if taxonomy else None)


def input_rows(batch: pa.RecordBatch) -> Iterator[InputRow]:
    """The rows of an Arrow batch; columns that it lacks are empty, and ``id`` serves as ``external_id``."""
    names = {"external_id": "id"} if "external_id" not in batch.schema.names else {}
    columns: list[Sequence[object]] = []
    for field in INPUT_SCHEMA:
        source = names.get(field.name, field.name)
        if source in batch.schema.names:
            columns.append(_values(batch.column(batch.schema.names.index(source)), field.type))
        elif field.name == "row":
            columns.append(range(1, batch.num_rows + 1))
        else:
            columns.append([None] * batch.num_rows)
    for row, external_id, text, path, member, problem, note, composed, entry in zip(*columns, strict=True):
        if text is None and path is None and problem is None:
            problem = "no-resume: There is neither a text nor a file."  # noqa: PLW2901
        yield InputRow(row, external_id or "", text, path_of(path), member, problem, note, bool(composed), entry)


def _values(column: pa.Array, kind: pa.DataType) -> Sequence[object]:
    """A column as it is scored: of texts, one that is no UTF-8 or a list costs nobody else their score."""
    if kind != pa.string():
        return column.cast(kind).to_pylist()  # type: ignore[no-any-return]
    return [cell_text(value) if value is not None else None for value in values_of(column)]


def score_arrow(scorer: RowScorer, batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch of candidates as a batch of output rows."""
    return record_batch(scorer.score(input_rows(batch)))


def file_bytes(row: InputRow, limit: int, archives: dict[str, zipfile.ZipFile]) -> bytes:
    """The bytes of a row's file or member of an archive, at most one more than ``limit``. Raises ReadingError."""
    path = row.path or ""
    try:
        mode = Path(path).stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # a pipe would be waited for without end
            raise ReadingError("document-corrupt", "The path is a pipe or a device, not a file.")
        if row.member is None:
            with Path(path).open("rb") as file:
                return file.read(limit + 1)
        if path not in archives:
            archives[path] = zipfile.ZipFile(path)
        with archives[path].open(_member(archives[path], row.member, row.entry)) as file:
            return file.read(limit + 1)
    except FileNotFoundError as error:
        raise ReadingError("document-corrupt", "There is no such file.") from error
    except IsADirectoryError as error:
        raise ReadingError("document-corrupt", "The path is a folder, not a file.") from error
    except _DAMAGE as error:
        raise ReadingError("document-corrupt", "The file can't be opened.") from error
    except RuntimeError as error:  # zipfile's word for a password
        raise ReadingError("document-encrypted", "The file in the archive is protected with a password.") from error


def _member(archive: zipfile.ZipFile, name: str, entry: int | None) -> zipfile.ZipInfo:
    """A member by its place: of two with one name, the name alone gives the second."""
    found = archive.getinfo(name) if entry is None else archive.infolist()[entry]
    if found.filename != name:
        raise KeyError(name)
    return found


def _top(ranked: Sequence[RoleScore]) -> list[Value]:
    values: list[Value] = []
    for score in ranked[:TOP]:
        values += [score.role.profile.id, tenths(score.points)]
    return values + [None] * (2 * TOP - len(values))


def _problem(code: str, message: str) -> str:
    return f"{code}: {message}"
