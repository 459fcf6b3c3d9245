"""Plain text of any usual encoding."""

# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

import codecs
import re

from service.reading.extracted import Extracted
from service.reading.problems import ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.005


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    sample = data[:4096]
    half = max(len(sample) // 2, 1)
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sample[start::2].count(0) > 0.7 * half and sample[1 - start :: 2].count(0) < 0.05 * half:
            return encoding
    return None


def _legacy(data: bytes) -> str:
    """A single-byte encoding: Windows-1252, unless the letters speak clearly for another one."""
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = data.decode("cp1252", "replace")
    high = sum(1 for byte in data if byte >= 0x80)
    # A Western text has an accent here and there; where most letters are high, it is another alphabet.
    if high < sum(1 for byte in data if 0x41 <= byte <= 0x7A):
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data[:65536]).best()
    if best is None:
        return western
    return data.decode(best.encoding, "replace")


def decode(data: bytes) -> str:
    """Decode ``data`` by its byte order mark, as UTF-8, as UTF-16, or as Windows-1252.

    Raises ``ReadingError`` (``unsupported-media-type``) when what comes out is not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            break
    else:
        wide = _unmarked_utf16(data)
        if wide is not None:
            text = data.decode(wide, "replace")
        else:
            try:
                text = data.decode("utf-8")
            except UnicodeDecodeError as error:
                # A text that was cut in the middle of its last character is still UTF-8.
                cut_off = error.start >= len(data) - 3
                text = data[: error.start].decode("utf-8") if cut_off else _legacy(data)
    if len(_CONTROL.findall(text)) > _MAX_CONTROL_SHARE * len(text) or text.count("\ufffd") > 0.02 * len(text):
        raise ReadingError("unsupported-media-type", "The file is named or sent as text, but its content is binary.")
    return text


def read_text(data: bytes) -> Extracted:
    """Read a plain text; pages that are parted by form feeds are not counted."""
    return Extracted(decode(data))
