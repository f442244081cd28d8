"""Values as small numbers, in the order in which they are first seen; hashed, which costs less than sorting."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]


def coded(column: pa.ChunkedArray) -> tuple[Ints, list[str]]:
    """The code of each text of a column, null as "", and the texts by code."""
    encoded = column.fill_null("").combine_chunks().dictionary_encode()
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64), encoded.dictionary.to_pylist()


def value_codes(column: pa.ChunkedArray) -> tuple[Ints, int]:
    """The code of each value of a column of any type, null as one more, and how many codes there are."""
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.int64())
    encoded = column.combine_chunks().dictionary_encode()
    codes = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes, len(encoded.dictionary) + 1


def combined(columns: Iterable[tuple[Ints, int]]) -> tuple[Ints, Ints]:
    """What tells rows apart by several codes at once: where each combination is first seen, and each row's.

    Args:
        columns: The codes of n rows, each with how many there are.
    """
    total, size = None, 1
    for codes, count in columns:
        total = codes if total is None else total * max(count, 1) + codes
        total, size = numbered(total)
    assert total is not None, "there is a column"  # noqa: S101 — only narrows the type
    first = np.empty(size, dtype=np.int64)
    first[total[::-1]] = np.arange(len(total))[::-1]  # the first of each is written last
    return first, total


def numbered(values: Ints | npt.NDArray[np.float64]) -> tuple[Ints, int]:
    """The code of each number, in the order in which they are seen, and how many there are."""
    encoded = pa.array(values).dictionary_encode()
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64), len(encoded.dictionary)
