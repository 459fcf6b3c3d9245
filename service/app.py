"""The composition root: settings in, application out."""

import importlib
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.util import find_spec
from types import ModuleType
from typing import Final

from fastapi import Depends, FastAPI
from starlette.exceptions import HTTPException

from matchers.matching import ENGINE_VERSION, Matcher
from service import taxonomies
from service.api import access, docs_page, logs, matches, openapi, operations, problems, resumes, rights, roles, skills
from service.api import taxonomies as taxonomy_routes
from service.api.background import Background
from service.api.catalogue import Catalogue
from service.api.edge import Edge
from service.api.limits import Limiter
from service.api.metrics import Metrics
from service.api.parameters import known_parameters_only
from service.api.services import Services
from service.api.switch import Switch
from service.clock import now
from service.errors import UserError
from service.keys import Keyring
from service.reading import Reader
from service.settings import Settings, read_settings
from service.store import Database, Storage, WrongSecretKey, open_database, open_vault
from service.store.vault import generated_secret

_OWN: Final = (matches, resumes, roles, skills, taxonomy_routes, rights, operations, docs_page)
# Other parts of the service: each a module with ``router``, and where it needs them ``webhooks`` (a router for the
# OpenAPI section), ``lifespan(services)`` (an async context manager), ``erase`` and ``export`` (each called with a
# store and a person), and ``retain`` (called with the services and, now and then, told to forget what is old).
_PARTS: Final = (
    "service.batches.api",
    "service.ats.api",
    "service.webhooks.api",
    "service.audit.api",
    "service.web.pages",
)
# An upload comes in a form, and JSON writes some characters as six: a body may be somewhat more than a document.
_ROOM: Final = 1_500_000
POOL_BYTES: Final = 60_000_000  # bytes of a spreadsheet or an archive of candidates


def create_app(settings: Settings | None = None, matcher: Matcher | None = None) -> FastAPI:
    """The application; what it needs is opened while it runs. ``matcher`` is one that is loaded already."""
    chosen = settings or read_settings()
    logs.configure(chosen.log_format, chosen.log_level)
    metrics = Metrics()
    parts = _parts()
    app = FastAPI(
        title="Rolefit",
        version=ENGINE_VERSION,
        description=openapi.DESCRIPTION,
        license_info={"name": "MIT", "identifier": "MIT"},
        openapi_url=None,  # a route of ours, which refuses what it doesn't know like the others
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(chosen, metrics, parts, matcher),
        dependencies=[Depends(known_parameters_only)],
        redirect_slashes=False,
    )
    app.state.key_cache = access.KeyCache()
    for module in (*_OWN, *parts):
        app.include_router(module.router)
        if hasattr(module, "webhooks"):
            app.webhooks.include_router(module.webhooks)
    problems.install(app)
    app.add_exception_handler(HTTPException, access.outside_routes)
    openapi.install(app)
    app.add_middleware(
        Edge,
        max_body=chosen.max_bytes + _ROOM,
        pool_body=max(POOL_BYTES, chosen.max_bytes + _ROOM),
        behind_tls=chosen.behind_tls,
        observe=metrics.observe,
        cors_origins=chosen.cors_origins,
    )
    return app


def open_storage(settings: Settings, parts: tuple[ModuleType, ...] = ()) -> Storage:
    """The store alone, as the command line needs it. Raises UserError where its secret key is missing or wrong."""
    secrets = _secrets(settings)
    database = Database(open_database(settings.database_url, pool=settings.database_pool))
    erasers = [part.erase for part in parts if hasattr(part, "erase")]
    exporters = [part.export for part in parts if hasattr(part, "export")]
    try:
        return Storage(database, open_vault(database, secrets), erasers, exporters)
    except WrongSecretKey:
        database.engine.dispose()
        raise UserError(
            "wrong-secret-key",
            "The database was sealed with another secret key; set ROLEFIT_SECRET_KEY to that one, or "
            "ROLEFIT_SECRET_KEY_PREVIOUS to change it.",
        ) from None


def _parts() -> tuple[ModuleType, ...]:
    return tuple(importlib.import_module(name) for name in _PARTS if _exists(name))


def _exists(name: str) -> bool:
    return find_spec(name.rpartition(".")[0]) is not None and find_spec(name) is not None


def _secrets(settings: Settings) -> list[str]:
    given = [secret.get_secret_value() for secret in (settings.secret_key, settings.secret_key_previous) if secret]
    if settings.secret_key is not None:
        return given
    if settings.sqlite_file is None:
        raise UserError("no-secret-key", "Set ROLEFIT_SECRET_KEY: what is kept in PostgreSQL is sealed with it.")
    return [generated_secret(settings.sqlite_file.absolute().parent / "secret.key"), *given]


def _lifespan(  # type: ignore[no-untyped-def]  # noqa: ANN202
    settings: Settings, metrics: Metrics, parts: tuple[ModuleType, ...], loaded: Matcher | None
):
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        storage = open_storage(settings, parts)
        matcher = loaded or taxonomies.matcher(settings.taxonomy_path)
        with Reader(settings.reading_limits(), settings.read_workers) as reader:
            services = Services(
                settings=settings,
                matcher=matcher,
                reader=reader,
                engine=storage.database.engine,
                storage=storage,
                catalogue=Catalogue(storage, matcher, taxonomies.known_words(), now, taxonomies.occupations),
                keyring=Keyring(storage, now),
                limiter=Limiter(storage, now),
                metrics=metrics,
                switch=Switch(storage, now),
                clock=now,
                turns=threading.Semaphore(settings.match_threads),
            )
            app.state.services = services
            async with AsyncExitStack() as stack:
                for part in parts:
                    if hasattr(part, "lifespan"):
                        await stack.enter_async_context(part.lifespan(services))
                if settings.background:
                    stack.enter_context(Background(services, [p.retain for p in parts if hasattr(p, "retain")]))
                metrics.ready.set(1)
                yield
                metrics.ready.set(0)
        storage.database.engine.dispose()

    return lifespan
