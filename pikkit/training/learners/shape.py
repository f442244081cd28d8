"""Whether a fitted learner that was read from a file is one: a crafted file may end a process, or keep it busy."""

from typing import Any

import numpy as np
import numpy.typing as npt

DEEPEST = 64
"""Of a tree; training makes none deeper than ten."""


def require(fits: bool, what: str) -> None:
    """Raise a ValueError that says what does not fit."""
    if not fits:
        raise ValueError(what)


def require_shape(array: npt.NDArray[Any], shape: tuple[int, ...], what: str) -> None:
    """Refuse an array of another shape, or with values that are no finite numbers.

    Raises:
        ValueError: It is one.
    """
    require(array.shape == shape, f"{what} has shape {array.shape}, not {shape}")
    require(array.dtype.kind in "fiu" and bool(np.isfinite(array).all()), f"{what} holds values that are no numbers")


def require_indices(array: npt.NDArray[Any], below: int, what: str) -> None:
    """Refuse an array of anything but whole numbers from 0 to ``below`` - 1.

    Raises:
        ValueError: It is one.
    """
    fits = array.dtype.kind in "iu" and (not array.size or (array.min() >= 0 and array.max() < below))
    require(bool(fits), f"{what} points outside of what there is")
