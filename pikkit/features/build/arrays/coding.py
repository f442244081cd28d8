"""Words as whole numbers that sort as the words do, and the order of rows by such numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.features.build.arrays.smallest_integers import Ints, narrow, smallest

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
        indices = pa.array(narrow(self.codes[rows]))
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
    sorted_places = np.empty(len(order), dtype=np.int64)
    sorted_places[order] = np.arange(len(order))
    places = smallest(sorted_places)
    codes = [places[chunk.indices.to_numpy()] for chunk in unified.chunks]
    return Coded(np.concatenate(codes), words.take(pa.array(order)))


def combined(columns: Sequence[Coded]) -> tuple[npt.NDArray[np.int32], int]:
    """One code for the columns together, in the order of the first, then the second, …; and the number of codes."""
    together, size = np.zeros(len(columns[0].codes), dtype=np.int32), 1
    for column in columns:
        words = max(len(column.words), 1)
        size *= words
        if size > np.iinfo(np.int32).max:
            kinds, places = np.unique(together.astype(np.int64) * words + column.codes, return_inverse=True)
            together, size = narrow(places), len(kinds)
        else:
            together *= words
            together += column.codes
    return together, size


def stable_order(codes: Ints, size: int) -> npt.NDArray[np.int32]:
    """The stable order of rows by their codes, which are at least 0 and below ``size``."""
    order = narrow(np.argsort(codes.astype(np.uint16), kind="stable"))
    for shift in range(DIGIT, int(max(size - 1, 1)).bit_length(), DIGIT):
        order = order[np.argsort((codes[order] >> shift).astype(np.uint16), kind="stable")]
    return order
