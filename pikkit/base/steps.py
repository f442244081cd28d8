"""How whoever runs something long is told of its steps."""

from contextlib import AbstractContextManager
from typing import Protocol


class Step(Protocol):
    """One step under way."""

    result: str
    """What it came to, told when it is done."""

    def update(self, text: str) -> None:
        """What it is at; only a terminal shows it."""
        ...

    def note(self, text: str) -> None:
        """Something to remember, on a line of its own."""
        ...


class Steps(Protocol):
    """The steps of a command, one after another."""

    def step(self, title: str) -> AbstractContextManager[Step]:
        """Begin a step; it is told as done when the block ends, and as failed when an error leaves it."""
        ...
