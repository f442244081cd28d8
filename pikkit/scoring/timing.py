"""How whoever scores is told which stage has ended."""

from collections.abc import Callable

Lap = Callable[[str], None]
"""Called with a stage's name when it ends."""


def no_lap(_stage: str) -> None:
    """For whoever does not measure."""
