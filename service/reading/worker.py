"""The reading process: waits for documents on a pipe and answers with texts or problems."""

import os
import sys

from service.reading import frames
from service.reading.dispatch import read_with
from service.reading.problems import ReadingError, too_large
from service.reading.sandbox import limit_resources, limit_seconds, preload, spare_the_collector
from service.reading.system_calls import filter_system_calls
from service.reading.wire import (
    Request,
    pack_document,
    pack_pictures,
    pack_problem,
    unpack_request,
    unpack_texts,
)

_MAX_REQUEST = 1 << 28


def _detach() -> tuple[int, int]:
    """Keep the two pipes for ourselves; whatever a library prints goes nowhere."""
    incoming, outgoing = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    return incoming, outgoing


class _Worker:
    def __init__(self, incoming: int, outgoing: int) -> None:
        self.incoming = incoming
        self.outgoing = outgoing

    def recognise(self, pictures: dict[int, bytes]) -> dict[int, str]:
        """Let the service recognise pictures: this process may start no program."""
        frames.send(self.outgoing, frames.PICTURES, pack_pictures(pictures))
        return unpack_texts(frames.receive(self.incoming, _MAX_REQUEST).payload)

    def answer(self, request: Request) -> tuple[int, bytes]:
        """Read one document; every failure becomes a problem."""
        limit_seconds(request.limits.cpu_seconds)
        try:
            document = read_with(
                request.data,
                name=request.ending,
                media_type=request.media_type,
                limits=request.limits,
                recognise=self.recognise if request.recognition else None,
            )
        except ReadingError as error:
            return frames.PROBLEM, pack_problem(error)
        except (MemoryError, RecursionError):
            return frames.PROBLEM, pack_problem(too_large("asks for more memory than any resume needs"))
        except frames.PeerGone:
            os._exit(0)
        except Exception:  # noqa: BLE001 - the boundary of the child: no text of a document may leave it as a trace
            return frames.PROBLEM, pack_problem(ReadingError("document-corrupt", "The document is damaged."))
        return frames.DOCUMENT, pack_document(document)

    def warm_up(self) -> None:
        """Import what documents need until the first one arrives, which pays for the rest that it needs."""
        for _ in preload():
            if frames.readable(self.incoming, 0.0):
                return

    def serve(self) -> None:
        """Answer requests until the service closes the pipe."""
        self.warm_up()
        spare_the_collector()
        while True:
            frame = frames.receive(self.incoming, _MAX_REQUEST)
            kind, payload = self.answer(unpack_request(frame.payload))
            frames.send(self.outgoing, kind, payload)


def main(memory_bytes: int) -> None:
    """Run until the other end of the pipe is closed."""
    incoming, outgoing = _detach()
    limit_resources(memory_bytes)
    filtered = filter_system_calls()
    try:
        frames.send(outgoing, frames.READY, frames.FILTERED if filtered else b"")
        _Worker(incoming, outgoing).serve()
    except frames.PeerGone:
        os._exit(0)
    except BaseException:  # noqa: BLE001 - nobody reads a trace here; the service sees the pipe close
        os._exit(1)
    sys.exit(0)
