"""A Parquet column as the texts of cells: a value that Python has no word for costs neither its row nor the others."""

from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa

# What the conversion to Python objects says of dates beyond the year 9999, odd nanoseconds, time zones that nobody
# knows and texts that are not UTF-8.
_NO_WORD_FOR_IT: Final = (ValueError, ArithmeticError, LookupError, pa.ArrowException)


def values_of(column: pa.Array) -> Sequence[Any]:
    """The values as Python objects, or as texts where there is no such object; None where there is neither."""
    try:
        return column.to_pylist()  # type: ignore[no-any-return]
    except _NO_WORD_FOR_IT:
        pass
    if pa.types.is_dictionary(column.type):
        return values_of(column.dictionary_decode())
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return column.cast(pa.large_binary() if pa.types.is_large_string(column.type) else pa.binary()).to_pylist()  # type: ignore[no-any-return]
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp(column.type.unit))  # a zone's name is no help here
    try:
        return column.cast(pa.string()).to_pylist()  # type: ignore[no-any-return]
    except _NO_WORD_FOR_IT:
        return [_value_of(scalar) for scalar in column]


def _value_of(scalar: Any) -> Any:  # noqa: ANN401
    try:
        return scalar.as_py()
    except _NO_WORD_FOR_IT:
        return None
