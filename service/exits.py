"""What the command says with its exit code."""

from typing import Final

STOPPED: Final = 130  # what shells say of a program that Ctrl-C has ended
