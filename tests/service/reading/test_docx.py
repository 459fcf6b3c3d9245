import pytest

from service.reading import read_in_process
from tests.service.reading.documents import STYLED
from tests.service.reading.hostile import docx, paragraph


def read(body, **parts):
    return read_in_process(docx(body, **(parts or STYLED)), name="a.docx")


SEEN = paragraph(b"Seen words")


def box(content, anchor=b"", position=b"", shape=b"", extent=b'cx="3000000" cy="900000"'):
    """A paragraph with a text box."""
    return (
        b"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor "
        + anchor
        + b">"
        + position
        + b"<wp:extent "
        + extent
        + b"/><a:graphic><wps:wsp><wps:spPr>"
        + shape
        + b"</wps:spPr><wps:txbx><w:txbxContent>"
        + content
        + b"</w:txbxContent></wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        + b"<w:t>FALLBACK</w:t></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def at(across, down=0):
    places = ((b"positionH", across), (b"positionV", down))
    return b"".join(b"<wp:%s><wp:posOffset>%d</wp:posOffset></wp:%s>" % (tag, place, tag) for tag, place in places)


HIDDEN = {
    "vanish": paragraph(b"SECRET", b"<w:vanish/>"),
    "vanish by style": paragraph(b"SECRET", b'<w:rStyle w:val="Ghost"/>'),
    "white": paragraph(b"SECRET", b'<w:color w:val="FFFFFF"/>'),
    "nearly white": paragraph(b"SECRET", b'<w:color w:val="fdfdfd"/>'),
    "white by theme": paragraph(b"SECRET", b'<w:color w:val="auto" w:themeColor="background1"/>'),
    "white by style": paragraph(b"SECRET", b"", b'<w:pStyle w:val="Pale"/>'),
    "colour of its shading": paragraph(b"SECRET", b'<w:color w:val="204060"/><w:shd w:fill="214161"/>'),
    "colour of its cell": b'<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="203040"/></w:tcPr>'
    + paragraph(b"SECRET", b'<w:color w:val="203040"/>')
    + b"</w:tc></w:tr></w:tbl>",
    "one point": paragraph(b"SECRET", b'<w:sz w:val="2"/>'),
    "three and a half points": paragraph(b"SECRET", b'<w:sz w:val="7"/>'),
    "no width": paragraph(b"SECRET", b'<w:w w:val="1"/>'),
    "no fill": paragraph(b"SECRET", b"<w14:textFill><w14:noFill/></w14:textFill>"),
    "flat line": paragraph(b"SECRET", b"", b'<w:spacing w:line="1" w:lineRule="exact"/>'),
    "deleted": b'<w:p><w:del w:author="x"><w:r><w:delText>SECRET</w:delText></w:r></w:del></w:p>',
    "moved away": b"<w:p><w:moveFrom><w:r><w:t>SECRET</w:t></w:r></w:moveFrom></w:p>",
    "box left of the page": box(paragraph(b"SECRET"), position=at(-90_000_000)),
    "box below the page": box(paragraph(b"SECRET"), position=at(0, 30_000_000)),
    "box without size": box(paragraph(b"SECRET"), extent=b'cx="0" cy="0"'),
    "old box off the page": b'<w:p><w:r><w:pict><v:shape style="position:absolute;left:-2000pt;top:0"><v:textbox>'
    b"<w:txbxContent>" + paragraph(b"SECRET") + b"</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
    "frame off the page": paragraph(b"SECRET", b"", b'<w:framePr w:x="-30000" w:y="1"/>'),
    "hidden row": b"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>" + paragraph(b"SECRET") + b"</w:tc></w:tr></w:tbl>",
}


@pytest.mark.parametrize("how", HIDDEN)
def test_what_nobody_sees_in_word_is_reported_and_left_out(how):
    document = read(HIDDEN[how] + SEEN)
    assert document.text == "Seen words\n"
    assert [finding.message for finding in document.findings] == ["6 characters cannot be seen; they were not scored."]


def test_comments_are_reported_and_left_out():
    names = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    comments = b"<w:comments " + names + b"><w:comment>" + paragraph(b"SECRET") + b"</w:comment></w:comments>"
    document = read(SEEN, parts={"word/comments.xml": comments}, relations=[("rId1", "comments", "comments.xml")])
    assert document.text == "Seen words\n"
    assert [finding.code for finding in document.findings] == ["hidden_text"]


SHOWN = {
    "grey": paragraph(b"SHOWN", b'<w:color w:val="808080"/>'),
    "five points": paragraph(b"SHOWN", b'<w:sz w:val="10"/>'),
    "white on dark shading": paragraph(b"SHOWN", b'<w:color w:val="FFFFFF"/><w:shd w:fill="102030"/>'),
    "white in a dark cell": b'<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="203040"/></w:tcPr>'
    + paragraph(b"SHOWN", b'<w:color w:val="FFFFFF"/>')
    + b"</w:tc></w:tr></w:tbl>",
    "white highlighted": paragraph(b"SHOWN", b'<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>'),
    "white in a filled box": box(
        paragraph(b"SHOWN", b'<w:color w:val="FFFFFF"/>'), shape=b'<a:solidFill><a:srgbClr val="102030"/></a:solidFill>'
    ),
    "vanish switched off": paragraph(b"SHOWN", b'<w:rStyle w:val="Ghost"/><w:vanish w:val="0"/>'),
    "inserted": b"<w:p><w:ins><w:r><w:t>SHOWN</w:t></w:r></w:ins></w:p>",
    "moved here": b"<w:p><w:moveTo><w:r><w:t>SHOWN</w:t></w:r></w:moveTo></w:p>",
    "content control": b"<w:sdt><w:sdtContent>" + paragraph(b"SHOWN") + b"</w:sdtContent></w:sdt>",
    "hyperlink": b"<w:p><w:hyperlink><w:r><w:t>SHOWN</w:t></w:r></w:hyperlink></w:p>",
    "text box": box(paragraph(b"SHOWN"), position=at(100_000, 100_000)),
    "white on a banner": box(paragraph(b""), anchor=b'behindDoc="1"', shape=b"<a:gradFill/>")
    + paragraph(b"SHOWN", b'<w:color w:val="FFFFFF"/>'),
}


@pytest.mark.parametrize("how", SHOWN)
def test_what_people_see_in_word_is_text(how):
    document = read(SHOWN[how])
    assert (document.text, document.findings) == ("SHOWN\n", ())


def test_a_banner_is_no_place_for_an_essay():
    essay = paragraph(b"kubernetes " * 60, b'<w:color w:val="FFFFFF"/>')
    document = read(box(paragraph(b""), anchor=b'behindDoc="1"', shape=b"<a:gradFill/>") + essay + SEEN)
    assert document.text == "Seen words\n"


def test_a_field_shows_its_result_and_not_its_code():
    body = b"<w:p><w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t>result</w:t></w:r></w:p>"
    assert read(body).text == "result\n"


def test_the_prompt_of_an_empty_control_is_not_the_authors_text():
    body = (
        b"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + paragraph(b"Click here")
        + b"</w:sdtContent></w:sdt>"
    )
    assert read(body + SEEN).text == "Seen words\n"


def test_rows_of_single_lines_stay_lines_and_layout_tables_are_read_cell_by_cell():
    def row(*cells):
        return b"<w:tr>" + b"".join(b"<w:tc>" + cell + b"</w:tc>" for cell in cells) + b"</w:tr>"

    simple = b"<w:tbl>" + row(paragraph(b"Engineer"), paragraph(b"2019 - 2021")) + b"</w:tbl>"
    assert read(simple).text == "Engineer  2019 - 2021\n"
    layout = b"<w:tbl>" + row(paragraph(b"a") + paragraph(b"b"), paragraph(b"c") + paragraph(b"d")) + b"</w:tbl>"
    assert read(layout).text == "a\nb\nc\nd\n"


def part(tag, text):
    names = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return b"<w:%s %s>%s</w:%s>" % (tag, names, paragraph(text), tag)


def test_headers_and_footers_are_read_when_they_are_printed_and_only_then():
    section = (
        b'<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:headerReference w:type="first" r:id="rId2"/>'
        b'<w:headerReference w:type="even" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/></w:sectPr>'
    )
    parts = {f"word/header{number}.xml": part(b"hdr", b"head %d" % number) for number in (1, 2, 3, 9)}
    parts["word/footer1.xml"] = part(b"ftr", b"foot")
    relations = [(f"rId{number}", "header", f"header{number}.xml") for number in (1, 2, 3)]
    relations.append(("rId4", "footer", "footer1.xml"))
    document = read(SEEN, parts=parts, relations=relations, section=section)
    assert document.text == "head 1\n\nSeen words\n\nfoot\n"
    first = section.replace(b"</w:sectPr>", b"<w:titlePg/></w:sectPr>")
    assert "head 2" in read(SEEN, parts=parts, relations=relations, section=first).text


def test_only_notes_that_are_referred_to_are_read():
    names = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = (
        b"<w:footnotes "
        + names
        + b">"
        + b"".join(
            b'<w:footnote w:id="%d">%s</w:footnote>' % (number, paragraph(b"note %d" % number)) for number in (1, 2)
        )
        + b"</w:footnotes>"
    )
    body = b'<w:p><w:r><w:t>Seen words</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    document = read(body, parts={"word/footnotes.xml": notes}, relations=[("rId1", "footnotes", "footnotes.xml")])
    assert document.text == "Seen words\n\nnote 2\n"


def test_tabs_breaks_symbols_and_hyphens_are_kept():
    body = (
        b"<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>"
        b'<w:p><w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t> item</w:t></w:r></w:p>'
    )
    assert read(body).text == "a  b\nc-d\n• item\n"


def test_numbered_paragraphs_are_list_items_unless_the_number_is_switched_off():
    numbered = b'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>'
    style = b'<w:pStyle w:val="ListBullet"/>'
    body = (
        paragraph(b"one", b"", numbered % 3)
        + paragraph(b"two", b"", style)
        + paragraph(b"three", b"", style + numbered % 0)
    )
    assert read(body).text == "• one\n• two\n\nthree\n"
