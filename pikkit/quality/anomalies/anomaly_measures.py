"""What is looked at: one number a bet (or a bettor's day), whom it is compared with, and how to tell it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.outcome import Outcome
from pikkit.quality.anomalies.anomaly_detector import Floats, Ints
from pikkit.quality.anomalies.groups import Keys

DAY = 86_400_000_000
"""Microseconds."""
HOUR = DAY / 24
_FIRST_WEEKDAY = 3
"""1 January 1970 was a Thursday; Monday is 0."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number for each of m units, which are bets unless ``unit_of_bet`` says otherwise.

    Attributes:
        kind: What it is about.
        values: Shape (m,), on a scale on which distances mean something; NaN where there is nothing to judge.
        columns: m rows: what groups are made of.
        chain: Whom a unit is compared with, from the closest on.
        floor: The smallest spread to believe in, where a group's values are all but equal.
        tell: What to say of a bet's number, given the bet's row and the usual value on the measure's scale.
        unit_of_bet: Shape (n,), the unit of each bet; None if they are the same.
        noun: What a group counts.
    """

    kind: str
    values: Floats
    columns: pa.Table
    chain: tuple[Keys, ...]
    floor: float
    tell: Callable[[int, float], str]
    unit_of_bet: Ints | None = None
    noun: str = "bets"


def measures(bets: pa.Table) -> tuple[Measure, ...]:
    """Every measure of a table with the columns of ``BETS``."""
    return (_stake(bets), _odds(bets), _profit(bets), _volume(bets), _settling(bets))


def _stake(bets: pa.Table) -> Measure:
    stake = _floats(bets["stake"])

    def tell(row: int, centre: float) -> str:
        usual = float(np.exp(centre))
        return f"Stake {stake[row]:,.2f} is {_times(stake[row] / usual)} the usual {usual:,.2f}"

    chain: tuple[Keys, ...] = (("bettor", "sportsbook", "market"), ("bettor", "sportsbook"), ("bettor",), ())
    return Measure("stake", _log(stake), bets, chain, 0.1, tell)


def _odds(bets: pa.Table) -> Measure:
    odds = _floats(bets["odds"])

    def tell(row: int, centre: float) -> str:
        return f"Odds {odds[row]:,.2f} are far from the usual {1 + float(np.exp(centre)):,.2f}"

    chain: tuple[Keys, ...] = (("bettor", "sportsbook", "market"), ("sportsbook", "market"), ("market",), ())
    return Measure("odds", _log(odds - 1), bets, chain, 0.1, tell)  # −log odds of the implied probability


def _profit(bets: pa.Table) -> Measure:
    """What was earned beyond what stake, price and outcome make it, in units of the stake or of the priced profit."""
    stake, odds, profit = (_floats(bets[name]) for name in ("stake", "odds", "profit"))
    outcome = bets["outcome"].combine_chunks()
    bonus = bets["bonus"].fill_null(False).to_numpy()
    priced = np.full(len(stake), np.nan)
    for word, earned in (
        (Outcome.WIN, stake * (odds - 1)),
        (Outcome.LOSS, np.where(bonus, 0.0, -stake)),
        (Outcome.HALF_WIN, stake * (odds - 1) / 2),
        (Outcome.HALF_LOSS, -stake / 2),
        (Outcome.PUSH, np.zeros(len(stake))),
        (Outcome.VOID, np.zeros(len(stake))),
    ):
        chosen = pc.fill_null(pc.equal(outcome, word), fill_value=False).to_numpy(zero_copy_only=False)
        priced[chosen] = earned[chosen]
    with np.errstate(divide="ignore", invalid="ignore"):
        excess = (profit - priced) / (stake * np.maximum(odds - 1, 1.0))

    def tell(row: int, _: float) -> str:
        return (
            f"Profit {profit[row]:,.2f} on a {outcome[row]} of {stake[row]:,.2f} at {odds[row]:,.2f}, "
            f"which pays {priced[row]:,.2f}"
        )

    chain: tuple[Keys, ...] = (("bettor", "sportsbook", "outcome"), ("sportsbook", "outcome"), ("outcome",))
    return Measure("profit", np.where(stake > 0, excess, np.nan), bets, chain, 0.05, tell)


def _volume(bets: pa.Table) -> Measure:
    """Bets of a bettor on one day (UTC), compared with the same day of other weeks: a match day is busy every week."""
    days, unit, first, counts = _bettor_days(bets)
    weekday = np.where(days >= 0, (days + _FIRST_WEEKDAY) % 7, 7)

    def tell(row: int, centre: float) -> str:
        date = np.datetime64(int(days[unit[row]]), "D")
        usual = float(np.exp(centre)) - 1
        return f"{counts[unit[row]]:,.0f} bets were placed on {date}, where {usual:,.1f} are usual"

    columns = pa.table({"bettor": bets["bettor"].take(first), "weekday": weekday})
    chain: tuple[Keys, ...] = (("bettor", "weekday"), ("bettor",), ())
    return Measure("volume", np.log(counts + 1), columns, chain, 0.35, tell, unit, "days with bets")


def _bettor_days(bets: pa.Table) -> tuple[Ints, Ints, Ints, Floats]:
    """Each bettor's days with bets (since 1970): the day, the unit of each bet, a bet of each unit, how many bets."""
    bettor = bets["bettor"].combine_chunks().dictionary_encode("encode")
    codes = bettor.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    day = bets["placed_at"].cast(pa.int64()).fill_null(-1).to_numpy() // DAY
    earliest = day.min()
    keys = codes * (day.max() - earliest + 1) + (day - earliest)
    _, first, unit = np.unique(keys, return_index=True, return_inverse=True)
    return day[first], unit, first, np.bincount(unit).astype(np.float64)


def _settling(bets: pa.Table) -> Measure:
    hours = (_micros(bets["settled_at"]) - _micros(bets["placed_at"])) / HOUR

    def tell(row: int, centre: float) -> str:
        return f"Settled {hours[row]:,.1f} hours after it was placed, where {float(np.expm1(centre)):,.1f} are usual"

    chain: tuple[Keys, ...] = (("bettor", "sportsbook", "market"), ("sportsbook", "market"), ("market",), ())
    return Measure("settling", np.log1p(np.where(hours >= 0, hours, np.nan)), bets, chain, 0.2, tell)


def _times(ratio: float) -> str:
    return f"{ratio:,.0f} times" if ratio >= 10 else f"{ratio:.2g} times"


def _log(values: Floats) -> Floats:
    return np.log(np.where(values > 0, values, np.nan))


def _floats(column: pa.ChunkedArray) -> Floats:
    return np.asarray(column.cast(pa.float64()).fill_null(float("nan")).to_numpy(), dtype=np.float64)


def _micros(column: pa.ChunkedArray) -> Floats:
    """Microseconds since 1970 as floats, exact until the year 2255; NaN where there is no time."""
    return _floats(column.cast(pa.int64()))
