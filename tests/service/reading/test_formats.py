import base64
import codecs
import json

import pytest

from service.reading import ReadingError, ReadingLimits, read_in_process
from tests.service.reading import documents, hostile


def read(data, name, **limits):
    return read_in_process(data, name=name, limits=ReadingLimits(**limits))


def codes(document):
    return {finding.code for finding in document.findings}


def code_of(data, name=None, media_type=None):
    with pytest.raises(ReadingError) as caught:
        read_in_process(data, name=name, media_type=media_type)
    assert caught.value.message.endswith(".")
    return caught.value.code


@pytest.mark.parametrize("ending", documents.FORMATS)
def test_the_same_resume_has_the_same_words_in_every_format(ending):
    plain = read(documents.as_text(), "a.txt").text
    assert documents.words(read(documents.FORMATS[ending](), "a." + ending).text) == documents.words(plain)


@pytest.mark.parametrize("ending", [ending for ending in documents.FORMATS if ending != "pdf"])
def test_formats_without_geometry_give_the_very_same_text(ending):
    assert read(documents.FORMATS[ending](), "a." + ending).text == read(documents.as_text(), "a.txt").text


def test_a_clean_resume_has_no_findings():
    assert [read(make(), "a." + ending).findings for ending, make in documents.FORMATS.items()] == [()] * 7


@pytest.mark.parametrize("ending", documents.FORMATS)
def test_reading_twice_gives_equal_documents(ending):
    data = documents.FORMATS[ending]()
    assert read(data, "a." + ending) == read(data, "a." + ending)


# ---- sniffing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["pdf", "docx", "odt", "rtf", "html"])
def test_the_content_tells_the_kind_without_a_name(ending):
    data = documents.FORMATS[ending]()
    assert read_in_process(data).media_type == read(data, "a." + ending).media_type


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("docx", "cv.pdf"),
        ("pdf", "cv.docx"),
        ("pdf", "cv.txt"),
        ("txt", "cv.pdf"),
        ("txt", "cv.docx"),
        ("html", "cv.pdf"),
        ("odt", "cv.docx"),
    ],
)
def test_a_name_that_contradicts_the_content_is_a_named_problem(content, name):
    assert code_of(documents.FORMATS[content](), name) == "unsupported-media-type"


def test_a_declared_type_counts_where_the_name_says_nothing():
    assert read_in_process(b"# Ada\n\n**bold**", media_type="text/markdown; charset=utf-8").text == "Ada\nbold\n"
    assert code_of(b"plain words", media_type="application/pdf") == "unsupported-media-type"


def test_rich_text_and_word_under_the_old_ending_are_read():
    assert read(documents.as_rtf(), "cv.doc").text == read(documents.as_docx(), "cv.doc").text


def test_binary_rubbish_is_no_text():
    assert code_of(bytes(range(256)) * 20, "cv.txt") == "unsupported-media-type"
    assert code_of(b"\x7fELF" + bytes(5000)) == "unsupported-media-type"


def test_old_word_files_are_named_and_protected_ones_too():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert code_of(ole, "cv.doc") == "unsupported-media-type"
    assert code_of(ole + "EncryptedPackage".encode("utf-16-le"), "cv.docx") == "document-encrypted"


@pytest.mark.parametrize("name", ["cv.txt", "cv.docx", "cv.pdf", None])
def test_nothing_is_document_empty(name):
    assert code_of(b"", name) == "document-empty"


@pytest.mark.parametrize(
    ("data", "name"), [(b" \n\t\n", "a.txt"), (hostile.docx(b"<w:p/>"), "a.docx"), (b"<html><p></html>", "a.html")]
)
def test_white_space_is_document_empty(data, name):
    assert code_of(data, name) == "document-empty"


def test_too_many_bytes_are_refused_before_anything_else():
    with pytest.raises(ReadingError) as caught:
        read(b"x" * 101, "a.pdf", max_bytes=100)
    assert caught.value.code == "document-too-large"


def test_text_beyond_the_limit_is_cut_at_a_line_end_and_said_so():
    document = read(b"one line of words\n" * 100, "a.txt", max_characters=500)
    assert len(document.text) <= 500
    assert document.text.endswith("words\n")
    assert codes(document) == {"truncated"}


def test_the_digest_names_the_bytes():
    assert read(b"x", "a.txt").digest == "sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"


# ---- plain text --------------------------------------------------------------------------------------------

SENTENCE = "Résumé of Zoë Łukasz – 5 years"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_detected(encoding):
    assert read((SENTENCE * 3).encode(encoding), "a.txt").text == SENTENCE * 3 + "\n"


def test_windows_1252_is_the_fallback():
    assert read("Café – “naïve” Müller €".encode("cp1252"), "a.txt").text == "Café – “naïve” Müller €\n"


def test_cyrillic_in_a_single_byte_encoding_is_recognised():
    text = "Инженер по машинному обучению, разработка моделей и сервисов. " * 10
    assert "машинному обучению" in read(text.encode("cp1251"), "a.txt").text


def test_a_text_that_is_cut_in_its_last_letter_is_still_utf_8():
    assert read("Zoë ë".encode()[:-1], "a.txt").text == "Zoë\n"


def test_bom_and_line_ends_leave_nothing_behind():
    assert read(codecs.BOM_UTF8 + b"a\r\nb\rc\x0bd", "a.txt").text == "a\nb\nc\nd\n"


# ---- Markdown ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**bold** and *light* and ***both***", "bold and light and both"),
        ("`code` and ``a ` b``", "code and a ` b"),
        ("[words](https://example.org/x) ![alt](a.png)", "words alt"),
        ("<https://example.org/x> <me@example.org>", "https://example.org/x me@example.org"),
        ("snake_case_name and 5*3*2 and C++ and a_b", "snake_case_name and 5*3*2 and C++ and a_b"),
        (r"C\# and \*not\* bold", "C# and *not* bold"),
        ("# Title #\n\ntext", "Title\ntext"),
        ("Title\n=====\ntext", "Title\ntext"),
        ("1. one\n2) two\n+ three\n- [x] four", "• one\n• two\n• three\n• four"),
        ("- [x] one\n- [ ] two", "• one\n• ☐ two"),
        ("| a | b |\n|---|:-:|\n| c | d |", "a  b\nc  d"),
        ("---\ntitle: x\n---\ntext", "text"),
        ("one\ntwo  \nthree", "one two\nthree"),
        ("<!-- gone --> AT&amp;T <br> x", "AT&T x"),
        ("- a\n  b\n- c", "• a b\n• c"),
        ("~~old~~ __new__", "old new"),
    ],
)
def test_markdown_marks_are_not_text(source, text):
    assert read(source.encode(), "a.md").text == text + "\n"


# ---- HTML --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display:none'>SECRET</p>",
        "<p style='visibility: hidden'>SECRET</p>",
        "<p hidden>SECRET</p>",
        "<p aria-hidden=true>SECRET</p>",
        "<p style='font-size:0'>SECRET</p>",
        "<p style='font-size:1px'>SECRET</p>",
        "<p style='color:#fff'>SECRET</p>",
        "<p style='color: rgb(254, 254, 254) !important'>SECRET</p>",
        "<p style='color:transparent'>SECRET</p>",
        "<p style='opacity:0'>SECRET</p>",
        "<p style='position:absolute;left:-9999px'>SECRET</p>",
        "<p style='text-indent:-9999px'>SECRET</p>",
        "<p style='height:1px;overflow:hidden'>SECRET</p>",
        "<p style='clip: rect(0, 0, 0, 0)'>SECRET</p>",
        "<style>.x {display:none}</style><p class='a x'>SECRET</p>",
        "<style>#x {color:white}</style><div id=x><b>SECRET</b></div>",
    ],
)
def test_html_that_cannot_be_seen_is_reported_and_left_out(hidden):
    document = read(f"<html><body><p>Seen words</p>{hidden}</body></html>".encode(), "a.html")
    assert document.text == "Seen words\n"
    assert [finding.message for finding in document.findings] == ["6 characters cannot be seen; they were not scored."]


@pytest.mark.parametrize(
    "shown",
    [
        "<div style='background:#123456'><p style='color:white'>SHOWN</p></div>",
        "<p style='color:#777'>SHOWN</p>",
        "<div style='visibility:hidden'><p style='visibility:visible'>SHOWN</p></div>",
        "<p style='opacity:0.8;font-size:9px'>SHOWN</p>",
        "<style>.dark{background:rgb(10,10,40)}</style><div class=dark style='color:#fff'>SHOWN</div>",
    ],
)
def test_html_that_can_be_seen_is_text(shown):
    document = read(f"<html><body>{shown}</body></html>".encode(), "a.html")
    assert (document.text, document.findings) == ("SHOWN\n", ())


def test_scripts_styles_and_navigation_are_neither_text_nor_findings():
    source = (
        b"<html><head><title>t</title></head><nav>Home</nav><script>let x='<p>no</p>'</script><style>p{}</style><p>yes"
    )
    document = read(source, "a.html")
    assert (document.text, document.findings) == ("yes\n", ())


def test_html_declares_its_encoding():
    assert read("<meta charset=iso-8859-2><p>Łukasz".encode("iso-8859-2"), "a.html").text == "Łukasz\n"


# ---- JSON Resume -------------------------------------------------------------------------------------------

JSON_RESUME = {
    "basics": {"name": "Ada Brightwater", "label": "Engineer", "summary": "Builds things.", "email": "ada@example.org"},
    "work": [
        {"name": "Northlight", "position": "Engineer", "startDate": "2021-03-01", "highlights": ["Used Kubernetes"]},
        {"name": "Fernhill", "position": "Analyst", "startDate": "2017", "endDate": "2021-02", "summary": "Wrote SQL."},
    ],
    "education": [{"institution": "TU", "studyType": "MSc", "area": "CS", "endDate": "2017-06-30", "score": 1.3}],
    "skills": [{"name": "Languages", "level": "Expert", "keywords": ["Python", "C++"]}],
    "languages": [{"language": "German", "fluency": "native"}],
}


def test_a_json_resume_is_written_like_a_typed_one():
    text = read(json.dumps(JSON_RESUME).encode(), "a.json").text
    assert text == (
        "Ada Brightwater\nEngineer\nada@example.org\n\nSummary\nBuilds things.\n\nExperience\n\n"
        "Engineer, Northlight  Mar 2021 – Present\n• Used Kubernetes\n\n"
        "Analyst, Fernhill  2017 – Feb 2021\nWrote SQL.\n\n"
        "Education\n\nMSc in CS, TU  Jun 2017\n\nSkills\n• Languages (Expert): Python, C++\n\n"
        "Languages\n• German (native)\n"
    )


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"work": {}}, "/work must be a list"),
        ({"work": [{"highlights": "x"}]}, "/work/0/highlights must be a list"),
        ({"work": [{"highlights": [1]}]}, "/work/0/highlights/0 must be a text"),
        ({"basics": {"name": 7}}, "/basics/name must be a text"),
        ({"basics": {"location": "Berlin"}}, "/basics/location must be an object"),
        ({"skills": [3]}, "/skills/0 must be an object"),
    ],
)
def test_a_wrong_json_resume_names_the_place(change, pointer):
    with pytest.raises(ReadingError) as caught:
        read(json.dumps(JSON_RESUME | change).encode(), "a.json")
    assert caught.value.code == "document-corrupt"
    assert pointer in caught.value.message


@pytest.mark.parametrize("source", ["{", "[]", "{}", '{"a": 1}', "[" * 100_000])
def test_json_that_is_no_resume_is_a_named_problem(source):
    assert code_of(source.encode(), "a.json") == "document-corrupt"


# ---- RTF and ODT -------------------------------------------------------------------------------------------


def test_rtf_knows_code_pages_unicode_and_hidden_text():
    source = (
        rb"{\rtf1\ansi\ansicpg1250\uc1{\fonttbl{\f0\fcharset204 A;}{\f1\fcharset0 B;}}"
        rb"{\colortbl;\red255\green255\blue255;}"
        rb"{\info{\author SECRET}}\f1 Caf\'e9 \u8364? {\f0 \'cf\'f0\'e8} {\v SECRET}{\cf1 SECRET}{\fs4 SECRET}"
        rb"{\*\unknown SECRET}\par next\~line\bin3 )))end}"
    )
    document = read(source, "a.rtf")
    assert document.text == "Café € При\nnext lineend\n"
    assert [finding.message for finding in document.findings] == ["18 characters cannot be seen; they were not scored."]


def test_odt_leaves_out_hidden_white_tiny_and_deleted_text():
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {look}/></style:style>'
        for name, look in (
            ("H", 'text:display="none"'),
            ("W", 'fo:color="#ffffff"'),
            ("T", 'fo:font-size="1pt"'),
            ("D", 'fo:color="#ffffff" fo:background-color="#000000"'),
        )
    )
    spans = "".join(f'<text:span text:style-name="{name}">SECRET</text:span>' for name in "HWT")
    body = (
        f"<text:tracked-changes><text:p>DELETED</text:p></text:tracked-changes><text:p>Seen {spans}"
        '<text:span text:style-name="D">shown</text:span><text:s text:c="3"/>end</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell>"
        "<text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )
    document = read(documents.odt(body, styles), "a.odt")
    assert document.text == "Seen shown  end\na  b\n"
    assert [finding.message for finding in document.findings] == ["18 characters cannot be seen; they were not scored."]


# ---- pictures ----------------------------------------------------------------------------------------------

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_a_picture_without_tesseract_is_document_image_only(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert code_of(PNG, "scan.png") == "document-image-only"
    assert code_of(PNG, "scan.jpg") == "document-image-only"
    assert code_of(PNG, "scan.pdf") == "unsupported-media-type"
