"""E-mail and web addresses, which say nothing of skills wherever they stand."""

import re

# "ann@terraform.io", "github.com/ann/python-etl", "https://boards.example/jobs/1.html", "file:///C:/careers.php".
_ADDRESS = re.compile(
    r"[^\s@]{1,64}@[^\s@]{1,190}|(?:https?|file)://\S{1,500}|\bwww\.\S{1,500}"
    r"|\b(?:[\w-]{1,60}\.){1,5}(?:com|org|dev|me|edu|gov|app|info|co\.uk|de|example)/\S{0,500}|\b(?:github|gitlab|linkedin)\.\S{1,500}",
    re.IGNORECASE,
)
# Each has one of these in it. They are found first, and the pattern, which tries much at every letter, sees their words only.
_ADDRESS_MARK = re.compile(r"[@.:]\S")
_REST_OF_WORD = re.compile(r"\S+")


def without_addresses(text: str) -> str:
    """The text with blanks in the place of e-mail and web addresses."""
    parts: list[str] = []
    done = 0
    for mark in _ADDRESS_MARK.finditer(text):
        at = mark.start()
        if at >= done:
            start = max(done, text.rfind(" ", done, at) + 1, text.rfind("\n", done, at) + 1)
            word = _REST_OF_WORD.match(text, at)
            end = word.end() if word else at
            parts += (text[done:start], _ADDRESS.sub(lambda found: " " * len(found[0]), text[start:end]))
            done = end
    return "".join([*parts, text[done:]])
