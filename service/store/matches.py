"""Stored reports, and the scores by which a role's candidates are ranked."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict

from sqlalchemy import tuple_
from sqlmodel import Session, col, delete, insert, select

from service.store.records import Candidate, Recipe, StoredMatch, is_id, new_id
from service.store.resumes import Resumes
from service.store.tables import MatchRow, ResumeRow, ScoreRow
from service.store.vault import Vault


class Matches:
    """One tenant's stored reports."""

    def __init__(self, session: Session, vault: Vault, tenant: int) -> None:
        self._session, self._vault, self._tenant = session, vault, tenant

    def add(self, resume_id: str, report: bytes, recipe: Recipe, catalogue: int, now: int) -> str:
        """Keep a report's JSON text; returns its id."""
        resume = self._resume(resume_id)
        key = self._vault.open_key(resume.data_key, resume.id)
        identity = new_id("mat")
        row = MatchRow(
            id=identity,
            tenant=self._tenant,
            resume=resume.number,
            catalogue=catalogue,
            report=key.seal(report, f"{identity}/report"),
            recipe=key.seal(json.dumps(asdict(recipe)).encode(), f"{identity}/recipe"),
            created_at=now,
        )
        self._session.add(row)
        self._session.flush()
        return identity

    def get(self, identity: str) -> StoredMatch | None:
        """A report by its id."""
        if not is_id(identity, "mat"):
            return None
        query = select(MatchRow, ResumeRow).join(ResumeRow, col(ResumeRow.number) == col(MatchRow.resume))
        mine = (col(MatchRow.id) == identity, col(MatchRow.tenant) == self._tenant)
        found = self._session.exec(query.where(*mine)).one_or_none()
        return None if found is None else self._opened(*found)

    def of_resume(self, number: int) -> list[StoredMatch]:
        """Every report on one resume."""
        query = select(MatchRow, ResumeRow).join(ResumeRow, col(ResumeRow.number) == col(MatchRow.resume))
        rows = self._session.exec(query.where(col(MatchRow.resume) == number).order_by(col(MatchRow.created_at)))
        return [self._opened(match, resume) for match, resume in rows]

    def remove_of(self, number: int) -> None:
        """Drop every report on one resume."""
        self._session.exec(delete(MatchRow).where(col(MatchRow.resume) == number))

    def _resume(self, identity: str) -> ResumeRow:
        mine = (col(ResumeRow.id) == identity, col(ResumeRow.tenant) == self._tenant)
        return self._session.exec(select(ResumeRow).where(*mine)).one()

    def _opened(self, match: MatchRow, resume: ResumeRow) -> StoredMatch:
        key = self._vault.open_key(resume.data_key, resume.id)
        raw = json.loads(key.open(match.recipe, f"{match.id}/recipe"))
        roles = raw.pop("role_ids")
        recipe = Recipe(role_ids=None if roles is None else tuple(roles), **raw)
        report = key.open(match.report, f"{match.id}/report")
        return StoredMatch(match.id, resume.id, match.catalogue, report, recipe, match.created_at)


class Scores:
    """Scores of one tenant's stored resumes, a row for each role."""

    def __init__(self, session: Session, resumes: Resumes, tenant: int) -> None:
        self._session, self._resumes, self._tenant = session, resumes, tenant

    def replace(self, points: Mapping[int, Mapping[str, int]], catalogue: int) -> None:
        """Put these scores (resume number → role id → tenths) in the place of what there was."""
        self._session.exec(delete(ScoreRow).where(col(ScoreRow.resume).in_(points)))
        rows = [
            {"resume": number, "role": role, "tenant": self._tenant, "points": tenths, "catalogue": catalogue}
            for number, by_role in points.items()
            for role, tenths in by_role.items()
        ]
        if rows:
            self._session.exec(insert(ScoreRow), params=rows)

    def ranking(self, role: str, least: int, after: tuple[int, int] | None, limit: int) -> list[Candidate]:
        """The best resumes for a role, from ``least`` tenths up, after a place ``(points, number)``.

        Equal scores are in the order of the resumes' random numbers, which is neither a name nor a time.
        """
        points, number = col(ScoreRow.points), col(ScoreRow.resume)
        query = (
            select(ResumeRow, ScoreRow.points, ScoreRow.catalogue)
            .join(ScoreRow, col(ResumeRow.number) == number)
            .where(col(ScoreRow.tenant) == self._tenant, col(ScoreRow.role) == role, points >= least)
        )
        if after is not None:
            query = query.where(tuple_(points, number) < tuple_(*after))
        query = query.order_by(points.desc(), number.desc()).limit(limit)
        return [Candidate(self._resumes.opened(row), tenths, cat) for row, tenths, cat in self._session.exec(query)]

    def of_resume(self, number: int) -> list[tuple[str, int, int]]:
        """``(role, tenths, catalogue)`` of one resume, best first."""
        query = select(ScoreRow.role, ScoreRow.points, ScoreRow.catalogue).where(col(ScoreRow.resume) == number)
        rows = self._session.exec(query.order_by(col(ScoreRow.points).desc(), col(ScoreRow.role)))
        return [(role, points, catalogue) for role, points, catalogue in rows]

    def remove_of(self, number: int) -> None:
        """Drop one resume's scores."""
        self._session.exec(delete(ScoreRow).where(col(ScoreRow.resume) == number))

    def keep_roles(self, numbers: Collection[int], roles: Collection[str]) -> None:
        """Of these resumes' scores, keep those for these roles alone."""
        scores = select(ScoreRow.role).where(col(ScoreRow.resume).in_(numbers)).distinct()
        gone = set(self._session.exec(scores)).difference(roles)
        if gone:
            of_gone = (col(ScoreRow.resume).in_(numbers), col(ScoreRow.role).in_(gone))
            self._session.exec(delete(ScoreRow).where(*of_gone))
