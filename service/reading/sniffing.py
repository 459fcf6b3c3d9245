"""What kind of file the bytes are, and whether its name and declared type agree."""

import re
from pathlib import PurePosixPath
from typing import Literal

from service.reading.problems import ReadingError

Kind = Literal["pdf", "docx", "odt", "rtf", "html", "markdown", "text", "json", "png", "jpeg"]

MEDIA_TYPES: dict[Kind, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "html": "text/html",
    "markdown": "text/markdown",
    "text": "text/plain",
    "json": "application/json",
    "png": "image/png",
    "jpeg": "image/jpeg",
}
_EXTENSIONS: dict[str, Kind] = {
    "pdf": "pdf",
    "docx": "docx",
    "docm": "docx",
    "dotx": "docx",
    "odt": "odt",
    "rtf": "rtf",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "md": "markdown",
    "markdown": "markdown",
    "txt": "text",
    "text": "text",
    "json": "json",
    "png": "png",
    "jpg": "jpeg",
    "jpeg": "jpeg",
}
_DECLARED: dict[str, Kind] = {media_type: kind for kind, media_type in MEDIA_TYPES.items()} | {
    "text/rtf": "rtf",
    "application/xhtml+xml": "html",
    "text/x-markdown": "markdown",
    "image/jpg": "jpeg",
}
_TITLES: dict[Kind, str] = {
    "pdf": "a PDF",
    "docx": "a Word document (DOCX)",
    "odt": "an OpenDocument text",
    "rtf": "an RTF document",
    "html": "an HTML page",
    "markdown": "a Markdown text",
    "text": "a plain text",
    "json": "a JSON document",
    "png": "a PNG image",
    "jpeg": "a JPEG image",
}
_TEXTUAL: frozenset[Kind] = frozenset({"html", "markdown", "text", "json"})
# People save RTF, DOCX and HTML under Word's old extension; the content decides.
_LEGACY_WORD: frozenset[Kind] = frozenset({"rtf", "docx", "html"})
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HEAD = 1024
_ZIP_TAIL = 1 << 22


def _unsupported(message: str) -> ReadingError:
    return ReadingError("unsupported-media-type", message)


def _zip_kind(data: bytes) -> Kind:
    """DOCX or ODT by the names in the archive's directory, which stands at its end."""
    tail = data[-_ZIP_TAIL:]
    if b"word/document" in tail:
        return "docx"
    if b"content.xml" in tail and b"opendocument.text" in data[:_HEAD] + tail:
        return "odt"
    raise _unsupported("The file is a ZIP archive, but neither a Word document (DOCX) nor an OpenDocument text.")


def _binary_kind(data: bytes) -> Kind | None:
    head = data[:_HEAD]
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise ReadingError("document-encrypted", "The Word document is protected with a password.")
        raise _unsupported("The file is in the old Word format (DOC); save it as DOCX or PDF.")
    if b"%PDF-" in head and not _HTML_START.match(head):
        return "pdf"
    return None


def _hint(name: str | None, media_type: str | None) -> tuple[Kind | None, str]:
    """The kind that the name's ending, or else the declared media type, promises; and the bare ending."""
    ending = PurePosixPath((name or "").replace("\\", "/")).suffix.lower().lstrip(".")
    if ending in _EXTENSIONS:
        return _EXTENSIONS[ending], ending
    declared = (media_type or "").split(";")[0].strip().lower()
    return (None if ending else _DECLARED.get(declared)), ending


def _textual_kind(data: bytes, hint: Kind | None) -> Kind:
    if hint in _TEXTUAL and hint is not None:
        return hint
    if _HTML_START.match(data[: 4 * _HEAD]):
        return "html"
    if data.lstrip()[:1] == b"{" and b'"basics"' in data:
        return "json"
    return "text"


def sniff(data: bytes, name: str | None = None, media_type: str | None = None) -> Kind:
    """Tell the kind of ``data`` by its content.

    Raises ``ReadingError``: ``unsupported-media-type`` for contents that nothing here reads and where the
    content contradicts the name's ending, ``document-encrypted`` for a protected Office container.
    """
    hint, ending = _hint(name, media_type)
    found = _binary_kind(data)
    if found is None:
        if hint is not None and hint not in _TEXTUAL:
            raise _unsupported(f"The file is named as {_TITLES[hint]}, but its content is not one.")
        return _textual_kind(data, hint)
    images = {"png", "jpeg"}
    if hint is None:
        if ending == "doc" and found not in _LEGACY_WORD:
            raise _unsupported(f"The file is named as an old Word document, but its content is {_TITLES[found]}.")
        return found
    if hint != found and not {hint, found} <= images:
        raise _unsupported(f"The file is named as {_TITLES[hint]}, but its content is {_TITLES[found]}.")
    return found
