"""What each tenant matches against: the shipped roles and its own, at every version, with matchers ready for use."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from matchers.matching import Matcher
from service import taxonomies
from service.api.problems import ApiProblem, invalid, not_found
from service.store import Storage, Store
from service.store.catalogues import packed_roles, unpacked_roles
from service.store.claims import note
from service.store.records import CatalogueVersion, OwnRole
from service.store.tables import EVERYONE
from taxonomy.files import loads
from taxonomy.model import RoleProfile, Skill, Taxonomy

_PUBLISHED: Final = "taxonomy.published"
_READY: Final = 4  # matchers kept besides the shipped one; each may hold an index of all skills


@dataclass(frozen=True)
class Edition:
    """One version of a catalogue: ``number`` in the database, ``version`` in answers, and its matcher."""

    number: int
    matcher: Matcher

    @property
    def version(self) -> str:
        """The taxonomy's version."""
        return self.matcher.taxonomy.version

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy itself."""
        return self.matcher.taxonomy

    @cached_property
    def names(self) -> list[tuple[str, Skill]]:
        """Every name and alias of every skill in lower case, sorted."""
        named = {
            (name.lower(), skill.id): skill for skill in self.taxonomy.skills for name in (skill.name, *skill.aliases)
        }
        return [(name, skill) for (name, _), skill in sorted(named.items(), key=lambda item: item[0])]

    def role(self, identity: str) -> RoleProfile:
        """A role. Raises the problem ``not-found``."""
        role = self.taxonomy.role_by_id.get(identity)
        if role is None:
            raise not_found("role")
        return role


class Catalogue:
    """Editions, by tenant and version. Safe to share between threads."""

    def __init__(
        self,
        storage: Storage,
        matcher: Matcher,
        known_words: Iterable[str],
        clock: Callable[[], int],
        occupations: Callable[[], Matcher],
    ) -> None:
        """Start from the shipped taxonomy's matcher, whose file is kept so that its reports can be made again later.

        ``occupations`` makes the matcher of the catalogue of all trades; it is called once, when somebody asks for it.
        """
        self._storage, self._clock = storage, clock
        self._known_words = tuple(known_words)
        self._lock = threading.Lock()
        self._ready: OrderedDict[int, Edition] = OrderedDict()
        self._load_occupations, self._loading = occupations, threading.Lock()
        self._occupations: Edition | None = None
        self.shipped = self._everyones(matcher, is_told=True)

    def occupations(self) -> Edition:
        """The catalogue of occupations of all trades, loaded when it is first asked for."""
        with self._loading:
            if self._occupations is None:
                matcher = self._load_occupations()
                matcher.scorer.build_index()
                self._occupations = self._everyones(matcher, is_told=False)
            return self._occupations

    def chosen(self, tenant: int, catalogue: str, version: str | None) -> Edition:
        """A shipped catalogue by name, or a tenant's own, pinned to a version or not.

        Raises the problems ``validation-failed`` and ``taxonomy-version-unknown``.
        """
        if catalogue != "occupations":
            return self.pinned(tenant, version)
        if version is not None:
            raise invalid("/taxonomy_version", "one-catalogue-only", "Give catalogue or taxonomy_version, not both.")
        return self.occupations()

    def current(self, tenant: int) -> Edition:
        """What a tenant matches against now."""
        version = self._storage.catalogue_of(tenant)
        if version is None:
            return self.shipped
        if version.base == self.shipped.version:
            return self._edition(tenant, version)
        with self._storage.writing(tenant) as store:  # the service came with a new taxonomy
            return self.publish(store, tenant)

    def pinned(self, tenant: int, version: str | None) -> Edition:
        """A named version, or the current one. Raises the problem ``taxonomy-version-unknown``."""
        if version is None:
            return self.current(tenant)
        with self._storage.reading(tenant) as store:
            known = store.catalogues.by_version(version) if version.isascii() and version.isprintable() else None
        if known is None:
            raise ApiProblem(
                "taxonomy-version-unknown", "There is no such taxonomy version; GET /v1/taxonomies lists them."
            )
        return self._edition(tenant, known)

    def numbered(self, tenant: int, number: int) -> Edition:
        """The version of a number, as a stored report names it."""
        with self._storage.reading(tenant) as store:
            known = store.catalogues.by_number(number)
        if known is None or known.tenant not in (EVERYONE, tenant):
            raise ApiProblem("taxonomy-version-unknown", "There is no such taxonomy version.")
        return self._edition(tenant, known)

    def current_in(self, store: Store) -> Edition:
        """The same within a transaction that keeps others from the catalogue."""
        version = store.catalogues.current()
        if version is None:
            return self.shipped
        if version.base == self.shipped.version:
            return self._edition(store.tenant, version)
        return self.publish(store, store.tenant)

    def publish(self, store: Store, tenant: int) -> Edition:
        """Make the shipped roles and the tenant's own, as they now stand, what the tenant matches against; and tell."""
        store.catalogues.lock()
        before = store.catalogues.current()
        edition = self._published(store, tenant)
        if edition.version != (self.shipped.version if before is None else before.version):
            store.events.add(_PUBLISHED, {"taxonomy_version": edition.version}, self._clock())
        return edition

    def _published(self, store: Store, tenant: int) -> Edition:
        own = store.roles.all()
        if not own:
            store.catalogues.use(self.shipped.number)
            return self.shipped
        profiles, skills = [role.profile for role in own], _new_skills(self.shipped.taxonomy, own)
        matcher = self.shipped.matcher.with_roles(profiles, skills)
        content = packed_roles(profiles, skills)
        kept = store.catalogues.add(tenant, matcher.taxonomy.version, self.shipped.version, content, self._clock())
        store.catalogues.use(kept.number)
        return self._keep(Edition(kept.number, matcher))

    def _edition(self, tenant: int, version: CatalogueVersion) -> Edition:
        for edition in (self.shipped, self._occupations):
            if edition is not None and edition.number == version.number:
                return edition
        with self._lock:
            ready = self._ready.get(version.number)
            if ready is not None and ready.version == version.version:  # a rolled-back number may be given again
                self._ready.move_to_end(version.number)
                return ready
        return self._keep(Edition(version.number, self._matcher(tenant, version)))

    def _everyones(self, matcher: Matcher, *, is_told: bool) -> Edition:
        """The edition of a shipped taxonomy, kept in the database at its first use, and subscribers told of it."""
        version = matcher.taxonomy.version
        with self._storage.writing_alone(EVERYONE) as store:
            known = store.catalogues.by_version(version)
            if known is None or known.tenant != EVERYONE:
                content = taxonomies.text_of(matcher.taxonomy)
                known = store.catalogues.add(EVERYONE, version, version, content, self._clock())
                if is_told:
                    _tell(store, version, self._clock())
        return Edition(known.number, matcher)

    def _keep(self, edition: Edition) -> Edition:
        with self._lock:
            self._ready[edition.number] = edition
            while len(self._ready) > _READY:
                self._ready.popitem(last=False)
        return edition

    def _matcher(self, tenant: int, version: CatalogueVersion) -> Matcher:
        """The matcher of a version that isn't ready."""
        with self._storage.reading(tenant) as store:
            content = store.catalogues.content(version.number)
            base = store.catalogues.by_version(version.base)
        if version.tenant == EVERYONE:
            return Matcher(loads(content, verify=False), self._known_words)
        if base is None:
            raise ApiProblem("taxonomy-version-unknown", "The taxonomy that this version extends is gone.")
        own = unpacked_roles(content)
        return self._edition(tenant, base).matcher.with_roles(own.roles, own.skills)


def _tell(store: Store, version: str, now: int) -> None:
    """The service came with a new taxonomy: tenants with roles of their own are told once theirs stand on it."""
    for tenant in store.access.tenants():
        if tenant.catalogue is None:
            note(store.session.connection(), tenant.number, _PUBLISHED, {"taxonomy_version": version}, now)


def _new_skills(base: Taxonomy, own: Iterable[OwnRole]) -> list[Skill]:
    known = base.skill_by_id
    new = {skill.id: skill for role in own for skill in role.skills if skill.id not in known}
    return [new[identity] for identity in sorted(new)]
