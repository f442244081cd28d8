"""What a base learner is, and what it leaves behind."""

from pathlib import Path
from typing import Protocol, Self, runtime_checkable

from pikkit.training.dataset import Floats
from pikkit.training.learners.learned_from_disk import Chunks
from pikkit.training.recipe import Recipe
from pikkit.training.soft_target import Lessons

MIN_TAUGHT = 200
"""Closing lines a learner of movements needs; with fewer it stays silent."""


class Member(Protocol):
    """A fitted learner."""

    def shift(self, features: Floats) -> Floats:
        """Log odds to add to the price's, shape (n,), for features of shape (n, F)."""
        ...

    def contributions(self, features: Floats) -> Floats:
        """Each feature's part of ``shift``, shape (n, F); the rest is the same for every bet."""
        ...

    def check(self, width: int) -> None:
        """Raise a ValueError that says why, if it was read from a file and is none for so many features."""
        ...

    def save(self, path: Path) -> None:
        """Write to a file in a format that runs no code when read."""
        ...

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what ``save`` wrote."""
        ...


class Learner(Protocol):
    """A way of learning."""

    @property
    def name(self) -> str:
        """Its name in recipes and bundles."""
        ...

    @property
    def member(self) -> type[Member]:
        """What it leaves behind."""
        ...

    def fit(self, lessons: Lessons, recipe: Recipe) -> Member | None:
        """Fit on n lessons; None if there is too little of what it learns from."""
        ...


@runtime_checkable
class StreamingLearner(Protocol):
    """A learner that can learn from more than memory holds."""

    def fit_streamed(self, chunks: Chunks, recipe: Recipe) -> Member | None:
        """As ``fit``, on lessons that are read again and again, some at a time."""
        ...
