"""How much work one PDF may ask for: counters that the guarded parts of pdfminer.six and our own loops feed."""

from service.reading.problems import BudgetExceeded

MAX_STREAM_BYTES = 24 << 20
MAX_LZW_BYTES = 4 << 20
MAX_NESTING = 200
MAX_REFERENCE_HOPS = 32
MAX_ROW_BYTES = 200_000
MAX_CODE_RANGE = 300_000
MAX_WRITTEN_OBJECTS = 60_000


class Budget:
    """Counts what one document has cost so far; every ``spend_…`` raises ``BudgetExceeded`` at its limit.

    The limits are ten times and more what the largest of the measured resumes needed.
    """

    MAX_DECODED_BYTES = 96 << 20
    MAX_OPERATORS = 1_500_000
    MAX_OBJECT_TOKENS = 1_500_000
    MAX_FORMS = 3000
    MAX_CODES = MAX_CODE_RANGE
    MAX_GLYPHS = 400_000
    MAX_SHOWS = 100_000
    MAX_OBJECTS = 300_000
    MAX_PATH_BYTES = 16 << 20

    __slots__ = ("codes", "decoded", "forms", "glyphs", "objects", "operators", "path_bytes", "shows", "tokens")

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Start counting for a new document."""
        self.decoded = self.operators = self.tokens = self.forms = 0
        self.codes = self.glyphs = self.objects = self.path_bytes = self.shows = 0

    def spend_decoded(self, count: int) -> None:
        """Bytes that came out of a filter."""
        self.decoded += count
        if self.decoded > self.MAX_DECODED_BYTES:
            raise BudgetExceeded("decoded bytes")

    def spend_operators(self, count: int) -> None:
        """Tokens of page content."""
        self.operators += count
        if self.operators > self.MAX_OPERATORS:
            raise BudgetExceeded("content operators")

    def spend_tokens(self, count: int) -> None:
        """Tokens of the file's objects."""
        self.tokens += count
        if self.tokens > self.MAX_OBJECT_TOKENS:
            raise BudgetExceeded("object tokens")

    def spend_form(self) -> None:
        """One drawing of a form XObject."""
        self.forms += 1
        if self.forms > self.MAX_FORMS:
            raise BudgetExceeded("form drawings")

    def spend_codes(self, count: int) -> None:
        """Entries of character maps and width tables."""
        self.codes += count
        if self.codes > self.MAX_CODES:
            raise BudgetExceeded("character codes")

    def spend_glyphs(self, count: int, shows: int = 1) -> None:
        """Text operators and the bytes of the strings that they show."""
        self.glyphs += count
        self.shows += shows
        if self.glyphs > self.MAX_GLYPHS or self.shows > self.MAX_SHOWS:
            raise BudgetExceeded("glyphs")

    def spend_object(self) -> None:
        """One look-up of an indirect object."""
        self.objects += 1
        if self.objects > self.MAX_OBJECTS:
            raise BudgetExceeded("object look-ups")

    def spend_path(self, count: int) -> None:
        """Bytes of path construction that had to be looked at."""
        self.path_bytes += count
        if self.path_bytes > self.MAX_PATH_BYTES:
            raise BudgetExceeded("path bytes")


# One document is read at a time in a process (pdfium knows no threads either), so one counter is enough;
# it is global because the guards live inside a library that passes no context along.
BUDGET = Budget()
