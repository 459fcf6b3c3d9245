"""Files that ask a reader for endless work, and one page with every way of hiding text; made in memory.

``PDF_BOMBS`` and ``DOCX_BOMBS`` map a name to a function without arguments that returns the bytes.
"""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
RESOURCES = b"<</Font<</F1 5 0 R>>>>"
HELLO = b"BT /F1 12 Tf 72 700 Td (Hello resume) Tj ET "
BOX = b"/MediaBox[0 0 612 792]"
Objects = dict[int, bytes]


def stream(data: bytes, extra: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>\nstream\n" % (len(data), extra) + data + b"\nendstream"


def flate(data: bytes, extra: bytes = b"") -> bytes:
    """A compressed stream object."""
    return stream(zlib.compress(data, 6), b"/Filter/FlateDecode" + extra)


def repeated(unit: bytes, total: int) -> bytes:
    """``total`` bytes of ``unit``, compressed without ever being in memory."""
    compressor = zlib.compressobj(6)
    block = unit * ((1 << 20) // len(unit))
    parts = [compressor.compress(block) for _ in range(total // len(block))]
    return b"".join([*parts, compressor.flush()])


def pdf(objects: Objects, *, size: int | None = None, trailer: bytes = b"", loop: bool = False) -> bytes:
    """A PDF of numbered objects; object 1 is the catalog. ``loop``: its cross-reference table follows itself."""
    out = bytearray(b"%PDF-1.7\n")
    offsets: dict[int, int] = {}
    for number in sorted(objects):
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + objects[number] + b"\nendobj\n"
    start, count = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    out += b"".join(b"%010d 00000 n \n" % offsets.get(number, 0) for number in range(1, count))
    previous = b"/Prev %d" % start if loop else b""
    out += b"trailer\n<</Size %d/Root 1 0 R%s%s>>\n" % (size or count, trailer, previous)
    return bytes(out + b"startxref\n%d\n%%%%EOF" % start)


def one_page(
    content: bytes, extra: Objects | None = None, *, resources: bytes = RESOURCES, font: bytes = FONT
) -> Objects:
    """The objects of a document with one page; ``content`` is a stream object."""
    page = b"<</Type/Page/Parent 2 0 R" + BOX + b"/Contents 4 0 R/Resources " + resources + b">>"
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: page,
        4: content,
        5: font,
    } | (extra or {})


def hello(extra: Objects | None = None) -> Objects:
    """A document that says hello, with some objects replaced."""
    return one_page(stream(HELLO), extra)


def text_page(content: str, **more: bytes) -> bytes:
    """A PDF whose one page has this content stream."""
    return pdf(one_page(stream(content.encode("latin-1")), **more))  # type: ignore[arg-type]


# ---- PDF: bytes --------------------------------------------------------------------------------------------


def flate_nested() -> bytes:
    inner = repeated(b"\0", 256 << 20)
    data = zlib.compress(zlib.compress(inner * 20))
    return pdf(one_page(stream(data, b"/Filter[/FlateDecode/FlateDecode/FlateDecode]")))


def contents_array() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R" + BOX + b"/Contents[" + b"4 0 R " * 100_000 + b"]/Resources" + RESOURCES + b">>"
    return pdf(one_page(flate(HELLO * 400), {3: page}))


def run_length() -> bytes:
    data = zlib.compress(b"\x81 " * (16 << 20))
    return pdf(one_page(stream(data, b"/Filter[/FlateDecode/RunLengthDecode]")))


# ---- PDF: pages --------------------------------------------------------------------------------------------


def kids_deep() -> bytes:
    count = 20_000
    objects: Objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    for number in range(count):
        objects[2 + number] = b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>" % (3 + number, 1 + number)
    objects[2 + count] = b"<</Type/Page/Parent %d 0 R%s>>" % (1 + count, BOX)
    return pdf(objects)


def pages_distinct() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R" + BOX + b"/Contents 4 0 R/Resources" + RESOURCES + b">>"
    numbers = range(10, 5010)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = dict.fromkeys(numbers, page) | {2: b"<</Type/Pages/Kids[" + kids + b"]/Count 5000>>"}
    return pdf(one_page(stream(HELLO * 60), objects))


def kids_fan_out() -> bytes:
    objects: Objects = {2: b"<</Type/Pages/Kids[20 0 R]/Count 10000000>>"}
    for level in range(7):
        child = b"%d 0 R " % (21 + level) if level < 6 else b"3 0 R "
        objects[20 + level] = b"<</Type/Pages/Count 10/Kids[" + child * 10 + b"]>>"
    return pdf(hello(objects))


# ---- PDF: forms --------------------------------------------------------------------------------------------


def form(content: bytes, following: int | None) -> bytes:
    drawn = b"/XObject<</X0 %d 0 R>>" % following if following is not None else b""
    resources = b"/Resources<</Font<</F1 5 0 R>>%s>>" % drawn
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]" + resources)


def drawing(content: bytes, forms: Objects) -> bytes:
    resources = b"<</Font<</F1 5 0 R>>/XObject<</X0 10 0 R>>>>"
    return pdf(one_page(stream(content), forms, resources=resources))


def forms_exponential() -> bytes:
    forms = {10 + level: form(b"/X0 Do " * 10, 11 + level) for level in range(9)}
    return drawing(b"/X0 Do " * 10, forms | {19: form(HELLO, None)})


def forms_chain() -> bytes:
    forms = {10 + number: form(b"/X0 Do ", 11 + number if number < 4999 else 10) for number in range(5000)}
    return drawing(b"/X0 Do ", forms)


# ---- PDF: fonts --------------------------------------------------------------------------------------------

_CMAP = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Z def "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n%s\nendcmap end end"
)


def cid_font(
    *, to_unicode: bytes | None = None, widths: bytes = b"", file: bytes | None = None, encoding: bytes | None = None
) -> bytes:
    """A page in a composite font with one poisoned part."""
    system = b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    descriptor = b"<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1000 1000]/Ascent 800/Descent -200%s>>"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding%s/DescendantFonts[6 0 R]%s>>"
    objects: Objects = {
        6: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X" + system + b"/FontDescriptor 8 0 R" + widths + b">>",
        8: descriptor % (b"/FontFile2 11 0 R" if file is not None else b""),
    }
    if to_unicode is not None:
        objects[7] = flate(to_unicode)
    if encoding is not None:
        objects[9] = stream(encoding, b"/Type/CMap/CMapName/Z")
    if file is not None:
        objects[11] = flate(file, b"/Length1 %d" % len(file))
    coded = b" 9 0 R" if encoding is not None else b"/Identity-H"
    mapped = b"/ToUnicode 7 0 R" if to_unicode is not None else b""
    content = stream(b"BT /F1 12 Tf 72 700 Td <00480065> Tj ET")
    return pdf(one_page(content, objects, font=font % (coded, mapped)))


def true_type(groups: Iterable[tuple[int, int, int]]) -> bytes:
    """A TrueType file that has only a character map of 32-bit groups."""
    packed = b"".join(struct.pack(">III", *group) for group in groups)
    table = struct.pack(">HHIII", 12, 0, 16 + len(packed), 0, len(packed) // 12) + packed
    table = struct.pack(">HH", 0, 1) + struct.pack(">HHI", 3, 10, 12) + table
    header = struct.pack(">IHHHH", 0x00010000, 1, 16, 0, 0) + b"cmap"
    return header + struct.pack(">III", 0, 28, len(table)) + table


def differences() -> bytes:
    encoding = b"/Encoding<</Type/Encoding/Differences[0 " + b"/A" * 2_000_000 + b"]>>"
    return pdf(one_page(stream(HELLO), font=FONT[:-2] + encoding + b">>"))


# ---- PDF: content ------------------------------------------------------------------------------------------


def scattered(count: int, side: int) -> bytes:
    """Words at random places."""
    places = random.Random(1)  # noqa: S311 - the same file every time
    words = [
        b"BT /F1 4 Tf 1 0 0 1 %d %d Tm (w%d) Tj ET\n" % (places.randint(0, side), places.randint(0, side), number)
        for number in range(count)
    ]
    return pdf(one_page(flate(b"".join(words))))


def content_bomb(content: bytes) -> Callable[[], bytes]:
    """A page with this content."""
    return lambda: pdf(one_page(flate(content)))


def garbage() -> bytes:
    return b"%PDF-1.4\n" + random.Random(2).randbytes(300_000)  # noqa: S311 - the same file every time


def references_loop() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox 6 0 R/Contents 4 0 R/Resources 6 0 R>>"
    return pdf(hello({6: b"7 0 R", 7: b"6 0 R", 3: page}))


def _predictor() -> bytes:
    parameters = b"/DecodeParms<</Predictor 12/Columns 1000000000/Colors 4/BitsPerComponent 16>>"
    return pdf(one_page(flate(HELLO * 10, parameters)))


def _object_stream() -> bytes:
    extra = b"/Type/ObjStm/N 1000000000/First 8"
    return pdf(hello({30: flate(b"1 0 2 0 <<>>", extra)}))


def _many_objects() -> bytes:
    objects = b"".join(b"%d 0 obj<<>>endobj\n" % number for number in range(400_000))
    return b"%PDF-1.4\n" + objects + b"trailer<</Root 1 0 R>>"


PDF_BOMBS: Mapping[str, Callable[[], bytes]] = {
    "flate_spaces": lambda: pdf(one_page(stream(repeated(b" ", 512 << 20), b"/Filter/FlateDecode"))),
    "flate_nested": flate_nested,
    "flate_text": lambda: pdf(one_page(stream(repeated(b"BT (a) Tj ET ", 200 << 20), b"/Filter/FlateDecode"))),
    "contents_array": contents_array,
    "run_length": run_length,
    "xref_size": lambda: pdf(hello(), size=2**31 - 1),
    "xref_loop": lambda: pdf(hello(), loop=True),
    "kids_loop": lambda: pdf(hello({2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"})),
    "kids_deep": kids_deep,
    "kids_same": lambda: pdf(hello({2: b"<</Type/Pages/Kids[" + b"3 0 R " * 300_000 + b"]/Count 300000>>"})),
    "pages_distinct": pages_distinct,
    "kids_fan_out": kids_fan_out,
    "array_deep": content_bomb(b"[" * 1_000_000 + HELLO),
    "dictionary_deep": lambda: pdf(hello({6: b"<</A " * 200_000 + b"1" + b">>" * 200_000}), trailer=b"/Info 6 0 R"),
    "trailer_deep": lambda: pdf(hello(), trailer=b"/X " + b"[" * 100_000 + b"]" * 100_000),
    "forms_exponential": forms_exponential,
    "forms_chain": forms_chain,
    "map_range": lambda: cid_font(to_unicode=_CMAP % b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange"),
    "map_ranges": lambda: cid_font(to_unicode=_CMAP % (b"1 beginbfrange <0000> <FFFF> <0041> endbfrange\n" * 2000)),
    "map_long_target": lambda: cid_font(
        to_unicode=_CMAP % (b"1 beginbfchar <0048> <" + b"0041" * 2_000_000 + b"> endbfchar")
    ),
    "width_range": lambda: cid_font(widths=b"/W[0 2000000000 500]"),
    "code_range": lambda: cid_font(encoding=_CMAP % b"1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange"),
    "true_type_range": lambda: cid_font(file=true_type([(0, 0xFFFFFFFF, 1)])),
    "differences": differences,
    "object_stream": _object_stream,
    "length_self": lambda: pdf(hello({4: b"<</Length 4 0 R>>\nstream\n" + HELLO + b"\nendstream"})),
    "length_huge": lambda: pdf(hello({4: b"<</Length 99999999999>>\nstream\n" + HELLO + b"\nendstream"})),
    "predictor": _predictor,
    "words_2k": lambda: scattered(2000, 5000),
    "words_20k": lambda: scattered(20_000, 14_000),
    "words_300k": lambda: scattered(300_000, 14_000),
    "line_long": content_bomb(b"BT /F1 1 Tf 0 100 Td (" + b"a" * 1_000_000 + b") Tj ET"),
    "same_place": content_bomb(b"BT /F1 12 Tf 100 100 Td (a) Tj ET\n" * 200_000),
    "image_without_end": content_bomb(HELLO + b"BI /W 1 /H 1 ID " + b"EIx" * 2_000_000),
    "string_without_end": content_bomb(HELLO + b"BT (" + b"(" * 20_000_000),
    "saves": content_bomb(b"q " * 2_000_000 + HELLO),
    "operands": content_bomb(b"1 " * 5_000_000 + HELLO),
    "garbage": garbage,
    "objects_400k": _many_objects,
    "parent_loop": lambda: pdf(
        hello(
            {
                2: b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>",
                3: b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
            }
        )
    ),
    "references_loop": references_loop,
    "empty": lambda: b"",
    "header_only": lambda: b"%PDF-1.7\n%%EOF",
    "html_inside": lambda: b"<html><body>x</body></html>",
    "zip_inside": lambda: b"PK\x03\x04" + b"\0" * 100,
}

# ---- DOCX --------------------------------------------------------------------------------------------------

XML = b'<?xml version="1.0"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_NAMES = (
    b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    b'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    b'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    b'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    b'xmlns:v="urn:schemas-microsoft-com:vml"'
)
CONTENT_TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def relationships(items: Iterable[tuple[str, str, str]]) -> str:
    """A relationships part of (id, type, target); targets with a scheme are external."""
    rows = "".join(
        f'<Relationship Id="{identifier}" Type="{_OFFICE}/{kind}" Target="{target}"'
        + (' TargetMode="External"' if ":" in target else "")
        + "/>"
        for identifier, kind, target in items
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def paragraph(text: bytes, run: bytes = b"", properties: bytes = b"") -> bytes:
    """A paragraph of one run."""
    return (
        b"<w:p><w:pPr>" + properties + b"</w:pPr><w:r><w:rPr>" + run + b"</w:rPr><w:t>" + text + b"</w:t></w:r></w:p>"
    )


def docx(
    body: bytes | Iterable[bytes],
    *,
    head: bytes = XML,
    parts: Mapping[str, bytes | str] | None = None,
    relations: Iterable[tuple[str, str, str]] = (),
    section: bytes = b"<w:sectPr/>",
) -> bytes:
    """A Word document; ``body`` is XML, or pieces of it that are written one by one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", relationships([("rId1", "officeDocument", "word/document.xml")]))
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(head + b"<w:document " + WORD_NAMES + b"><w:body>")
            for piece in [body] if isinstance(body, bytes) else body:
                part.write(piece)
            part.write(section + b"</w:body></w:document>")
        if relations:
            archive.writestr("word/_rels/document.xml.rels", relationships(relations))
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def _pieces(unit: bytes, count: int, before: bytes = b"", after: bytes = b"") -> Iterable[bytes]:
    yield before
    block = unit * ((1 << 20) // len(unit))
    for _ in range(count):
        yield block
    yield after


def text_bomb() -> bytes:
    return docx(_pieces(b"A", 512, b"<w:p><w:r><w:t>", b"</w:t></w:r></w:p>"))


def lying_size() -> bytes:
    """The directory says a thousand bytes where there are half a thousand million."""
    data = bytearray(text_bomb())
    position = data.find(b"PK\x01\x02")
    while position >= 0:
        (length,) = struct.unpack_from("<H", data, position + 28)
        if data[position + 46 : position + 46 + length] == b"word/document.xml":
            struct.pack_into("<I", data, position + 24, 1000)
        position = data.find(b"PK\x01\x02", position + 4)
    return bytes(data)


def _entities(declarations: bytes, body: bytes) -> Callable[[], bytes]:
    return lambda: docx(body, head=XML + b"<!DOCTYPE d [" + declarations + b"]>")


_LAUGHS = b'<!ENTITY a "lollollollol">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + level, (b"&%c;" % (97 + level)) * 10) for level in range(9)
)


def many_entries() -> bytes:
    out = io.BytesIO(docx(paragraph(b"x")))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(20_000):
            archive.writestr(f"x/{number}.xml", b"")
    return out.getvalue()


def spreadsheet() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("xl/workbook.xml", "<x/>")
    return out.getvalue()


def _table(rows: int, columns: int) -> bytes:
    row = b"<w:tr>" + (b"<w:tc>" + paragraph(b"x") + b"</w:tc>") * columns + b"</w:tr>"
    return docx(b"<w:tbl>" + row * rows + b"</w:tbl>")


_PICTURE = (
    b'<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><a:blip r:link="rId9"/></a:graphicData></a:graphic>'
    b"</wp:inline></w:drawing></w:r></w:p>"
)

DOCX_BOMBS: Mapping[str, Callable[[], bytes]] = {
    "ok": lambda: docx(paragraph(b"Hello resume") * 20),
    "text": text_bomb,
    "paragraphs": lambda: docx(_pieces(paragraph(b"x"), 200)),
    "media": lambda: docx(
        paragraph(b"hi"),
        parts={"word/media/image1.png": bytes(128 << 20)},
        relations=[("rId9", "image", "media/image1.png")],
    ),
    "external_entity": _entities(b'<!ENTITY xxe SYSTEM "file:///etc/hostname">', paragraph(b"&xxe;")),
    "external_subset": lambda: docx(paragraph(b"x"), head=XML + b'<!DOCTYPE d SYSTEM "file:///etc/hostname">'),
    "billion_laughs": _entities(_LAUGHS, paragraph(b"&j;")),
    "quadratic_entity": _entities(b'<!ENTITY q "' + b"A" * 50_000 + b'">', paragraph(b"&q;" * 20_000)),
    "deep": lambda: docx(b"<w:sdt><w:sdtContent>" * 100_000 + paragraph(b"x") + b"</w:sdtContent></w:sdt>" * 100_000),
    "deep_tables": lambda: docx(b"<w:tbl><w:tr><w:tc>" * 100 + paragraph(b"x") + b"<w:p/></w:tc></w:tr></w:tbl>" * 100),
    "table_30k": lambda: _table(500, 60),
    "grid_span": lambda: docx(
        b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="200000000"/></w:tcPr>'
        + paragraph(b"x")
        + b"</w:tc></w:tr></w:tbl>"
    ),
    "traversal": lambda: docx(paragraph(b"x"), relations=[("rId9", "image", "../../../../../etc/hostname")]),
    "external_target": lambda: docx(paragraph(b"x"), relations=[("rId9", "image", "http://127.0.0.1:9/x")]),
    "linked_picture": lambda: docx(_PICTURE, relations=[("rId9", "image", "file:///etc/hostname")]),
    "entries": many_entries,
    "lying_size": lying_size,
    "spreadsheet": spreadsheet,
    "ole": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
    "truncated": lambda: docx(paragraph(b"Hello resume") * 20)[:300],
    "empty": lambda: b"",
}

# ---- hidden text -------------------------------------------------------------------------------------------

HIDING: Mapping[str, str] = {
    "visible_black": "BT /F1 11 Tf 0 g 60 {y} Td (vblack python docker) Tj ET",
    "visible_grey": "BT /F1 11 Tf 0.55 g 60 {y} Td (vgrey python docker) Tj ET",
    "visible_blue": "BT /F1 9 Tf 0 0 0.8 rg 60 {y} Td (vblue link text) Tj ET",
    "visible_white_on_dark": (
        "q 0.1 0.2 0.4 rg 50 {low} 300 16 re f Q BT /F1 11 Tf 1 g 60 {y} Td (vwhite header on dark) Tj ET"
    ),
    "visible_small": "BT /F1 6 Tf 0 g 60 {y} Td (vsmall footnote six point) Tj ET",
    "white": "BT /F1 11 Tf 1 g 60 {y} Td (hwhite kubernetes terraform) Tj ET",
    "nearly_white": "BT /F1 11 Tf 0.99 0.99 0.99 rg 60 {y} Td (hnearwhite kubernetes) Tj ET",
    "same_as_ground": (
        "q 0.2 0.4 0.2 rg 50 {low} 300 16 re f Q BT /F1 11 Tf 0.2 0.4 0.2 rg 60 {y} Td (hsamerect kubernetes) Tj ET"
    ),
    "covered": "BT /F1 11 Tf 0 g 60 {y} Td (hoccluded kubernetes) Tj ET q 1 g 50 {low} 300 16 re f Q",
    "mode_3": "q BT /F1 11 Tf 0 g 3 Tr 60 {y} Td (htrthree kubernetes) Tj ET Q",
    "mode_3_stays": (
        "q 3 Tr BT /F1 11 Tf 0 g 60 {y} Td (htrpersist) Tj ET BT /F1 11 Tf 200 {y} Td (hkubernetes) Tj ET Q"
    ),
    "mode_7": "q BT /F1 11 Tf 0 g 7 Tr 60 {y} Td (htrseven kubernetes) Tj ET Q",
    "tiny": "BT /F1 0.5 Tf 0 g 60 {y} Td (htiny kubernetes terraform ansible) Tj ET",
    "tiny_by_matrix": "q 0.05 0 0 0.05 60 {y} cm BT /F1 11 Tf 0 g 0 0 Td (htinymatrix kubernetes) Tj ET Q",
    "no_width": "q BT /F1 11 Tf 0.5 Tz 0 g 60 {y} Td (hzscale kubernetes) Tj ET Q",
    "below_page": "BT /F1 11 Tf 0 g 60 -200 Td (hoffpage kubernetes terraform) Tj ET",
    "beside_page": "BT /F1 11 Tf 0 g 700 {y} Td (hoffcrop kubernetes terraform) Tj ET",
    "transparent": "q /GS0 gs BT /F1 11 Tf 0 g 60 {y} Td (halpha kubernetes) Tj ET Q",
    "clipped": "q 0 0 1 1 re W n BT /F1 11 Tf 0 g 60 {y} Td (hclip kubernetes) Tj ET Q",
    "layer_off": "/OC /MC0 BDC BT /F1 11 Tf 0 g 60 {y} Td (hocg kubernetes) Tj ET EMC",
    "behind_text": (
        "BT /F1 11 Tf 1 g 60 {y} Td (hbehind kubernetes) Tj ET BT /F1 11 Tf 0 g 60 {y} Td (vinfront resumewords) Tj ET"
    ),
}


def hiding_page(names: Iterable[str] = tuple(HIDING), *, rotate: int = 0, crop: str = "0 0 612 792") -> bytes:
    """A page with some of the lines of ``HIDING``; words that start with h are hidden, those with v are not."""
    lines = [HIDING[name].format(y=760 - 26 * row, low=756 - 26 * row) for row, name in enumerate(names)]
    catalog = b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]/Order[]>>>>>>"
    page = (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/CropBox[{crop}]/Rotate {rotate}/Contents 4 0 R/Resources"
        "<</Font<</F1 5 0 R>>/ExtGState<</GS0<</ca 0/CA 0>>>>/Properties<</MC0 6 0 R>>>>>>"
    )
    layer = b"<</Type/OCG/Name(hidden)>>"
    content = stream("\n".join(lines).encode())
    return pdf(one_page(content, {1: catalog, 3: page.encode(), 6: layer}))
