"""Skill figures count every skill of every case once."""

import math

import pytest

from service.evaluation.skills import SkillAnswer, skill_estimates


def answer(expected: str, found: str, *unknown: str) -> SkillAnswer:
    return SkillAnswer(frozenset(expected), frozenset(found), unknown)


def test_precision_recall_and_f1_are_over_all_cases() -> None:
    found = skill_estimates([answer("abc", "ab"), answer("d", "dx", "no such skill")], 50)
    assert found["precision"].value == pytest.approx(3 / 4)
    assert found["recall"].value == pytest.approx(3 / 5)
    assert found["f1"].value == pytest.approx(2 * 3 / (4 + 5))


def test_an_expected_name_that_the_taxonomy_lacks_is_missed_not_ignored() -> None:
    assert skill_estimates([answer("a", "a", "cobol for cats")], 10)["recall"].value == 0.5


def test_without_any_found_skill_precision_is_unknown() -> None:
    found = skill_estimates([answer("a", "")], 10)
    assert math.isnan(found["precision"].value)
    assert found["recall"].value == 0
