"""The caller's own ids: any text but one with the character NUL, which PostgreSQL can't keep."""

from typing import Final

ANY_ID: Final = r"^[^\x00]*$"
