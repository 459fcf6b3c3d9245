"""How sure a rate or a difference of rates is: Wilson's interval and Fisher's exact test, in whole numbers."""

from fractions import Fraction
from math import comb, sqrt
from typing import Final

from service.audit.rates import Count

_Z: Final = 1.959963984540054  # the standard normal's 97.5 % point


def wilson(count: Count) -> tuple[float, float] | None:
    """The 95 % interval of a rate (Wilson, 1927), or None for an empty group."""
    if not count.total:
        return None
    n, p = count.total, count.chosen / count.total
    middle = p + _Z**2 / (2 * n)
    spread = _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
    divisor = 1 + _Z**2 / n
    return max(0.0, (middle - spread) / divisor), min(1.0, (middle + spread) / divisor)


def fisher(one: Count, other: Count) -> float:
    """The two-sided p of Fisher's exact test: all tables with these margins that are no likelier than this one."""
    chosen, everyone = one.chosen + other.chosen, one.total + other.total
    ways = {
        k: comb(one.total, k) * comb(other.total, chosen - k)
        for k in range(max(0, chosen - other.total), min(one.total, chosen) + 1)
    }
    mine = ways[one.chosen]
    return float(Fraction(sum(way for way in ways.values() if way <= mine), comb(everyone, chosen)))
