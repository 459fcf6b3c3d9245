"""``rolefit serve``: checks before the doors open, then the server."""

import os
import sys
from contextlib import nullcontext

import uvicorn

from service import taxonomies
from service.api import logs, metrics
from service.api.access import is_loopback
from service.api.protocol import ProblemProtocol
from service.app import open_storage
from service.clock import now
from service.errors import UserError
from service.keys import Keyring
from service.settings import Settings, read_settings, unknown_settings

_GRACE = 5  # seconds that an idle connection is kept


def serve(host: str, port: int, workers: int) -> None:
    """Run the service until it is told to stop; open requests get their time to end.

    Raises UserError where it would answer strangers without keys, or lacks what it needs.
    """
    for sentence in unknown_settings(os.environ):
        sys.stderr.write(f"rolefit: {sentence}\n")
    settings = read_settings()
    logs.configure(settings.log_format, settings.log_level)
    if settings.taxonomy_path is not None:
        taxonomies.load(settings.taxonomy_path)
    if not _has_keys(settings):
        _refuse_or_warn(settings, host, port)
    with metrics.shared_between_workers() if workers > 1 else nullcontext():
        uvicorn.run(
            "service.app:create_app",
            factory=True,
            host=host,
            port=port,
            workers=workers,
            http=ProblemProtocol,
            ws="none",  # there are none: whoever asks to change to one is answered as if they had not
            server_header=False,
            access_log=False,
            log_config=None,
            proxy_headers=False,
            timeout_keep_alive=_GRACE,
            timeout_graceful_shutdown=settings.shutdown_seconds,
            timeout_worker_healthcheck=15,  # a busy worker isn't a dead one; one that dies while asked delays a stop
        )


def _has_keys(settings: Settings) -> bool:
    """Whether a key exists; it brings the database up to date before the workers start, too."""
    storage = open_storage(settings)
    try:
        return Keyring(storage, now).any_key()
    finally:
        storage.database.engine.dispose()


def _refuse_or_warn(settings: Settings, host: str, port: int) -> None:
    make_one = "rolefit keys create NAME --scope match"
    if not is_loopback(host):
        raise UserError(
            "no-keys", f"There are no API keys, so the service only listens on this machine. Make one first: {make_one}"
        )
    if settings.keys_required:
        sys.stderr.write(f"rolefit: no API key exists yet, and one is required; make one: {make_one}\n")
        return
    sys.stderr.write(
        f"rolefit: OPEN MODE. There are no API keys: whoever is on this machine may use everything at http://{host}:{port}.\n"
        f"rolefit: It ends with the first key: {make_one}\n"
    )
