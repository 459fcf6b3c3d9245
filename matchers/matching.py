"""The whole path inside the core: a document in, a report out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from matchers.documents import Document, Finding
from matchers.gaps import Advisor
from matchers.profiles import ProfileReader, ResumeProfile
from matchers.reports import Json, report, result_part, resume_part, wording_of
from matchers.scoring import RoleScore, Scorer
from matchers.signals import person_of
from matchers.weights import AS_OF, SHORTEST_RESUME, config_version
from taxonomy.files import with_version
from taxonomy.model import RoleProfile, Skill, Taxonomy

ENGINE_VERSION: Final = "1.0.0"
_FEWEST_LETTERS: Final = 100
_JOB_READERS: Final = 8
_FEWEST_FOREIGN: Final = 12  # words; a name or a town brings two or three

# The commonest words of the languages that are most often sent instead of English; none is an English word.
_FOREIGN = frozenset(
    """
    und der das mit für von bei nicht auf als eine des les une dans pour avec aux est el los las una por del para
    como di della che nel alla delle gli uma não em ao het een voor och att som av til og på oraz się na
    """.split()  # noqa: SIM905
)
_ENGLISH = frozenset("the and of to in with for on at by from as a an is was using our my".split())  # noqa: SIM905
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_LETTER = re.compile(r"[^\W\d_]")
_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalpha())


@dataclass(frozen=True, slots=True)
class Abstention:
    """Why a resume gets no number."""

    code: str
    message: str


@dataclass(frozen=True)
class Job:
    """A role from outside the taxonomy, such as a posted job description's, and the skills that it brings along."""

    role: RoleProfile
    skills: tuple[Skill, ...]


class Matcher:
    """Matches documents against the roles of one taxonomy. Safe to share between threads."""

    def __init__(
        self, taxonomy: Taxonomy, known_words: Iterable[str] = (), reader: ProfileReader | None = None
    ) -> None:
        """Prepare the taxonomy once; ``known_words`` are ordinary words that are never typos of a skill.

        ``reader`` is one that already knows the taxonomy's skills, to be shared.
        """
        self.taxonomy = taxonomy
        self.scorer = Scorer(taxonomy)
        self.reader = reader or ProfileReader(taxonomy.skills, frozenset(known_words))
        self._wording = frozenset(shingle for role in taxonomy.roles for shingle in role.shingles)
        self._config = config_version()
        self._job_readers: dict[tuple[Skill, ...], ProfileReader] = {}

    def with_roles(self, roles: Iterable[RoleProfile], skills: Iterable[Skill] = ()) -> "Matcher":
        """A matcher for further roles too, of the same id replacing; ``skills`` are those that the taxonomy lacks.

        It shares what is costly with this one.
        """
        added = {role.id: role for role in roles}
        known = self.taxonomy.skill_by_id
        new = [skill for skill in skills if skill.id not in known]
        taxonomy = with_version(
            replace(
                self.taxonomy,
                roles=tuple(
                    sorted(
                        [*(r for r in self.taxonomy.roles if r.id not in added), *added.values()], key=lambda r: r.id
                    )
                ),
                skills=tuple(sorted([*self.taxonomy.skills, *new], key=lambda s: s.id)),
            )
        )
        return Matcher(taxonomy, reader=self.reader.with_skills(new) if new else self.reader)

    def profile(self, document: Document, as_of: int = AS_OF) -> ResumeProfile:
        """What a document shows."""
        return self.profiles(document, as_of)[0]

    def profiles(
        self, document: Document, as_of: int = AS_OF, job: Job | None = None
    ) -> tuple[ResumeProfile, ResumeProfile]:
        """What a document shows for the roles, and for a job, whose own skills are looked for, too.

        What was pasted from a role's document or from the job is no evidence for either.
        """
        if job is None:
            profile = self.reader.profile(document, as_of, self._wording)
            return profile, profile
        wording, reader = self._wording.union(job.role.shingles), self._with_new_skills(job.skills)
        profile = self.reader.profile(document, as_of, wording)
        return profile, profile if reader is self.reader else reader.profile(document, as_of, wording)

    def match(
        self,
        document: Document,
        *,
        resume_id: str,
        role_ids: Sequence[str] | None = None,
        job: Job | None = None,
        top: int = 5,
        as_of: int = AS_OF,
    ) -> Json:
        """The report on one document: the ``top`` best of the roles, or of those in ``role_ids``.

        Raises KeyError for a role id that the taxonomy doesn't have.
        """
        skills = self.taxonomy.skill_by_id
        versions = self.versions(as_of)
        reason = abstention(document.text)
        if reason is not None:
            part = resume_part(resume_id, document, None, skills)
            return report(
                part, [], job=None, abstained={"code": reason.code, "message": reason.message}, versions=versions
            )
        profile, job_profile = self.profiles(document, as_of, job)
        document = _with_copies_named(document, profile)
        person = person_of(profile, self.scorer.supports)
        advisor = Advisor(profile, skills, self.scorer.supports, person)
        words = wording_of(profile, document.text)
        results = [
            result_part(score, rank, advisor, words)
            for rank, score in enumerate(self.scorer.rank(person, role_ids, top), start=1)
        ]
        job_part = self._job(job, document, job_profile) if job is not None else None
        return report(
            resume_part(resume_id, document, profile, skills), results, job=job_part, abstained=None, versions=versions
        )

    def rank(self, document: Document, as_of: int = AS_OF) -> tuple[ResumeProfile, list[RoleScore]]:
        """The profile and every role's score, best first, without the report around them."""
        profile = self.profile(document, as_of)
        return profile, self.scorer.rank(person_of(profile, self.scorer.supports))

    def versions(self, as_of: int = AS_OF) -> Mapping[str, str]:
        """What a report was made with; the same versions make the same report of the same bytes."""
        return {
            "engine": ENGINE_VERSION,
            "taxonomy": self.taxonomy.version,
            "config": self._config,
            "as_of": f"{as_of // 12:04d}-{as_of % 12 + 1:02d}",
        }

    def _job(self, job: Job, document: Document, profile: ResumeProfile) -> Json:
        if not job.role.assessable:
            message = "The job description names no requirements, so nothing can be matched against it."
            return {
                "role_id": job.role.id,
                "title": job.role.title,
                "assessable": False,
                "message": message,
                "score": None,
            }
        skills = {**self.taxonomy.skill_by_id, **{skill.id: skill for skill in job.skills}}
        prepared, table = self.scorer.with_role(job.role, job.skills)
        person = person_of(profile, table)
        advisor = Advisor(profile, skills, table, person)
        score = self.scorer.score(person, prepared)
        part = result_part(score, 1, advisor, wording_of(profile, document.text))
        return {**part, "assessable": True}

    def _with_new_skills(self, new: Sequence[Skill]) -> ProfileReader:
        """A reader that knows a job description's own skills, too; the latest few are kept, for a pool of candidates."""
        known = self.taxonomy.skill_by_id
        extra = tuple(skill for skill in new if skill.id not in known)
        if not extra:
            return self.reader
        reader = self._job_readers.get(extra)
        if reader is None:
            reader = self.reader.with_skills(extra)
            if len(self._job_readers) >= _JOB_READERS:
                self._job_readers.clear()
            self._job_readers[extra] = reader
        return reader


def abstention(text: str) -> Abstention | None:
    """Why a text can't be assessed, or None: too short, or not in English."""
    visible = len(text) - text.count(" ") - text.count("\n")
    if not text.isascii() and _is_foreign_script(text):
        return Abstention(
            "unsupported-language", "The text is not in Latin letters; only English resumes can be assessed."
        )
    if visible < SHORTEST_RESUME:
        return Abstention(
            "too-short", f"Only {visible} visible characters; a resume needs at least {SHORTEST_RESUME} to be assessed."
        )
    words = text.lower().split()
    foreign = 0 if _FOREIGN.isdisjoint(words) else sum(word in _FOREIGN for word in words)
    if foreign >= _FEWEST_FOREIGN and foreign > 2 * sum(word in _ENGLISH for word in words):
        return Abstention("unsupported-language", "The text is not in English; only English resumes can be assessed.")
    return None


def _is_foreign_script(text: str) -> bool:
    """Whether less than half of the letters are Latin."""
    plain = text.encode("ascii", "ignore")
    if len(text) - len(plain) <= len(plain.translate(None, _NO_LETTERS)):
        return False  # more letters of ASCII than all the other characters there are; most texts end here
    letters = len(_LETTER.findall(text))
    return letters >= _FEWEST_LETTERS and len(_LATIN.findall(text)) < letters / 2


def _with_copies_named(document: Document, profile: ResumeProfile) -> Document:
    """The document with a finding where it repeats role documents word for word."""
    if not profile.copied_characters:
        return document
    message = f"{profile.copied_characters} characters repeat a role's document word for word; they were not scored."
    return replace(document, findings=(*document.findings, Finding("copied_text", "warning", message)))
