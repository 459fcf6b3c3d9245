"""ZIP containers (DOCX, ODT) and the XML in them, bounded by what is really read."""

import io
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from service.reading.problems import ReadingError, corrupt, too_large

MAX_ENTRIES = 3000
MAX_PART_BYTES = 30 << 20
MAX_TOTAL_BYTES = 60 << 20
MAX_DEPTH = 400
_CHUNK = 1 << 16
_END_OF_DIRECTORY = b"PK\x05\x06"


class Archive:
    """A ZIP file in memory whose parts are read with a common budget of unpacked bytes."""

    def __init__(self, data: bytes) -> None:
        """Open ``data``; raises ``ReadingError`` when it is no ZIP or its directory is too long."""
        end = data.rfind(_END_OF_DIRECTORY)
        if end < 0:
            raise corrupt("is a damaged archive")
        # The count is checked before zipfile makes an object of every entry.
        if int.from_bytes(data[end + 10 : end + 12], "little") > MAX_ENTRIES:
            raise too_large(f"is an archive of more than {MAX_ENTRIES} parts")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
            raise corrupt("is a damaged archive") from None
        if len(self._zip.infolist()) > MAX_ENTRIES:
            raise too_large(f"is an archive of more than {MAX_ENTRIES} parts")
        self._left = MAX_TOTAL_BYTES

    def names(self) -> list[str]:
        """The names of the parts, in the order of the directory."""
        return self._zip.namelist()

    def read(self, name: str) -> bytes:
        """Unpack one part, at most what the budget still allows, whatever the directory claims."""
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise ReadingError("document-encrypted", "The document is protected with a password.")
        limit = min(MAX_PART_BYTES, self._left)
        try:
            with self._zip.open(info) as part:
                content = part.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
            raise corrupt("is a damaged archive") from None
        if len(content) > limit:
            raise too_large("unpacks to far more than a resume holds")
        self._left -= len(content)
        return content


Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def parse_xml(content: bytes, start: Start, end: End, text: Text) -> None:
    """Feed ``content`` to three callbacks; names come as "namespace local".

    No document type, no entities, no more than ``MAX_DEPTH`` levels. Raises ``ReadingError``.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def enter(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise too_large("is nested deeper than any resume")
        start(name, attributes)

    def leave(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    def refuse(*_: object) -> None:
        raise corrupt("defines entities of its own, which is not allowed")

    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        for position in range(0, len(content), _CHUNK):
            parser.Parse(content[position : position + _CHUNK], False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise corrupt("has damaged XML inside") from None
