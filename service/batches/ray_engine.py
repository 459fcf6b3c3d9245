"""``--engine ray``: the chunks of a spool as tasks of Ray Core, on this machine or a cluster that shares its folder.

A task is one chunk and may run any number of times: it writes its part under the part's own name or not at all. A
driver that was killed starts again with the parts that are missing.
"""

import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from service.batches.columns import record_batch
from service.batches.parts import Parts, is_done, part_path, verified, write_manifest, write_part
from service.batches.progress import Progress
from service.batches.scoring import RowScorer, ScoringOptions
from service.batches.spool import Spool, chunk_rows
from service.errors import UserError

_NOT_INSTALLED: Final = "Ray is not installed: pip install '.[ray]'."
_HOW_TO_GIVE_IT: Final = "set RAY_AUTH_TOKEN to its, or RAY_AUTH_MODE=disabled where it has none."
_RETRIES: Final = 5
_IN_FLIGHT: Final = 4  # tasks for each processor: enough to keep it busy, few enough to hold in memory
_scorers: dict[tuple[ScoringOptions, frozenset[str]], RowScorer] = {}  # one for each run, in Ray's worker processes


def run(
    spool: Spool, options: ScoringOptions, folder: Path, *, address: str, workers: int, version: str, progress: Progress
) -> Parts:
    """Score a spool; returns the parts, proven complete. Raises UserError where Ray isn't there or gives up."""
    ray = _connected(address, workers)
    folder.mkdir(parents=True, exist_ok=True)
    files = [part_path(folder, chunk) for chunk in range(len(spool.rows))]
    todo = [n for n, rows in enumerate(spool.rows) if not is_done(files[n], rows)]
    done = spool.total - sum(spool.rows[n] for n in todo)
    if done:
        progress.say(f"Going on after {done:,} of {spool.total:,} rows.")
    try:
        with progress.scoring(spool.total, done) as advance:
            _run_tasks(ray, spool, options, files, todo, advance)
    finally:
        ray.shutdown()
    parts = verified(files, spool.total, version)
    write_manifest(folder, parts, version)
    return parts


def score_part(chunk: str, part: str, options: ScoringOptions, duplicates: frozenset[str]) -> int:
    """The task: a chunk's file in, a part's file out; returns its rows."""
    key = (options, duplicates)
    if key not in _scorers:
        _scorers[key] = RowScorer(options, duplicates=duplicates)
    batch = record_batch(_scorers[key].score(chunk_rows(Path(chunk))))
    return write_part(pa.Table.from_batches([batch]), Path(part))


def _connected(address: str, workers: int) -> Any:  # noqa: ANN401 (Ray has no types worth the name)
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing leaves this machine unasked
    if address != "ray":
        os.environ.setdefault("RAY_AUTH_MODE", "token")
    try:
        import ray  # noqa: PLC0415
    except ImportError as error:
        raise UserError("no-ray", _NOT_INSTALLED) from error
    try:
        with _quietly():
            if address == "ray":
                ray.init(address="local", num_cpus=workers or None, include_dashboard=False, log_to_driver=False)
            else:
                ray.init(address=address)
    except ray.exceptions.AuthenticationError as error:
        raise UserError("no-ray", f"The cluster at {address} wants a token: {_HOW_TO_GIVE_IT}") from error
    except ImportError as error:  # a connection needs more than Ray itself
        raise UserError("no-ray", _NOT_INSTALLED) from error
    except (ConnectionError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        raise UserError("no-ray", f"No Ray cluster answers at {address}.") from error
    return ray


@contextmanager
def _quietly() -> Iterator[None]:
    """Without Ray's own notes: what goes wrong is said in one sentence."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        logging.disable(before)


def _run_tasks(
    ray: Any,  # noqa: ANN401
    spool: Spool,
    options: ScoringOptions,
    files: Sequence[Path],
    todo: list[int],
    advance: Any,  # noqa: ANN401
) -> None:
    task = ray.remote(num_cpus=1, max_retries=_RETRIES)(score_part)
    duplicates = ray.put(spool.duplicates)
    most = _IN_FLIGHT * max(1, int(ray.cluster_resources().get("CPU", 1)))
    waiting = list(reversed(todo))
    running: list[Any] = []
    while waiting or running:
        while waiting and len(running) < most:
            n = waiting.pop()
            running.append(task.remote(str(spool.path(n).resolve()), str(files[n].resolve()), options, duplicates))
        ready, running = ray.wait(running)
        try:
            advance(sum(ray.get(ready)))
        except ray.exceptions.RayError as error:
            kind = type(error).__name__
            raise UserError("interrupted", f"Ray gave up ({kind}); run the same command again to go on.") from error
