"""How much a request may be, and how long it may take."""

from dataclasses import dataclass
from typing import Self

from pikkit.settings import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one request.

    Attributes:
        rows: Bets.
        body_bytes: Bytes of its body.
        seconds: For its body to arrive, and again for it to be answered.
    """

    rows: int = 10_000
    body_bytes: int = 16 * 2**20
    seconds: float = 30.0

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As configured."""
        return cls(settings.predictor_max_rows, settings.predictor_max_mb * 2**20, settings.predictor_request_seconds)
