# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.reading.cleaning import clean, is_mixed_script, visible_characters
from service.reading.hyphens import join_hyphenated


def text(source):
    return clean(source)[0]


def codes(source):
    return [finding.code for finding in clean(source)[1]]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("e\ufb03cient \ufb01t \ufb02ow", "efficient fit flow"),
        ("soft\u00adware", "software"),
        ("x\u200by \ufeffz", "xy z"),
        ("\ue0a1 phone (cid:12)\uf095", "phone"),
        ("𝗣𝘆𝘁𝗵𝗼𝗻 Ｐｙｔｈｏｎ Ⓟython", "Python Python Python"),
        ("cafe\u0301", "café"),
        ("a\u00a0b\u2003c", "a b c"),
        ("½ ² ™ … µ ª", "½ ² ™ … µ ª"),
        ("a\x00b\x07c", "a b c"),
    ],
)
def test_characters_that_only_look_different_are_written_one_way(source, expected):
    assert text(source) == expected + "\n"


@pytest.mark.parametrize("bullet", "•●▪■◦‣·○◆➢➤►▶✓-–*+\uf0b7\uf0a7")
def test_every_bullet_is_written_one_way(bullet):
    assert text(f"{bullet} item\n  {bullet}\tother") == "• item\n• other\n"


@pytest.mark.parametrize("source", ["-5 degrees", "C++ dev", "*starred", "+49 30 1234", "o brother", "a - b"])
def test_signs_that_are_no_bullets_stay(source):
    assert text(source) == source + "\n"


def test_a_bullet_alone_on_its_line_takes_the_next_line():
    assert text("•\nitem\n•\n") == "• item\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Engineer\t\tJan 2020 – Present", "Engineer  Jan 2020 – Present"),
        ("Engineer      2019", "Engineer  2019"),
        ("Engineer  03/2019 - 11/2021", "Engineer  03/2019 - 11/2021"),
        ("One sentence.  Another", "One sentence. Another"),
        ("a      b", "a  b"),
        ("  x  \n\n\n\n  y  ", "x\n\ny"),
    ],
)
def test_spaces_collapse_but_dates_and_cells_keep_their_distance(source, expected):
    assert text(source) == expected + "\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("soft-\nware", "software"),
        ("develop-\nment of", "development of"),
        ("real-\ntime", "real-time"),
        ("data-\ndriven", "data-driven"),
        ("cross-\nfunctional", "cross-functional"),
        ("opti\u00ad\nmised", "optimised"),
        ("infra-\nstructure", "infrastructure"),
        ("state-of-\nthe-art", "state-of-\nthe-art"),
        ("ca-\nche and read-through ca-\nches", "cache and read-through caches"),
        ("low-latency and low-\nlatency", "low-latency and low-latency"),
        ("2019-\npresent", "2019-\npresent"),
        ("Anne-\nMarie", "Anne-\nMarie"),
    ],
)
def test_words_broken_at_line_ends_are_joined(source, expected):
    assert join_hyphenated(source) == expected


@pytest.mark.parametrize("trick", ["Py\u200bthon", "Py\u2060thon", "\u202enohtyP\u202c", "x\U000e0050\U000e0079"])
def test_tricks_are_removed_and_reported(trick):
    assert codes(trick) == ["unicode_tricks"]
    assert text(trick).isascii()


@pytest.mark.parametrize(
    "honest",
    [
        "می\u200cخواهم",
        "क्\u200dष",
        "שלום\u200f abc",
        "🏴\U000e0067\U000e0062\U000e007f",
        "\ufeffstart",
        "well\u00adknown",
        "❤\ufe0f",
        "x \u200b y",
    ],
)
def test_real_use_of_invisible_characters_is_no_trick(honest):
    assert "unicode_tricks" not in codes(honest)


@pytest.mark.parametrize("word", ["Pythоn", "Jаva", "Κubernetes", "Dоcker"])
def test_words_of_mixed_alphabets_are_flagged(word):
    assert is_mixed_script(word)
    assert codes(word) == ["mixed_script"]


@pytest.mark.parametrize(
    "word",
    [
        "Python",
        "разработчик",
        "Java-разработчик",
        "Ελλάδα",
        "µm",
        "naïve",
        "Łódź",
        "مهندس",
        "工程师AI",
        "हिन्दी",
        "гуглитьX",
    ],
)
def test_words_of_one_alphabet_are_not_flagged(word):
    assert codes(word) == []


@given(st.text(max_size=300))
def test_cleaning_never_fails_and_cleaning_again_moves_no_word(source):
    once = text(source)
    assert [line.split() for line in text(once).split("\n")] == [line.split() for line in once.split("\n")]


@example("aa-\na\xada")
@example("aa-\na\u200ba")
@given(st.text(alphabet="ab-\n \t•.\u00ad\u200b\uf0b7o2", max_size=80))
def test_cleaning_is_stable_around_bullets_hyphens_and_spaces(source):
    once = text(source)
    assert [line.split() for line in text(once).split("\n")] == [line.split() for line in once.split("\n")]
    assert "\n\n\n" not in once
    assert not once.startswith("\n")


@pytest.mark.parametrize(
    "source",
    [
        "Mar 2019 –\nAug 2021",
        "Mar 2019\n– Aug 2021",
        "Mar 2019\n–\nAug 2021",
        "Mar 2019 \n\n –\u00a0Aug 2021",
        "  Mar 2019  –  \n  Aug 2021",
    ],
)
def test_a_range_of_dates_broken_over_lines_is_one_line(source):
    assert text(f"{source}\nMLOps Engineer").split("\n")[0].split() == ["Mar", "2019", "–", "Aug", "2021"]
    assert text(source) == text(text(source))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("03/2019 -\npresent\nHexworks", "03/2019 - present\nHexworks\n"),
        ("Mar 2019\nto\nAug 2021", "Mar 2019 to Aug 2021\n"),
        ("From: Mar 2019\nTo: Aug 2021", "From: Mar 2019 To: Aug 2021\n"),
    ],
)
def test_a_broken_range_is_joined_whatever_joins_its_dates(source, expected):
    assert text(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("- 2019\n- 2020", "• 2019\n• 2020\n"),
        ("Sales of 2019\n- 2020 was better", "Sales of 2019\n• 2020 was better\n"),
        ("Awards of 2019\n- 2020, best paper", "Awards of 2019\n• 2020, best paper\n"),
        ("Since 2021\n- May 2018", "Since 2021\n• May 2018\n"),
        ("2021 –\n2018 – 2021", "2021 –\n2018 – 2021\n"),
        ("2021 –\n2022 – 2023", "2021 –\n2022 – 2023\n"),
        ("Jan 2019\n- now in charge of all", "Jan 2019\n• now in charge of all\n"),
    ],
)
def test_other_lines_that_start_with_a_year_stay(source, expected):
    assert text(source) == expected


def test_a_list_that_begins_the_text_is_read_like_any_other():
    assert text("• Python\no Airflow") == "• Python\n• Airflow\n"
    assert text("Skills\n• Python\no Airflow") == "Skills\n• Python\n• Airflow\n"


def test_visible_characters_are_those_that_are_not_white_space():
    assert visible_characters(" a b\n c ") == 3


@pytest.mark.parametrize(
    "unit",
    [
        " ",
        "\t",
        "-\n",
        "a-\n",
        "•\n",
        "\u200b",
        "(cid:",
        "\n",
        "o ",
        "e\u0301",
        "a\u00ad\n",
        "\t2020 ",
        "  jan ",
        "2019 -\n",
        "2019\n- ",
        "2019\nto\n",
    ],
)
def test_cleaning_takes_linear_time(unit):
    import time

    started = time.process_time()
    clean(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 2


def test_blank_lines_between_any_two_lines_are_left_out_and_longer_gaps_are_kept():
    lines = [f"Line {number}" for number in range(30)]
    source = "\n".join(lines[:10]) + "\n\n" + "\n".join(lines[10:]) + "\n"
    assert text(source.replace("\n", "\n\n")) == source
    assert text(source.replace("\n", "\n \n")) == source
    assert text("\n\n".join(lines[:5])) == "\n\n".join(lines[:5]) + "\n"


def test_paragraphs_keep_their_blank_lines():
    source = "".join(f"Heading {number}\nIts text\n\n" for number in range(20)).strip() + "\n"
    assert text(source) == source


def test_words_two_spaces_apart_throughout_stand_one_apart():
    source = "Performance Marketing Specialist\nFrom Leeds, since 2019  Mar 2024\n"
    assert text(source.replace(" ", "  ")) == source
    assert text(source) == source
