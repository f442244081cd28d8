"""How much a request may be, how long it may take, and who may send it."""

from dataclasses import dataclass, field
from typing import Self

from pikkit.settings import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one request.

    Attributes:
        rows: Bets.
        body_bytes: Bytes of its body.
        seconds: For its body to arrive, and again for it to be answered.
        wait_seconds: How long a small one may have to wait for others, else it is refused; 0: however long.
        values: JSON values in its body; ten thousand bets of every field have a quarter of a million.
        held_bytes: Of all bodies that are held at a time.
        token: What its sender must show; empty: nothing.
        hosts: Names that the server answers to, besides its own.
    """

    rows: int = 10_000
    body_bytes: int = 16 * 2**20
    seconds: float = 30.0
    values: int = 1_000_000
    held_bytes: int = 64 * 2**20
    token: str = field(default="", repr=False)
    hosts: frozenset[str] = frozenset()
    wait_seconds: float = 0.15

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As configured."""
        body_bytes = settings.predictor_max_mb * 2**20
        return cls(
            settings.predictor_max_rows,
            body_bytes,
            settings.predictor_request_seconds,
            held_bytes=4 * body_bytes,
            token=settings.resolved_predictor_token,
            hosts=frozenset(settings.predictor_hosts),
            wait_seconds=settings.predictor_wait_seconds,
        )
