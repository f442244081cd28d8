"""The numbers behind the report's charts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Month:
    """Bets placed in a month, "2024-06"."""

    month: str
    bets: int


@dataclass(frozen=True, slots=True)
class Band:
    """Decided straight bets with odds in (low, high]; rates are shares in [0, 1].

    ``won`` counts bets won in part in part, ``rate`` is the share won, ``rate_low`` to ``rate_high`` its 99.9 % Wilson
    interval, ``implied`` the mean of 1/odds.
    ``high`` is None for the band without an end.
    """

    low: float
    high: float | None
    bets: int
    won: float
    implied: float
    rate: float
    rate_low: float
    rate_high: float

    @property
    def name(self) -> str:
        """Such as "1.90–2.20"."""
        return f"{self.low:.2f}–{self.high:.2f}" if self.high else f"over {self.low:.2f}"


@dataclass(frozen=True, slots=True)
class BookCloses:
    """Straight bets at a book, and how many of them have a closing price."""

    sportsbook: str
    bets: int
    closed: int


@dataclass(frozen=True, slots=True)
class StakeBin:
    """Bets with a stake in [low, high)."""

    low: float
    high: float
    bets: int


@dataclass(frozen=True, slots=True)
class QualityFigures:
    """Everything the charts show."""

    months: tuple[Month, ...] = ()
    bands: tuple[Band, ...] = ()
    books: tuple[BookCloses, ...] = ()
    stakes: tuple[StakeBin, ...] = ()


NO_FIGURES = QualityFigures()


@dataclass(frozen=True, slots=True)
class AnomalyCount:
    """How many bets a method flagged for a kind, and the reason of the furthest out."""

    kind: str
    method: str
    bets: int
    reason: str
