"""How whoever runs something long is told of its steps."""

from contextlib import AbstractContextManager, nullcontext
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


class QuietStep:
    """A step of which nobody is told."""

    def __init__(self) -> None:
        self.result = ""

    def update(self, text: str) -> None:
        """What it is at."""

    def note(self, text: str) -> None:
        """Something to remember."""


class QuietSteps:
    """Steps of which nobody is told: what the library does unless it is asked to tell."""

    def step(self, title: str) -> AbstractContextManager[Step]:  # noqa: ARG002 - nobody reads it
        """Begin a step."""
        return nullcontext(QuietStep())
