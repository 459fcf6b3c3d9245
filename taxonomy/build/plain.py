"""English as it is typed in a hurry, spelt as the rules expect it: "What u DONT need" is "What you don't need"."""

import re
from typing import Final

_SHORT: Final = {"u": "you", "ur": "your", "youll": "you'll", "youre": "you're", "youve": "you've", "whats": "what's"}
_HURRIED = re.compile(r"\b(?:(?P<verb>do|does|did|is|are|was|wo|ca|need|should|could|would|have)nt|(?P<short>u|ur|youll|youre|youve|whats))\b", re.IGNORECASE)  # fmt: skip  # noqa: E501


def spelt_out(line: str) -> str:
    """The line with its short forms spelt out and its apostrophes straight.

    >>> spelt_out("What u DONT need"), spelt_out("What you’ll bring")
    ("What you DOn't need", "What you'll bring")
    """
    return _HURRIED.sub(_spelt, line.replace("’", "'"))


def _spelt(found: re.Match[str]) -> str:
    return f"{found['verb']}n't" if found["verb"] else _SHORT[found["short"].lower()]
