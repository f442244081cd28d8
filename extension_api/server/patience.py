"""How long a connection may take over what it does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Deadlines of one connection; they are of whole things, so that a byte now and then buys no time.

    Attributes:
        idle_seconds: How long it may rest between two requests.
        head_seconds: How long the head of a request may take, from its first byte.
        slow_seconds: How long a body or an answer may take however small it is.
        bytes_per_second: How fast the rest of a larger one must go, on average.
        connections: How many may be open; of the address that holds the most, the one that waited longest for its own
            request makes room for a new one.
        uploads: How many large bodies may be on their way at a time.
    """

    idle_seconds: float = 75.0
    head_seconds: float = 10.0
    slow_seconds: float = 10.0
    bytes_per_second: float = 16 * 1024.0
    connections: int = 400
    uploads: int = 4

    def allows(self, seconds: float, size: int) -> bool:
        """Whether so many bytes of a body or an answer may have taken so long."""
        return seconds <= self.slow_seconds + size / self.bytes_per_second
