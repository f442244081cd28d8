"""Whole numbers in the smallest type that holds them."""

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer]


def smallest(numbers: Ints) -> Ints:
    """The same numbers, of a signed type; not copied if they have it already."""
    least, most = int(numbers.min(initial=0)), int(numbers.max(initial=0))
    for kind in (np.int8, np.int16, np.int32):
        if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max:
            return numbers.astype(kind, copy=False)
    return numbers


def narrow(numbers: Ints) -> npt.NDArray[np.int32]:
    """Places and codes of bets with half the memory: there are fewer than 2^31."""
    return numbers.astype(np.int32, copy=False)
