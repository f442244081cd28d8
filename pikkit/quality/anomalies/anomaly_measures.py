"""What is looked at: one number a bet (or a bettor's day), whom it is compared with, and how to tell it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pikkit.base.percent_text import percent_text
from pikkit.bets.outcome import Outcome
from pikkit.quality.anomalies.anomaly_detector import Floats, Ints
from pikkit.quality.anomalies.group_codes import GroupCodes, Keys

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
        tell: What to say of some bets' numbers, given their rows and the usual values on the measure's scale.
        unit_of_bet: Shape (n,), the unit of each bet; None if they are the same.
        noun: What a group counts.
    """

    kind: str
    values: Floats
    columns: GroupCodes
    chain: tuple[Keys, ...]
    floor: float
    tell: Callable[[Ints, Floats], Iterator[str]]
    unit_of_bet: Ints | None = None
    noun: str = "bets"


def measures(bets: pa.Table, gaps: Floats | None = None) -> Iterator[Measure]:
    """Every measure of a table with the columns of ``BETS``, made when it is its turn.

    Args:
        bets: n bets.
        gaps: How far the other books' consensus was above each price (``quotes.price_gap``), shape (n,); None: unknown.
    """
    columns = GroupCodes(bets)
    for measure in (_stake, _odds, _profit, _volume, _settling):
        yield measure(bets, columns)
    if gaps is not None:
        yield _price(bets, columns, gaps)


def _stake(bets: pa.Table, columns: GroupCodes) -> Measure:
    stake = _floats(bets["stake"])

    def tell(rows: Ints, centres: Floats) -> Iterator[str]:
        for own, usual in zip(stake[rows].tolist(), np.exp(centres).tolist(), strict=True):
            yield f"Stake {own:,.2f} is {_times(own / usual)} the usual {usual:,.2f}"

    chain: tuple[Keys, ...] = (("bettor", "sportsbook", "market"), ("bettor", "sportsbook"), ("bettor",), ())
    return Measure("stake", _log(stake), columns, chain, 0.1, tell)


def _odds(bets: pa.Table, columns: GroupCodes) -> Measure:
    odds = _floats(bets["odds"])

    def tell(rows: Ints, centres: Floats) -> Iterator[str]:
        for own, usual in zip(odds[rows].tolist(), np.exp(centres).tolist(), strict=True):
            yield f"Odds {own:,.2f} are far from the usual {1 + usual:,.2f}"

    chain: tuple[Keys, ...] = (("bettor", "sportsbook", "market"), ("sportsbook", "market"), ("market",), ())
    return Measure("odds", _log(odds - 1), columns, chain, 0.1, tell)  # −log odds of the implied probability


def _price(bets: pa.Table, columns: GroupCodes, gaps: Floats) -> Measure:
    """A palpable error of the book, or a price that was mistyped: the other books thought something else entirely."""
    odds = _floats(bets["odds"])

    def tell(rows: Ints, _: Floats) -> Iterator[str]:
        own = odds[rows]
        others = 1 / (1 + np.maximum(own - 1, 1e-9) * np.exp(-gaps[rows]))
        for price, chance in zip(own.tolist(), others.tolist(), strict=True):
            own_said, others_said = percent_text(1 / price), percent_text(chance)
            yield f"Odds {price:,.2f} pay as if {own_said}, where the other books thought {others_said}"

    return Measure("price", gaps, columns, (("sportsbook", "market"), ("market",), ()), 0.15, tell)


def _profit(bets: pa.Table, columns: GroupCodes) -> Measure:
    """What was earned beyond what stake, price and outcome make it, in units of the stake or of the priced profit."""
    stake, odds, profit = (_floats(bets[name]) for name in ("stake", "odds", "profit"))
    priced = _priced(stake, odds, bets, columns)
    with np.errstate(divide="ignore", invalid="ignore"):  # in place: with millions of bets every column counts
        excess, unit = profit - priced, odds - 1
        excess /= np.multiply(np.maximum(unit, 1.0, out=unit), stake, out=unit)
    excess[~(stake > 0)] = np.nan

    def tell(rows: Ints, _: Floats) -> Iterator[str]:
        words = bets["outcome"].take(pa.array(rows)).to_pylist()
        numbers = (column[rows].tolist() for column in (profit, stake, odds, priced))
        for word, earned, staked, price, pays in zip(words, *numbers, strict=True):
            yield f"Profit {earned:,.2f} on a {word} of {staked:,.2f} at {price:,.2f}, which pays {pays:,.2f}"

    chain: tuple[Keys, ...] = (("bettor", "sportsbook", "outcome"), ("sportsbook", "outcome"), ("outcome",))
    return Measure("profit", excess, columns, chain, 0.05, tell)


def _priced(stake: Floats, odds: Floats, bets: pa.Table, columns: GroupCodes) -> Floats:
    """What stake, price and outcome say that each bet earns, shape (n,); NaN where they say nothing."""
    codes, words = columns.column("outcome")
    outcomes = np.array([_OUTCOMES.get(word, -1) for word in words.to_pylist()], dtype=np.int8)[codes]
    priced = np.full(len(stake), np.nan)
    for outcome, code in _OUTCOMES.items():
        rows = np.flatnonzero(outcomes == code)
        priced[rows] = _earned(Outcome(outcome), stake[rows], odds[rows])
    lost = np.flatnonzero(outcomes == _OUTCOMES[Outcome.LOSS.value])
    given = bets["bonus"].fill_null(False).to_numpy()[lost]
    priced[lost[given]] = 0.0
    return priced


_OUTCOMES = {
    outcome.value: code
    for code, outcome in enumerate(
        (Outcome.WIN, Outcome.LOSS, Outcome.HALF_WIN, Outcome.HALF_LOSS, Outcome.PUSH, Outcome.VOID)
    )
}


def _earned(outcome: Outcome, stake: Floats, odds: Floats) -> Floats:
    match outcome:
        case Outcome.WIN:
            return stake * (odds - 1)
        case Outcome.LOSS:
            return -stake
        case Outcome.HALF_WIN:
            return stake * (odds - 1) / 2
        case Outcome.HALF_LOSS:
            return -stake / 2
        case _:
            return np.zeros(len(stake))


def _volume(bets: pa.Table, columns: GroupCodes) -> Measure:
    """Bets of a bettor on one day (UTC), compared with the same day of other weeks: a match day is busy every week."""
    days, unit, first, counts = _bettor_days(bets, columns)
    weekday = np.where(days >= 0, (days + _FIRST_WEEKDAY) % 7, 7)

    def tell(rows: Ints, centres: Floats) -> Iterator[str]:
        own, dates = counts[unit[rows]].tolist(), days[unit[rows]].astype("datetime64[D]").astype(str)
        for bets_then, date, usual in zip(own, dates.tolist(), np.exp(centres).tolist(), strict=True):
            yield f"{bets_then:,.0f} bets were placed on {date}, where {usual - 1:,.1f} are usual"

    grouped = GroupCodes(pa.table({"bettor": bets["bettor"].take(pa.array(first)), "weekday": weekday}))
    chain: tuple[Keys, ...] = (("bettor", "weekday"), ("bettor",), ())
    return Measure("volume", np.log(counts + 1), grouped, chain, 0.35, tell, unit, "days with bets")


def _bettor_days(bets: pa.Table, columns: GroupCodes) -> tuple[Ints, Ints, Ints, Floats]:
    """Each bettor's days with bets (since 1970): the day, the unit of each bet, a bet of each unit, how many bets."""
    codes, _ = columns.column("bettor")
    day = bets["placed_at"].cast(pa.int64()).fill_null(-1).to_numpy() // DAY
    earliest = day.min()
    keys = codes * (day.max() - earliest + 1) + (day - earliest)
    _, first, unit = np.unique(keys, return_index=True, return_inverse=True)
    return day[first], unit, first, np.bincount(unit).astype(np.float64)


def _settling(bets: pa.Table, columns: GroupCodes) -> Measure:
    hours = (_micros(bets["settled_at"]) - _micros(bets["placed_at"])) / HOUR

    def tell(rows: Ints, centres: Floats) -> Iterator[str]:
        for own, usual in zip(hours[rows].tolist(), np.expm1(centres).tolist(), strict=True):
            yield f"Settled {own:,.1f} hours after it was placed, where {usual:,.1f} are usual"

    chain: tuple[Keys, ...] = (("bettor", "sportsbook", "market"), ("sportsbook", "market"), ("market",), ())
    return Measure("settling", np.log1p(np.where(hours >= 0, hours, np.nan)), columns, chain, 0.2, tell)


def _times(ratio: float) -> str:
    return f"{ratio:,.0f} times" if ratio >= 10 else f"{ratio:.2g} times"


def _log(values: Floats) -> Floats:
    return np.log(np.where(values > 0, values, np.nan))


def _floats(column: pa.ChunkedArray) -> Floats:
    return np.asarray(column.cast(pa.float64()).fill_null(float("nan")).to_numpy(), dtype=np.float64)


def _micros(column: pa.ChunkedArray) -> Floats:
    """Microseconds since 1970 as floats, exact until the year 2255; NaN where there is no time."""
    return _floats(column.cast(pa.int64()))
