"""Sums of rows that are the same to the last bit however an array lies in memory."""

import numpy as np

from pikkit.training.dataset import Floats


def row_sums(parts: Floats) -> Floats:
    """The sum of each row, shape (n,), of parts, shape (n, F).

    NumPy adds pairwise along rows that lie together, and column by column where columns do: selecting columns gives
    the latter, selecting rows of that the former, and the same bet two probabilities that differ in the last bit.
    """
    return np.asarray(np.ascontiguousarray(parts).sum(axis=1), dtype=np.float64)
