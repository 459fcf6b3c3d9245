"""Measures say what their names say, and their intervals are the same for ever."""

import math

import numpy as np
import pytest
from sklearn.metrics import f1_score, roc_auc_score

from service.evaluation.answers import Answers, Ranking, answers
from service.evaluation.measures import estimates, values

RIGHT = [("a",), ("a",), ("b",), ("c", "b"), (), ()]


def told(*rankings: tuple[str, float]) -> Answers:
    """Answers to RIGHT from rankings written as letters, best first."""
    return answers([Ranking(tuple(letters), confidence) for letters, confidence in rankings], RIGHT)


def mixed() -> Answers:
    return told(("abc", 9), ("bca", 5), ("bac", 7), ("bca", 4), ("abc", 3), ("cab", 6))


def test_top_k_counts_the_first_right_role_and_leaves_cases_without_role_out() -> None:
    found = values(mixed())
    assert found["top_1"] == 3 / 4
    assert found["top_3"] == 1


def test_mrr_is_the_mean_of_one_over_the_place() -> None:
    assert values(mixed())["mrr"] == pytest.approx((1 + 1 / 3 + 1 + 1) / 4)


def test_macro_top_1_counts_each_label_alike() -> None:
    assert values(mixed())["macro_top_1"] == pytest.approx((1 / 2 + 1 + 1) / 3)


def test_macro_f1_is_that_of_scikit_learn() -> None:
    expected = f1_score(["a", "a", "b", "b"], ["a", "b", "b", "b"], labels=["a", "b"], average="macro")
    assert values(mixed())["macro_f1"] == pytest.approx(expected)


def test_auc_is_that_of_scikit_learn_with_ties() -> None:
    some = told(("abc", 9), ("bca", 5), ("bac", 6), ("bca", 4), ("abc", 5), ("cab", 6))
    assert values(some)["in_out_auc"] == pytest.approx(roc_auc_score([1, 1, 1, 1, 0, 0], [9, 5, 6, 4, 5, 6]))


def test_a_case_without_answer_is_wrong() -> None:
    silent = told(("", 0), ("", 0), ("", 0), ("", 0), ("", 0), ("", 0))
    assert values(silent) == {
        "top_1": 0,
        "top_3": 0,
        "mrr": 0,
        "macro_top_1": 0,
        "macro_f1": 0,
        "in_out_auc": 0.5,
    }


def test_measures_that_the_cases_cannot_tell_are_no_numbers() -> None:
    inside = answers([Ranking(("a",), 1.0)], [("a",)])
    outside = answers([Ranking(("a",), 1.0)], [()])
    assert math.isnan(values(inside)["in_out_auc"])
    assert all(math.isnan(value) for value in values(outside).values())


def test_intervals_hold_the_value_and_are_the_same_every_time() -> None:
    first, second = estimates({"ours": mixed()}, 200), estimates({"ours": mixed()}, 200)
    assert first == second
    for estimate in first["ours"].values():
        assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1


def test_systems_are_compared_on_the_same_draws() -> None:
    found = estimates({"ours": mixed(), "same": mixed()}, 50)
    assert {(e.value, e.low, e.high) for e in found["ours - same"].values()} == {(0.0, 0.0, 0.0)}


def test_a_perfect_system_has_no_doubt() -> None:
    perfect = told(("abc", 9), ("abc", 9), ("bac", 9), ("cab", 9), ("abc", 1), ("abc", 1))
    assert {(e.value, e.low, e.high) for e in estimates({"x": perfect}, 50)["x"].values()} == {(1.0, 1.0, 1.0)}
    assert np.isfinite(perfect.place[:4]).all()
