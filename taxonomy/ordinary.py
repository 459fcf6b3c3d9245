"""Words of everyday English: as names of skills they need a rule, and they are no typos of one."""

from functools import cache
from importlib import resources


@cache
def ordinary_words() -> frozenset[str]:
    """The words of ``ordinary_words.txt``, in lower case."""
    return frozenset(resources.files("taxonomy").joinpath("ordinary_words.txt").read_text(encoding="utf-8").split())
