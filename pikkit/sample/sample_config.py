"""What a sample should be like."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from pikkit.base.errors import InputError

MAX_BETS = 20_000_000
EARLIEST = date(2001, 1, 1)


@dataclass(frozen=True, slots=True)
class SampleConfig:
    """How many bets, by whom, and when. The same configuration always gives the same bytes.

    Raises:
        InputError: A field is out of its range.
    """

    bets: int = 20_000
    """Rows of all exports together, bad ones included."""
    bettors: int = 12
    seed: int = 7
    end: date = date(2026, 6, 30)
    """The day the exports were made, at midnight UTC: bets on later events are open."""
    days: int = 540
    """How far back the first event is."""
    bad_share: float = 0.003
    """Share of rows that break a rule of the export."""
    parlay_share: float = 0.04
    """Share of bets with several legs, round robins included."""

    def __post_init__(self) -> None:
        _check("bets", self.bets, 1, MAX_BETS)
        _check("bettors", self.bettors, 1, 10_000)
        _check("seed", self.seed, 0, 2**63 - 1)
        _check("days", self.days, 1, 7300)
        _check("bad_share", self.bad_share, 0, 0.5)
        _check("parlay_share", self.parlay_share, 0, 1)
        if self.bettors > self.bets:
            raise InputError(f"A sample of {self.bets} bets cannot have {self.bettors} bettors; ask for more bets.")
        if self.end - timedelta(days=self.days) < EARLIEST:
            raise InputError(f"A sample must begin after {EARLIEST}; {self.days} days before {self.end} is too early.")

    @property
    def end_moment(self) -> int:
        """The end in seconds since 1970 UTC."""
        return int(datetime.combine(self.end, time(), UTC).timestamp())


def _check(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise InputError(f"A sample's {name} must be between {low:g} and {high:g}, not {value:g}.")
