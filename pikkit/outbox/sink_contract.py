"""Where entries of one target go, as a contract."""

from collections.abc import Callable, Sequence
from typing import Protocol

from pikkit.outbox.entry import Entry


class Sink(Protocol):
    """One target."""

    def deliver(self, entries: Sequence[Entry]) -> None:
        """Deliver entries of one operation and topic, all or none of them; delivering them again changes nothing.

        Raises:
            NotReadyError: The target is away or busy: try all of its entries later.
            InputError: It refuses one of these.
        """
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


SinkOf = Callable[[str], Sink]
"""The sink of a target."""
