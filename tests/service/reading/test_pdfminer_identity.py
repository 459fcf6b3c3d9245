"""Our tokenizer, object reader and maps against stock pdfminer.six: the text must be the same to the letter.

Run for every upgrade of pdfminer.six. ``ROLEFIT_RESUME_PDFS`` may name a folder with more files to compare.
"""

# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

import base64
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.service.reading import documents, hostile

_ARGUMENTS = {
    "q": 0,
    "Q": 0,
    "cm": 6,
    "BT": 0,
    "ET": 0,
    "Tc": 1,
    "Tw": 1,
    "Tz": 1,
    "TL": 1,
    "Tf": 2,
    "Tr": 1,
    "Ts": 1,
} | {
    "Td": 2,
    "TD": 2,
    "Tm": 6,
    "T*": 0,
    "Tj": 1,
    "TJ": 1,
    "'": 1,
    '"': 3,
    "Do": 1,
}
_METHODS = {"T*": "do_T_a", "'": "do__q", '"': "do__w"}

STOCK = """
import io, logging, sys
logging.disable(logging.CRITICAL)
from pdfminer.high_level import extract_text
sys.stdout.buffer.write(extract_text(io.BytesIO(sys.stdin.buffer.read())).encode("utf-8", "surrogatepass"))
"""


def stock_text(data):
    """What pdfminer.six says in a process of its own, untouched by our guards."""
    return subprocess.run([sys.executable, "-c", STOCK], input=data, capture_output=True, check=True).stdout.decode(
        "utf-8", "surrogatepass"
    )


def spelt_out(data):
    """The operators of a page, with the runs of glyphs taken apart again."""
    from service.reading.pdf.tokens import Name, glyph_runs, operations

    for operator, operands in operations(data, {b"glyphs", *(name.encode() for name in _ARGUMENTS)}):
        if operator != b"glyphs":
            yield operator, operands
            continue
        first, line = operands
        yield b"Tj", [first]
        for font, size, shifts, strings in glyph_runs(line):
            if font:
                yield b"Tf", [Name(font), size]
            for shift, digits in zip(shifts, strings, strict=True):
                yield b"Td", [shift, 0]
                yield b"Tj", [bytes.fromhex(digits[1:-1].decode())]


def guarded_text(data):
    """pdfminer's own layout over our tokenizer, object reader, maps and guards."""
    from pdfminer.converter import TextConverter
    from pdfminer.layout import LAParams
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdftypes import stream_value
    from pdfminer.psparser import LIT

    from service.reading.pdf.budget import BUDGET
    from service.reading.pdf.content import document_pages
    from service.reading.pdf.guards import install
    from service.reading.pdf.resources import name_of

    class Interpreter(PDFPageInterpreter):
        def execute(self, streams):
            parts = []
            self.stream_ids.clear()
            for item in streams:
                stream = stream_value(item)
                if stream.objid not in self.parent_stream_ids:
                    self.stream_ids.add(stream.objid)
                    parts.append(stream.get_data())
            for operator, operands in spelt_out(b"\n".join(parts)):
                name = operator.decode()
                if name not in _ARGUMENTS or len(operands) < _ARGUMENTS[name]:
                    continue
                last = operands[-_ARGUMENTS[name] :] if _ARGUMENTS[name] else []
                if name in ("Tf", "Do"):
                    last[0] = LIT(name_of(last[0]))
                getattr(self, _METHODS.get(name, "do_" + name))(*last)

    install()
    BUDGET.reset()
    out = io.StringIO()
    manager = PDFResourceManager()
    interpreter = Interpreter(manager, TextConverter(manager, out, laparams=LAParams()))
    for page in document_pages(data):
        interpreter.process_page(page)
    return out.getvalue()


def own_files():
    """Files made here: text, forms, escapes, composite fonts, hidden lines."""
    yield "resume", documents.as_pdf()
    yield "hiding", hostile.hiding_page()
    yield "scattered", hostile.scattered(300, 2000)
    yield "escapes", hostile.text_page(r"BT /F1 11 Tf 60 700 Td (a\(b\)c (d) \101 \\y) Tj [(x)-300<7a>] TJ T* (z) ' ET")
    glyphs = "".join(f"6.1 0 Td <{ord(letter):02x}> Tj\n" for letter in "lyph by glyph") + "/F1 14 Tf 7 0 Td <7a> Tj "
    yield "glyphs", hostile.text_page(f"BT /F1 11 Tf 60 700 Td (G) Tj {glyphs}8 0 Td <79> Tj ET")
    yield "form", hostile.drawing(b"/X0 Do ", {10: hostile.form(hostile.HELLO, None)})
    mapped = (
        b"begincmap 1 beginbfchar <0048> <00660069> endbfchar 1 beginbfrange <0065> <0066> <0041> endbfrange endcmap"
    )
    yield "map", hostile.cid_font(to_unicode=mapped)
    listed = b"begincmap 1 beginbfchar <0048> <0066 0069> endbfchar "
    listed += b"1 beginbfrange <0065> <006c> [<0041> <0042>] endbfrange endcmap"
    yield "map with a list", hostile.cid_font(to_unicode=listed)
    yield (
        "colours",
        hostile.text_page("BT /F1 11 Tf 0 g 0 G 60 700 Td 1 0 0 rg 1 0 0 RG (red) Tj 0 g 20 0 Td (black) Tj ET"),
    )
    marked = (
        "/P <</MCID 0>> BDC BT /F1 11 Tf 60 700 Td (one) Tj ET EMC /Span<</MCID 1 >>BDC BT 60 680 Td (two) Tj ET EMC"
    )
    yield "marked", hostile.text_page(marked)


FOLDER = os.environ.get("ROLEFIT_RESUME_PDFS")
FILES = dict(own_files()) | {
    path.name: path.read_bytes() for path in sorted(Path(FOLDER).glob("*.pdf") if FOLDER else ())
}


def test_there_are_files_to_compare():
    assert len(FILES) >= 6


@pytest.mark.parametrize("name", FILES)
def test_the_text_is_that_of_stock_pdfminer(name):
    assert guarded_text(FILES[name]) == stock_text(FILES[name])


@given(st.binary(max_size=90), st.binary(max_size=3), st.sampled_from([b"", b"~>", b" ~\n>\n", b"~"]), st.booleans())
def test_ascii85_is_decoded_as_stock_pdfminer_does(data, odd, end, starts):
    from pdfminer.ascii85 import ascii85decode

    from service.reading.pdf.ascii85 import quick_ascii85

    def asked_for(_):
        raise AssertionError("plain letters need no help")

    def answer(decode, letters):
        try:
            return decode(letters)
        except ValueError as error:
            return str(error)

    plain = (b"<~" if starts else b"") + base64.a85encode(data, wrapcol=20)
    assert answer(quick_ascii85(ascii85decode), plain + odd + end) == answer(ascii85decode, plain + odd + end)
    if b"z" not in plain:
        assert quick_ascii85(asked_for)(plain + end) == data


@given(
    st.lists(
        st.integers(-99, 9999)
        | st.integers(-99, 9999).map(lambda n: n / 10)
        | st.lists(st.integers(0, 999), max_size=3)
    )
)
def test_the_numbers_of_an_array_are_read_each_of_its_own_type(numbers):
    from service.reading.pdf.objects import quick_object

    written = repr(numbers).replace(",", "\n").replace("[", "[ ").encode()
    read = quick_object(b"7 0 obj " + written + b"\nendobj", 0, 7, None)
    assert repr(read) == repr(numbers)


@pytest.mark.parametrize("array", ["[1 2 0 R]", "[1 2.5.1]", "[1 /A]", "[1 --2]", "[12 (a)]", "[1 2"])
def test_an_array_of_more_than_numbers_is_read_as_before(array):
    from service.reading.pdf.objects import NOT_SIMPLE, quick_object

    read = quick_object(b"7 0 obj " + array.encode() + b" endobj", 0, 7, None)
    expected = {"[1 /A]": "[1, /'A']", "[12 (a)]": "[12, b'a']"}
    if array == "[1 2 0 R]":
        assert [type(item).__name__ for item in read] == ["int", "PDFObjRef"]
    elif array in expected:
        assert repr(read) == expected[array]
    else:
        assert read is NOT_SIMPLE
