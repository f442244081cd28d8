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
            encoded = self._columns[key].combine_chunks().dictionary_encode("encode")
            codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
            self._coded[key] = codes, encoded.dictionary
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
