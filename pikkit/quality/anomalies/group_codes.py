"""The groups that rows are in, as small whole numbers."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Codes = npt.NDArray[np.int32]
Keys = tuple[str, ...]
"""The columns whose values make a group; none: everybody."""

_SPARSE = 2
"""Codes that are so many times as many as rows are numbered anew."""


class GroupCodes:
    """The columns of n rows by which they are grouped; each is coded once, whatever groups it is a part of.

    A null is a value of its own.
    """

    def __init__(self, columns: pa.Table) -> None:
        self.rows = columns.num_rows
        self._columns = columns
        self._coded: dict[str, tuple[Codes, pa.Array]] = {}

    def column(self, key: str) -> tuple[Codes, pa.Array]:
        """The code of each row, shape (n,), and the value of each code."""
        if key not in self._coded:
            self._coded[key] = _coded(self._columns[key])
        return self._coded[key]

    def of(self, keys: Iterable[str]) -> tuple[npt.NDArray[np.int64], int]:
        """The group of each row by some keys, shape (n,), and a number that all are below."""
        codes, size = np.zeros(self.rows, dtype=np.int64), 1
        for key in keys:
            own, words = self.column(key)
            codes *= len(words)
            codes += own
            size *= len(words)
            if size > _SPARSE * max(self.rows, 1):
                numbered = pa.array(codes).dictionary_encode()
                codes, size = numbered.indices.to_numpy().astype(np.int64), len(numbered.dictionary)
        return codes, max(size, 1)


def _coded(column: pa.ChunkedArray) -> tuple[Codes, pa.Array]:
    """A column's code of each row and value of each code, also of a column that was read as codes."""
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode("encode")
    whole = column.unify_dictionaries().combine_chunks()
    words = whole.dictionary
    if not whole.indices.null_count:
        return whole.indices.to_numpy().astype(np.int32, copy=False), words
    codes = whole.indices.fill_null(len(words)).to_numpy()
    return codes.astype(np.int32, copy=False), pa.concat_arrays([words, pa.nulls(1, words.type)])
