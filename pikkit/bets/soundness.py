"""Which bets hold a value that no bet can have: longer, larger or other than :mod:`pikkit.bets.limits` lets in."""

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pikkit.bets import limits

Mask = NDArray[np.bool_]
Columns = Mapping[str, pa.Array | pa.ChunkedArray]


def beyond_limits(columns: Columns) -> dict[str, Mask]:
    """The rows beyond a limit by column, of the columns that have any; a null is within every limit.

    Args:
        columns: Columns of BETS by name, of one length; a table's may be given with ``columns_of``.
    """
    return {name: mask for name, mask in _masks(columns) if mask.any()}


def columns_of(bets: pa.Table) -> Columns:
    """A table's columns by name."""
    return dict(zip(bets.column_names, bets.columns, strict=True))


def sentence_about(column: str) -> str:
    """What is wrong with a value beyond the limit of a column, as a part of a sentence."""
    if column in limits.TEXTS:
        return f"the {column} is longer than {limits.TEXTS[column]:,} characters"
    if column in limits.WORDS:
        return f"the {column} is none of {', '.join(limits.WORDS[column])}"
    if column in limits.NUMBERS:
        low, high = limits.NUMBERS[column]
        return f"the {column} is no number above {low:g} and at most {high:g}"
    return f"the {column} is no moment from {limits.EARLIEST:%Y} on and before {limits.LATEST:%Y}"


def _masks(columns: Columns) -> Iterator[tuple[str, Mask]]:
    for name, most in limits.TEXTS.items():
        yield name, _too_long(columns[name], most)
    for name, accepted in limits.WORDS.items():
        known = pc.is_in(columns[name], pa.array(list(accepted), pa.string()), skip_nulls=True)
        yield name, _mask(pc.and_(pc.is_valid(columns[name]), pc.invert(known)))
    for name, (low, high) in limits.NUMBERS.items():
        numbers = pc.cast(columns[name], pa.float64(), safe=False)
        yield name, _mask(pc.invert(pc.and_(pc.greater(numbers, low), pc.less_equal(numbers, high))))
    for name in limits.MOMENTS:
        first, end = (pa.scalar(bound, columns[name].type) for bound in (limits.EARLIEST, limits.LATEST))
        yield name, _mask(pc.or_(pc.less(columns[name], first), pc.greater_equal(columns[name], end)))


def _too_long(texts: pa.Array | pa.ChunkedArray, most: int) -> Mask:
    """Texts have no more characters than bytes, so that the bytes, which cost nothing to count, decide as a rule."""
    long = _mask(pc.greater(pc.binary_length(texts), most))
    return long & _mask(pc.greater(pc.utf8_length(texts), most)) if long.any() else long


def _mask(truths: pa.Array | pa.ChunkedArray) -> Mask:
    return np.asarray(pc.fill_null(truths, fill_value=False).to_numpy(zero_copy_only=False), bool)
