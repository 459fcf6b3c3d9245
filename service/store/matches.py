"""Stored reports, and the scores by which a role's candidates are ranked."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import ColumnElement, tuple_
from sqlmodel import Session, col, delete, insert, select

from service.store.records import Candidate, Recipe, StoredMatch, is_id, new_id
from service.store.resumes import Resumes, cards
from service.store.tables import MatchRow, ResumeRow, ScoreRow
from service.store.vault import Vault


class Matches:
    """One tenant's stored reports."""

    def __init__(self, session: Session, vault: Vault, tenant: int) -> None:
        self._session, self._vault, self._tenant = session, vault, tenant

    def add(self, resume_id: str, report: bytes, recipe: Recipe, catalogue: int, now: int) -> str:
        """Keep a report's JSON text; returns its id."""
        number, data_key = self._resume(resume_id)
        key = self._vault.open_key(data_key, resume_id)
        identity = new_id("mat")
        row = MatchRow(
            id=identity,
            tenant=self._tenant,
            resume=number,
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
        found = self._found(col(MatchRow.id) == identity, col(MatchRow.tenant) == self._tenant)
        return found[0] if found else None

    def of_resume(self, resume_id: str) -> list[StoredMatch]:
        """Every report on one resume, the oldest first."""
        return self.of_resumes([resume_id])[resume_id]

    def of_resumes(self, resume_ids: Sequence[str]) -> defaultdict[str, list[StoredMatch]]:
        """Every report on these resumes, by resume, the oldest first."""
        by_resume: defaultdict[str, list[StoredMatch]] = defaultdict(list)
        for match in self._found(col(ResumeRow.id).in_(resume_ids), col(ResumeRow.tenant) == self._tenant):
            by_resume[match.resume_id].append(match)
        return by_resume

    def remove_of(self, numbers: Sequence[int]) -> None:
        """Drop every report on these resumes."""
        self._session.exec(delete(MatchRow).where(col(MatchRow.resume).in_(numbers)))

    def _resume(self, identity: str) -> tuple[int, bytes]:
        """A resume's number and data key."""
        mine = (col(ResumeRow.id) == identity, col(ResumeRow.tenant) == self._tenant)
        return self._session.exec(select(ResumeRow.number, ResumeRow.data_key).where(*mine)).one()

    def _found(self, *conditions: ColumnElement[bool]) -> list[StoredMatch]:
        """Reports with what opens them; of their resumes nothing else is fetched."""
        query = select(MatchRow, ResumeRow.id, ResumeRow.data_key)
        query = query.join(ResumeRow, col(ResumeRow.number) == col(MatchRow.resume)).where(*conditions)
        rows = self._session.exec(query.order_by(col(MatchRow.created_at), col(MatchRow.id)))
        return [self._opened(*row) for row in rows]

    def _opened(self, match: MatchRow, resume_id: str, data_key: bytes) -> StoredMatch:
        key = self._vault.open_key(data_key, resume_id)
        raw = json.loads(key.open(match.recipe, f"{match.id}/recipe"))
        roles = raw.pop("role_ids")
        recipe = Recipe(role_ids=None if roles is None else tuple(roles), **raw)
        report = key.open(match.report, f"{match.id}/report")
        return StoredMatch(match.id, resume_id, match.catalogue, report, recipe, match.created_at)


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
            cards(points, col(ScoreRow.catalogue))
            .join(ScoreRow, col(ResumeRow.number) == number)
            .where(col(ScoreRow.tenant) == self._tenant, col(ScoreRow.role) == role, points >= least)
        )
        if after is not None:
            query = query.where(tuple_(points, number) < tuple_(*after))
        query = query.order_by(points.desc(), number.desc()).limit(limit)
        rows = self._session.execute(query)
        return [Candidate(self._resumes.opened(row), row.points, row.catalogue) for row in rows]

    def of_resumes(self, numbers: Sequence[int]) -> defaultdict[int, list[tuple[str, int, int]]]:
        """``(role, tenths, catalogue)`` of these resumes, by number, best first."""
        query = select(ScoreRow.resume, ScoreRow.role, ScoreRow.points, ScoreRow.catalogue)
        query = query.where(col(ScoreRow.resume).in_(numbers))
        by_resume: defaultdict[int, list[tuple[str, int, int]]] = defaultdict(list)
        ranked = query.order_by(col(ScoreRow.points).desc(), col(ScoreRow.role))
        for number, role, points, catalogue in self._session.exec(ranked):
            by_resume[number].append((role, points, catalogue))
        return by_resume

    def remove_of(self, numbers: Sequence[int]) -> None:
        """Drop these resumes' scores."""
        self._session.exec(delete(ScoreRow).where(col(ScoreRow.resume).in_(numbers)))

    def keep_roles(self, numbers: Collection[int], roles: Collection[str]) -> None:
        """Of these resumes' scores, keep those for these roles alone."""
        scores = select(ScoreRow.role).where(col(ScoreRow.resume).in_(numbers)).distinct()
        gone = set(self._session.exec(scores)).difference(roles)
        if gone:
            of_gone = (col(ScoreRow.resume).in_(numbers), col(ScoreRow.role).in_(gone))
            self._session.exec(delete(ScoreRow).where(*of_gone))
