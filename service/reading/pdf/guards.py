"""Budgets inside pdfminer.six: the places where a small file can ask it for endless work.

pdfminer.six is pinned to an exact version because these replacements reach into it; the identity tests
show for every upgrade that the text stays the same. Figures are those of ``budget.py``.
"""

# ruff: noqa: ANN401 - pdfminer.six and pdfium hand out anything
# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

import importlib
import io
import logging
import struct
import sys
import zlib
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from service.reading.pdf.ascii85 import quick_ascii85
from service.reading.pdf.budget import (
    BUDGET,
    MAX_CODE_RANGE,
    MAX_LZW_BYTES,
    MAX_NESTING,
    MAX_REFERENCE_HOPS,
    MAX_ROW_BYTES,
    MAX_STREAM_BYTES,
)
from service.reading.pdf.character_maps import quick_parser
from service.reading.pdf.objects import NOT_SIMPLE, ObjectStream, quick_object
from service.reading.problems import BudgetExceeded

_BLOCK = 256
_MAX_GROUPS = 70_000
_MAX_UNICODE_BYTES = 128
_INSTALLED = "_rolefit_guards"
_PACKED = "_rolefit_objects"


class _Silent:
    """Stands in for the loggers of pdfminer.six, which are asked thirty times per object."""

    @staticmethod
    def debug(*_: object) -> None:
        """Say nothing."""

    info = warning = error = exception = debug


class _BoundedZlib:
    """Stands in for the ``zlib`` module in ``pdfminer.pdftypes``."""

    error = zlib.error
    decompressobj = staticmethod(zlib.decompressobj)

    @staticmethod
    def decompress(data: bytes) -> bytes:
        decompressor = zlib.decompressobj()
        out = decompressor.decompress(data, MAX_STREAM_BYTES)
        if decompressor.unconsumed_tail:
            raise BudgetExceeded("flate stream")
        if not decompressor.eof:
            raise zlib.error("incomplete")
        BUDGET.spend_decoded(len(out))
        return out


def _decompress_corrupted(data: bytes) -> bytes:
    """What can be had of a damaged flate stream; up to a block of input is given up at the damage."""
    decompressor = zlib.decompressobj()
    parts: list[bytes] = []
    size = 0
    for position in range(0, len(data), _BLOCK):
        try:
            part = decompressor.decompress(data[position : position + _BLOCK], MAX_STREAM_BYTES - size + 1)
        except zlib.error:
            if not parts:
                raise
            break
        size += len(part)
        parts.append(part)
        if size > MAX_STREAM_BYTES:
            raise BudgetExceeded("flate stream")
    BUDGET.spend_decoded(size)
    return b"".join(parts)


def _run_length_decode(data: bytes) -> bytes:
    out = bytearray()
    position, size = 0, len(data)
    while position < size:
        length = data[position]
        if length == 128:
            break
        if length < 128:
            out += data[position + 1 : position + 2 + length]
            position += 2 + length
        else:
            out += data[position + 1 : position + 2] * (257 - length)
            position += 2
        if len(out) > MAX_STREAM_BYTES:
            raise BudgetExceeded("run-length stream")
    BUDGET.spend_decoded(len(out))
    return bytes(out)


def _lzw_decode(data: bytes) -> bytes:
    from pdfminer.lzw import LZWDecoder

    if len(data) > MAX_LZW_BYTES:
        raise BudgetExceeded("LZW stream")
    out = bytearray()
    for part in LZWDecoder(io.BytesIO(data)).run():
        out += part
        if len(out) > MAX_STREAM_BYTES:
            raise BudgetExceeded("LZW stream")
    BUDGET.spend_decoded(len(out))
    return bytes(out)


def _bounded_predictor(original: Callable[..., bytes]) -> Callable[..., bytes]:
    def apply(*arguments: Any) -> bytes:
        if any(isinstance(value, int) and value > MAX_ROW_BYTES for value in arguments[:-1]):
            raise BudgetExceeded("predictor row")
        return original(*arguments)

    return apply


def _bounded_resolve(reference: type) -> Callable[..., Any]:
    """Pdfminer's ``resolve1`` with an end to chains of references."""

    def resolve(value: Any, default: Any = None) -> Any:
        hops = 0
        while isinstance(value, reference):
            value = value.resolve(default=default)  # type: ignore[attr-defined]
            hops += 1
            if hops > MAX_REFERENCE_HOPS:
                return default
        return value

    return resolve


def _bounded_widths(
    original: Callable[[Iterable[object]], Any], resolve: Callable[..., Any]
) -> Callable[[Iterable[object]], Any]:
    """``/W`` arrays: "first last width" may name two thousand million codes in a dozen bytes."""

    def widths(sequence: Iterable[object]) -> Any:
        values = [resolve(value) for value in sequence]
        kept: list[object] = []
        position = total = 0
        while position < len(values) and total <= MAX_CODE_RANGE:
            first, rest = values[position], values[position + 1 : position + 3]
            if isinstance(first, (int, float)) and rest and isinstance(rest[0], list):
                total += len(rest[0])
                kept += [first, rest[0]]
                position += 2
            elif isinstance(first, (int, float)) and len(rest) == 2 and isinstance(rest[0], (int, float)):
                last = min(rest[0], 70_000)
                total += max(0, int(last - first))
                kept += [first, last, rest[1]]
                position += 3
            else:
                position += 1
        return original(kept)

    return widths


def _bounded_add(original: Callable[..., None]) -> Callable[..., None]:
    def add(self: Any, cid: int, code: Any) -> None:
        BUDGET.spend_codes(1)
        if isinstance(code, bytes) and len(code) > _MAX_UNICODE_BYTES:
            code = code[:_MAX_UNICODE_BYTES]
        original(self, cid, code)

    return add


def _parse_cmap_format_12(_self: Any, file: BinaryIO, char2gid: dict[int, int]) -> None:
    """The 32-bit groups of a TrueType ``cmap`` table."""
    file.read(10)
    count = struct.unpack(">I", file.read(4))[0]
    for _ in range(min(count, _MAX_GROUPS)):
        group = file.read(12)
        if len(group) < 12:
            break
        start, end, glyph = struct.unpack(">III", group)
        BUDGET.spend_codes(max(0, end - start + 1))
        for offset, code in enumerate(range(start, end + 1)):
            char2gid[code] = glyph + offset


def _replace(owner: object, name: str, value: object) -> None:
    """Put something of ours in the place of something of the library."""
    setattr(owner, name, value)


def _guard_objects() -> None:
    """Count object look-ups and tokens, bound the nesting of arrays and dictionaries, and read simple objects fast."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.psparser import PSStackParser

    get_object: Any = PDFDocument.getobj
    parse_object: Any = PDFDocument._getobj_parse  # noqa: SLF001 - the pinned library's own step
    parse_packed: Any = PDFDocument._getobj_objstm  # noqa: SLF001 - the same
    start_type: Any = PSStackParser.start_type
    push: Any = PSStackParser.push

    def counted_get(self: Any, objid: int) -> object:
        BUDGET.spend_object()
        return get_object(self, objid)

    def quick_parse(self: Any, position: int, objid: int) -> object:
        found = quick_object(self._parser.fp.getvalue(), position, objid, self)
        return parse_object(self, position, objid) if found is NOT_SIMPLE else found

    def quick_packed(self: Any, stream: Any, index: int, objid: int) -> object:
        found = getattr(stream, _PACKED, None)
        if found is None:
            found = ObjectStream(stream)
            setattr(stream, _PACKED, found)
        value = found.get(index, objid, self)
        return parse_packed(self, stream, index, objid) if value is NOT_SIMPLE else value

    def bounded_start(self: Any, position: int, kind: str) -> None:
        if len(self.context) > MAX_NESTING:
            raise BudgetExceeded("nesting")
        start_type(self, position, kind)

    def counted_push(self: Any, *objects: Any) -> None:
        BUDGET.spend_tokens(1)
        push(self, *objects)

    _replace(PDFDocument, "getobj", counted_get)
    _replace(PDFDocument, "_getobj_parse", quick_parse)
    _replace(PDFDocument, "_getobj_objstm", quick_packed)
    _replace(PSStackParser, "start_type", bounded_start)
    _replace(PSStackParser, "push", counted_push)


def _guard_streams() -> None:
    from pdfminer import pdftypes
    from pdfminer.ascii85 import ascii85decode

    _replace(pdftypes, "zlib", _BoundedZlib)
    _replace(pdftypes, "decompress_corrupted", _decompress_corrupted)
    _replace(pdftypes, "rldecode", _run_length_decode)
    _replace(pdftypes, "ascii85decode", quick_ascii85(ascii85decode))
    _replace(pdftypes, "lzwdecode", _lzw_decode)
    for name in ("apply_png_predictor", "apply_tiff_predictor"):
        if hasattr(pdftypes, name):
            setattr(pdftypes, name, _bounded_predictor(getattr(pdftypes, name)))


def _quick_resolve_all(original: Callable[..., Any]) -> Callable[..., Any]:
    """Width tables hold plain numbers: nothing to resolve, one by one, in thousands of them."""
    plain = {int, float}

    def resolve_all(value: Any, default: Any = None) -> Any:
        if isinstance(value, dict) and plain.issuperset(map(type, value.values())):
            return value
        return original(value, default=default)

    return resolve_all


def _guard_fonts(resolve: Callable[..., Any]) -> None:
    from pdfminer import encodingdb, pdffont, pdftypes
    from pdfminer.cmapdb import CMapParser, FileUnicodeMap

    from service.reading.pdf.encodings import quick_encoding, quick_header

    _replace(pdffont, "CMapParser", quick_parser(CMapParser))
    _replace(pdffont, "resolve_all", _quick_resolve_all(pdftypes.resolve_all))
    _replace(pdffont, "get_widths", _bounded_widths(pdffont.get_widths, resolve))
    _replace(encodingdb.EncodingDB, "get_encoding", quick_encoding(encodingdb.EncodingDB))
    _replace(pdffont, "Type1FontHeaderParser", quick_header(pdffont.Type1FontHeaderParser))
    add: Any = FileUnicodeMap.add_cid2unichr
    _replace(FileUnicodeMap, "add_cid2unichr", _bounded_add(add))
    _replace(pdffont.TrueTypeFont, "parse_cmap_format_12", _parse_cmap_format_12)


def install() -> None:
    """Put the guards into pdfminer.six and silence its logger, once per process.

    Its warnings quote the file, and no text of a document may reach a log.
    """
    pdftypes = importlib.import_module("pdfminer.pdftypes")
    if hasattr(pdftypes, _INSTALLED):
        return
    for name in ("pdfdocument", "pdfpage", "pdfinterp", "pdffont", "cmapdb"):
        importlib.import_module(f"pdfminer.{name}")
    _guard_streams()
    resolve = _bounded_resolve(pdftypes.PDFObjRef)
    _guard_fonts(resolve)
    _guard_objects()
    silent = _Silent()
    for name, module in list(sys.modules.items()):
        if name.startswith("pdfminer"):
            for what, value in (("resolve1", resolve), ("log", silent), ("logger", silent)):
                if hasattr(module, what):
                    _replace(module, what, value)
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL + 1)
    setattr(pdftypes, _INSTALLED, True)
