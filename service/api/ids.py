"""The caller's own ids: any text but one with the character NUL, which PostgreSQL can't keep."""

from typing import Annotated, Final

from fastapi import Query

ANY_ID: Final = r"^[^\x00]*$"
_MOST: Final = 200  # characters

ExternalId = Annotated[
    str, Query(min_length=1, max_length=_MOST, pattern=ANY_ID, description="Your own id for the person.")
]
