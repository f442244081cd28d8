"""Columns of texts to columns of values: null where the text is empty or cannot be read."""

from collections.abc import Callable
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.export.formats.pikkit import TIME_REWRITES
from pikkit.bets.schema import UTC_MICROSECONDS

_NUMBER = r"^[+-]?(\d{1,30}\.?\d{0,30}|\.\d{1,30})([eE][+-]?\d{1,2})?$"
_TIME = (
    r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?"
    r"(Z|[+-]\d\d:?\d\d)$"
)

T = TypeVar("T")


def or_null(texts: pa.Array) -> pa.Array:
    """The texts, null where empty."""
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)


def to_numbers(texts: pa.Array) -> pa.Array:
    """Finite decimal numbers (float64)."""
    texts = or_null(texts)
    numbers = _cast(texts, pa.float64(), _NUMBER)
    return pc.if_else(pc.is_finite(numbers), numbers, pa.scalar(None, pa.float64()))


def to_times(texts: pa.Array) -> pa.Array:
    """Points in time (UTC, microseconds): ``2025-12-27T22:55:44.000Z`` or ``12/27/2025 22:55:44 GMT``."""
    texts = or_null(texts)
    try:
        return pc.cast(texts, UTC_MICROSECONDS)
    except pa.ArrowInvalid:
        for pattern, replacement in TIME_REWRITES:
            texts = pc.replace_substring_regex(texts, pattern, replacement)
        return _cast(texts, UTC_MICROSECONDS, _TIME)


def map_texts(texts: pa.Array, function: Callable[[str], T], kind: pa.DataType) -> pa.Array:
    """The function of each text, called once for each different one; its None is a null."""
    encoded = pc.dictionary_encode(texts)
    values = pa.array([function(text) for text in encoded.dictionary.to_pylist()], kind)
    return values.take(encoded.indices)


def _cast(texts: pa.Array, kind: pa.DataType, shape: str) -> pa.Array:
    """Cast at once if all texts can be, else only those of the right shape."""
    try:
        return pc.cast(texts, kind)
    except pa.ArrowInvalid:
        fits = pc.match_substring_regex(texts, shape)
        return _cast_halves(pc.if_else(fits, texts, pa.scalar(None, pa.string())), kind)


def _cast_halves(texts: pa.Array, kind: pa.DataType) -> pa.Array:
    """Cast what can be, halving until a text that cannot (30 February) stands alone."""
    try:
        return pc.cast(texts, kind)
    except pa.ArrowInvalid:
        if len(texts) == 1:
            return pa.nulls(1, kind)
        half = len(texts) // 2
        return pa.concat_arrays([_cast_halves(texts[:half], kind), _cast_halves(texts[half:], kind)])
