"""The one error that reading raises, and the budget error that becomes it."""

from typing import Literal, get_args

ReadingCode = Literal[
    "unsupported-media-type",
    "document-too-large",
    "document-encrypted",
    "document-image-only",
    "document-corrupt",
    "document-empty",
    "parse-timeout",
    "queue-full",
]
READING_CODES: tuple[ReadingCode, ...] = get_args(ReadingCode)


class ReadingError(Exception):
    """A document that was not read: a problem type of the contract and one clear sentence.

    The message never holds text of the document, its name or a path.
    """

    def __init__(self, code: ReadingCode, message: str) -> None:
        super().__init__(message)
        self.code: ReadingCode = code
        self.message = message

    def __reduce__(self) -> tuple[type["ReadingError"], tuple[ReadingCode, str]]:
        return type(self), (self.code, self.message)


class BudgetExceeded(Exception):  # noqa: N818 - a limit did its work
    """A file asked for more work than any resume needs.

    Deliberately no ``PDFException`` and no ``ValueError``: the recovery code of parsers must not swallow it.
    """


def too_large(what: str) -> ReadingError:
    """The problem for a file that goes over a limit; ``what`` completes "The document …"."""
    return ReadingError("document-too-large", f"The document {what}.")


def corrupt(what: str) -> ReadingError:
    """The problem for a file whose structure cannot be read; ``what`` completes "The document …"."""
    return ReadingError("document-corrupt", f"The document {what}.")
