"""Words as whole numbers that sort as the words do, and the order of rows by such numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.integer]

DIGIT = 16
"""NumPy sorts 16-bit numbers stably in one pass (radix sort), and longer ones much slower."""


@dataclass(frozen=True)
class Coded:
    """A column as positions in the sorted array of its different values.

    Attributes:
        codes: Shape (n,).
        words: The values, ascending.
    """

    codes: Ints
    words: pa.Array

    def take(self, rows: Ints) -> pa.Array:
        """The values of some rows; texts as a dictionary array."""
        indices = pa.array(self.codes[rows].astype(np.int32))
        if pa.types.is_string(self.words.type):
            return pa.DictionaryArray.from_arrays(indices, self.words)
        return self.words.take(indices)


def code(chunks: Sequence[pa.Array]) -> Coded:
    """Code the values of a column that comes as dictionary arrays, one after another."""
    if not chunks:
        return Coded(np.zeros(0, dtype=np.int32), pa.array([], pa.string()))
    unified = pa.chunked_array(chunks).unify_dictionaries()
    words = unified.chunk(0).dictionary
    order = pc.sort_indices(words).to_numpy()
    places = np.empty(len(order), dtype=np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    codes = [places[chunk.indices.to_numpy()] for chunk in unified.chunks]
    return Coded(np.concatenate(codes), words.take(pa.array(order)))


def combined(columns: Sequence[Coded]) -> tuple[npt.NDArray[np.int64], int]:
    """One code for the columns together, in the order of the first, then the second, …; and the number of codes."""
    together, size = np.zeros(len(columns[0].codes), dtype=np.int64), 1
    for column in columns:
        together *= max(len(column.words), 1)
        together += column.codes
        size *= max(len(column.words), 1)
        if size > np.iinfo(np.int32).max:
            kinds, together = np.unique(together, return_inverse=True)
            size = len(kinds)
    return together, size


def stable_order(codes: Ints, size: int) -> npt.NDArray[np.int64]:
    """The stable order of rows by their codes, which are at least 0 and below ``size``."""
    order = np.argsort(codes.astype(np.uint16), kind="stable")
    for shift in range(DIGIT, int(max(size - 1, 1)).bit_length(), DIGIT):
        order = order[np.argsort((codes[order] >> shift).astype(np.uint16), kind="stable")]
    return order
