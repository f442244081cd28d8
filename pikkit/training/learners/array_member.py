"""A fitted learner that is nothing but arrays: how it is written down, in a format that runs no code when read."""

import zipfile
from dataclasses import fields
from pathlib import Path
from typing import Self

import numpy as np

MOST_BYTES = 256 * 2**20
"""Of the arrays together, unpacked."""


class ArrayMember:
    """A base for dataclasses whose fields are all arrays."""

    def save(self, path: Path) -> None:
        """Write the arrays (NumPy's npz, without pickles)."""
        with path.open("wb") as file:
            np.savez(file, **{field.name: getattr(self, field.name) for field in fields(self)})  # type: ignore[arg-type]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what ``save`` wrote.

        Raises:
            ValueError: It would become larger than any that training makes.
        """
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise ValueError(f"its arrays have more than {MOST_BYTES:,} bytes")
        with np.load(path, allow_pickle=False) as arrays:
            return cls(**{field.name: arrays[field.name] for field in fields(cls)})  # type: ignore[arg-type]
