"""Large examples by two numbers, how many and a seed: drawing each part by itself would take longer than its test."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
L = TypeVar("L")
Pool = Callable[[], Sequence[T]]  # called when it is first drawn from, not when the tests are collected

seeds = st.integers(0, 2**32)


def chosen(pool: Pool[T], most: int) -> st.SearchStrategy[list[T]]:
    """Some of a pool, each once; a failing example is made smaller from the end."""
    return st.builds(lambda size, seed: Random(seed).sample(pool(), most)[:size], st.integers(0, most), seeds)  # noqa: S311


def labelled(pool: Pool[T], labels: Sequence[L], most: int) -> st.SearchStrategy[dict[T, L]]:
    """Some of a pool, each with a label."""

    def label(some: list[T], seed: int) -> dict[T, L]:
        chance = Random(seed)  # noqa: S311 - examples for tests, no secrets
        return {one: chance.choice(labels) for one in some}

    return st.builds(label, chosen(pool, most), seeds)
