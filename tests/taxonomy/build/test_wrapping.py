"""Text that paper or a narrow window has broken is read as its writer meant it."""

import pytest

from taxonomy.build import build_role
from taxonomy.build.builder import Source
from taxonomy.build.wrapping import unbroken

_WRAPPED = """\
To run a caseload of sales, purchases and leases from instruction to
completion and to keep every client and every agent informed about it,
with some support from the paralegals of the other departments and
offices whenever the work of a week is more than one person can do.
"""


def test_a_wrapped_sentence_is_one_line_again() -> None:
    assert unbroken(_WRAPPED).count("\n") == 1


def test_a_word_divided_at_the_end_of_a_line_is_whole_again() -> None:
    assert "remortgages" in unbroken("Sales, purchases and re-\nmortgages from instruction")


def test_a_hyphen_between_two_words_stays() -> None:
    assert "real-\ntime" in unbroken("Systems for real-\ntime trading")


def test_page_numbers_and_what_stands_on_every_page_are_gone() -> None:
    page = "Python and SQL\nPage {} of 2\nMarlowe LLP is regulated by nobody\n"
    assert "Marlowe" not in unbroken(page.format(1) + page.format(2))


def test_a_line_said_twice_away_from_page_numbers_stays() -> None:
    text = "Python is a must\nJava\nGo\nPython is a must\n"
    assert unbroken(text) == text


@pytest.mark.parametrize("text", [_WRAPPED, "re-\nmortgages", "Hiring #rails #python", "a\nPage 1\nb\n", "", "\n\n"])
def test_the_text_keeps_its_length(text: str) -> None:
    assert len(unbroken(text)) == len(text)


def test_lines_of_a_list_are_not_run_together() -> None:
    text = "plan and run usability tests with users\npresent what was found to ministers\n" * 3
    assert unbroken(text) == text


def test_hash_tags_ask_for_nothing() -> None:
    role, _ = build_role(Source("post", "We're hiring! Rails developer, remote. You: Ruby on Rails. #hiring #python"))
    assert {item.skill_id for item in role.requirements}.isdisjoint({"python"})
