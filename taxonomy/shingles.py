"""Fingerprints of a text's own wording, by which copied sentences are recognised."""

import zlib
from collections.abc import Sequence
from typing import Final

from taxonomy.names import BREAKS

LENGTH: Final = 6  # words: six in the same order are rarely chance
_ANCHOR: Final = 7  # letters of the word a fingerprint starts with; a quarter of all words, the same on both sides


def shingles(words: Sequence[str]) -> list[int]:
    """Fingerprints of six-word runs (breaks left out) that start with a long word; the same in every process."""
    plain = [word for word in words if word not in BREAKS]
    return [
        zlib.crc32(" ".join(plain[start : start + LENGTH]).encode())
        for start in range(len(plain) - LENGTH + 1)
        if len(plain[start]) >= _ANCHOR
    ]
