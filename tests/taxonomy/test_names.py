"""Tokens and ids: one way of reading names for skills, documents and resumes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taxonomy.names import BREAKS, lower, phrase, slug, title_from_slug, tokenize

_many = settings(max_examples=1000, deadline=None, derandomize=True, database=None)


@_many
@given(st.text(max_size=200))
def test_every_token_stands_where_it_says_in_lower_case(text: str) -> None:
    tokens = tokenize(text)
    assert [lower(text[start:end]) for start, end in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words


@_many
@given(st.text(max_size=200))
def test_tokens_stand_in_order_and_do_not_overlap(text: str) -> None:
    tokens = tokenize(text)
    assert all(end <= start for end, start in zip(tokens.ends, tokens.starts[1:], strict=False))


@_many
@given(st.text(max_size=200))
def test_lower_case_never_moves_an_offset(text: str) -> None:
    assert len(lower(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C++, C# and F#", ["c++", ",", "c#", "and", "f#"]),
        (".NET Core", [".net", "core"]),
        ("ASP.NET", ["asp", "net"]),
        ("C/C++", ["c", "c++"]),
        ("A/B tests", ["a", "b", "tests"]),
        ("scikit-learn", ["scikit", "learn"]),
        ("scikit_learn", ["scikit", "learn"]),
        ("Node.js", ["node", "js"]),
        ("R&D", ["r", "d"]),
        ("Python 3.11.", ["python", "3", "11", "."]),
        ("Python.\nJava", ["python", ".", "\n", "java"]),
        ("10+ years", ["10+", "years"]),
        ("“Go”", ["“", "go", "”"]),
        ("", []),
    ],
)
def test_a_text_is_split_into_the_tokens_that_people_mean(text: str, words: list[str]) -> None:
    assert tokenize(text).words == words


def test_a_name_is_one_phrase_however_its_words_are_joined() -> None:
    assert {phrase(name) for name in ("scikit-learn", "Scikit Learn", "scikit_learn", "SCIKIT/LEARN")} == {
        "scikit learn"
    }


def test_a_phrase_holds_no_breaks() -> None:
    assert not set(phrase("Google Cloud (GCP), and: more; (R)!").split()) & BREAKS


def test_lines_are_counted_by_their_ends() -> None:
    assert tokenize("a\nb c\n\nd").lines == [0, 0, 1, 1, 1, 2, 3]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("C++", "cplusplus"),
        ("C#", "csharp"),
        ("A/B Testing", "a-b-testing"),
        ("R&D", "r-and-d"),
        ("  Data  Lake ", "data-lake"),
        ("Ünïcode", "n-code"),
        ("", ""),
    ],
)
def test_an_id_is_made_of_plain_letters_digits_and_hyphens(name: str, expected: str) -> None:
    assert slug(name) == expected


@_many
@given(st.text(max_size=60))
def test_the_id_of_an_id_is_itself(name: str) -> None:
    assert slug(slug(name)) == slug(name)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("production-ai-engineer", "Production AI Engineer"),
        ("ml_devops_manager", "ML DevOps Manager"),
        ("data engineer azure", "Data Engineer Azure"),
    ],
)
def test_a_file_name_becomes_a_readable_title(name: str, title: str) -> None:
    assert title_from_slug(name) == title
