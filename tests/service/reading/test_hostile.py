import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.reading import Reader, ReadingError, read_in_process
from service.reading.pdf.tokens import operations
from service.reading.problems import READING_CODES, BudgetExceeded
from tests.service.reading import documents, hostile


@pytest.fixture(scope="module")
def reader():
    with Reader(workers=1) as shared:
        yield shared


@pytest.mark.parametrize("name", hostile.PDF_BOMBS)
def test_no_pdf_bomb_takes_long_or_ends_without_an_answer(reader, name):
    survive(reader, hostile.PDF_BOMBS[name](), "a.pdf")


@pytest.mark.parametrize("name", hostile.DOCX_BOMBS)
def test_no_docx_bomb_takes_long_or_ends_without_an_answer(reader, name):
    survive(reader, hostile.DOCX_BOMBS[name](), "a.docx")


def survive(reader, data, name):
    before = reader.processes()
    started = time.monotonic()
    try:
        assert len(reader.read(data, name=name).text) <= 200_000
    except ReadingError as error:
        assert error.code in READING_CODES  # noqa: PT017 - a text or a named problem: both are answers
        assert error.code != "parse-timeout"  # noqa: PT017
    assert time.monotonic() - started < 10
    assert set(before) & set(reader.processes()), "the worker that read it still lives"


def test_there_are_as_many_bombs_as_the_research_had():
    assert (len(hostile.PDF_BOMBS), len(hostile.DOCX_BOMBS)) == (45, 21)


def answer(data, name):
    """Read in this process: anything but a document or a named problem is a failure."""
    try:
        return read_in_process(data, name=name).text
    except ReadingError as error:
        return error.code


SEEDS = {ending: make() for ending, make in documents.FORMATS.items()}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ending=st.sampled_from(sorted(SEEDS)), seed=st.integers(0, 2**32), changes=st.integers(1, 30))
def test_damaged_files_get_an_answer(ending, seed, changes):
    chance = random.Random(seed)  # noqa: S311 - repeatable
    data = bytearray(SEEDS[ending])
    for _ in range(changes):
        place = chance.randrange(len(data))
        action = chance.randrange(4)
        if action == 0:
            data[place] = chance.randrange(256)
        elif action == 1:
            del data[place : place + chance.randrange(1, 40)]
        elif action == 2:
            data[place:place] = data[: chance.randrange(1, 60)]
        else:
            data[place : place + 4] = chance.choice([b"\0\0\0\0", b"9999", b"<<>>", b"-1 0", b"\xff\xff\xff\xff"])
        if not data:
            break
    assert answer(bytes(data), "a." + ending)


@settings(max_examples=60, deadline=None)
@given(ending=st.sampled_from(["txt", "md", "html", "rtf", "json"]), data=st.binary(max_size=300))
def test_any_bytes_get_an_answer_as_text(ending, data):
    assert answer(data, "a." + ending)


MARKUP = [
    "<p",
    ">",
    "</p>",
    "<table>",
    "<tr>",
    "<td>",
    "<li>",
    "<style>",
    ".a{",
    "}",
    "<!--",
    "-->",
    "&amp",
    "\x00",
    "x",
    " ",
    "{",
    "\\par",
    "\\u8364?",
    "\\'e9",
    "**",
    "[a](",
    ")",
    "|",
    "- ",
    "\n",
    "# ",
]


@settings(max_examples=150, deadline=None)
@given(ending=st.sampled_from(["md", "html", "rtf"]), parts=st.lists(st.sampled_from(MARKUP), max_size=60))
def test_any_markup_gets_an_answer(ending, parts):
    prefix = "{\\rtf1 " if ending == "rtf" else ""
    assert answer((prefix + "".join(parts)).encode(), "a." + ending)


TOKENS = [
    b"BT",
    b"ET",
    b"Tj",
    b"TJ",
    b"Tf",
    b"Tm",
    b"cm",
    b"q",
    b"Q",
    b"Do",
    b"re",
    b"f",
    b"W",
    b"n",
    b"BDC",
    b"EMC",
    b"BI",
    b"ID",
    b"EI",
    b"(a)",
    b"(",
    b")",
    b"[",
    b"]",
    b"<<",
    b">>",
    b"<4",
    b"/F1",
    b"/X0",
    b"1",
    b"-.5",
    b"--3",
    b"12-3",
    b"%c\n",
    b"sc",
    b"rg",
    b"gs",
    b"'",
    b'"',
    b"true",
]


@settings(max_examples=200, deadline=None)
@given(parts=st.lists(st.sampled_from(TOKENS), max_size=80), joint=st.sampled_from([b" ", b"", b"\n"]))
def test_any_content_stream_gets_an_answer(parts, joint):
    content = b"/F1 12 Tf " + joint.join(parts)
    list(operations(content, frozenset(TOKENS)))
    assert answer(hostile.pdf(hostile.one_page(hostile.stream(content))), "a.pdf")


def test_too_many_operators_are_refused_and_not_dropped():
    with pytest.raises(BudgetExceeded):
        for _ in operations(b"q " * 2_000_000, {b"q"}):
            pass


@pytest.mark.parametrize(
    "unit", ["<p>", "<div>", "<b", "&", "<!--", "<td>", "<style>", "<li><ul>", "</p>", "<p hidden>", "<a href='"]
)
def test_html_of_one_thing_repeated_takes_little_time(unit):
    started = time.process_time()
    answer((unit * (100_000 // len(unit))).encode(), "a.html")
    assert time.process_time() - started < 4


@pytest.mark.parametrize(
    "unit", ["*", "_", "[", "`", "![", "<", "**a ", "[a](", "\\", "|", "- ", "> ", "~~", "_a", "(", "<a"]
)
def test_markdown_of_one_thing_repeated_takes_little_time(unit):
    started = time.process_time()
    answer((unit * (20_000 // len(unit))).encode(), "a.md")
    assert time.process_time() - started < 4
