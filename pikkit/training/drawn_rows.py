"""How much of the training rows a sample of them holds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DrawnRows:
    """How many training rows were drawn, of how many."""

    rows: int
    of: int
