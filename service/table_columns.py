"""Columns as every table of the service has them; what is ``personal`` is about people, and erasure must reach it."""

from typing import Any

from sqlalchemy import BigInteger, Column, LargeBinary, Text
from sqlmodel import Field


def big_column(**options: Any) -> Any:  # noqa: ANN401
    """A number that may be large, such as a time in milliseconds."""
    return Field(sa_column=Column(BigInteger, **options))


def bytes_column(*, personal: bool = False, **options: Any) -> Any:  # noqa: ANN401
    """Bytes: sealed, or a keyed hash, where they are personal."""
    return Field(sa_column=Column(LargeBinary, info={"personal": personal}, **options))


def text_column(**options: Any) -> Any:  # noqa: ANN401
    """A text of any length."""
    return Field(sa_column=Column(Text, **options))
