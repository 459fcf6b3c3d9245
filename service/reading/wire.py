"""How a request, a document and a problem look inside a frame."""

import json
import struct
from dataclasses import asdict
from typing import NamedTuple

from matchers.documents import Document, Finding
from service.reading.limits import ReadingLimits
from service.reading.problems import ReadingError

_SIZE = struct.Struct(">I")


class Request(NamedTuple):
    """A document to read; of its name only the ending travels, as names are people's names."""

    ending: str
    media_type: str | None
    limits: ReadingLimits
    recognition: bool
    data: bytes


def pack_request(request: Request) -> bytes:
    """A JSON header and the bytes behind it."""
    fields = {
        "ending": request.ending,
        "media_type": request.media_type,
        "limits": asdict(request.limits),
        "recognition": request.recognition,
    }
    header = json.dumps(fields).encode()
    return _SIZE.pack(len(header)) + header + request.data


def unpack_request(payload: bytes) -> Request:
    """The reverse of ``pack_request``."""
    (size,) = _SIZE.unpack_from(payload)
    fields = json.loads(payload[_SIZE.size : _SIZE.size + size])
    limits = ReadingLimits(**fields["limits"])
    data = payload[_SIZE.size + size :]
    return Request(fields["ending"], fields["media_type"], limits, bool(fields["recognition"]), data)


def pack_document(document: Document) -> bytes:
    """A document as JSON."""
    return json.dumps(asdict(document)).encode()


def unpack_document(payload: bytes) -> Document:
    """The reverse of ``pack_document``."""
    fields = json.loads(payload)
    fields["findings"] = tuple(Finding(**finding) for finding in fields["findings"])
    return Document(**fields)


def pack_problem(error: ReadingError) -> bytes:
    """A problem as JSON."""
    return json.dumps([error.code, error.message]).encode()


def unpack_problem(payload: bytes) -> ReadingError:
    """The reverse of ``pack_problem``."""
    code, message = json.loads(payload)
    return ReadingError(code, message)


def pack_pictures(pictures: dict[int, bytes]) -> bytes:
    """Pictures by page index."""
    parts: list[bytes] = []
    for index, picture in pictures.items():
        parts += (_SIZE.pack(index), _SIZE.pack(len(picture)), picture)
    return b"".join(parts)


def unpack_pictures(payload: bytes) -> dict[int, bytes]:
    """The reverse of ``pack_pictures``."""
    pictures: dict[int, bytes] = {}
    position = 0
    while position < len(payload):
        (index,) = _SIZE.unpack_from(payload, position)
        (size,) = _SIZE.unpack_from(payload, position + 4)
        pictures[index] = payload[position + 8 : position + 8 + size]
        position += 8 + size
    return pictures


def pack_texts(texts: dict[int, str]) -> bytes:
    """Recognised texts by page index."""
    return json.dumps([[index, text] for index, text in texts.items()]).encode()


def unpack_texts(payload: bytes) -> dict[int, str]:
    """The reverse of ``pack_texts``."""
    return {int(index): str(text) for index, text in json.loads(payload)}
