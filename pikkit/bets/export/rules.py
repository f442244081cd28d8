"""What makes a row a bet: one rule a line, with the sentence a rejected row gets.

Decided here, and why:
- A stake of 0 is rejected: a bet without money says nothing about profit, and an empty amount is an error, not 0. A
  person may accept one that paid all the same, a promotion.
- A price below 1 is none. Pick'em books give the profit a unit staked (0.84), which a person may accept as 1.84.
- A whole number of 100 or more is American where its column is, and rejected where the column leaves it in doubt.
- An id that a spreadsheet has shortened is none: several bets share it.
- Settled before placed is rejected: such a bet would know its own result.
- A settled bet without a settle time is kept, with none: it is a bet, but no history of any later one.
- A settle time that cannot be read is rejected, one of an open bet is ignored.
- A closing line that is no price (not a number, or not above 1) loses the closing line, not the bet.
- A profit may be missing, but not unreadable.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.export.formats.pikkit import PLACED, SETTLED
from pikkit.bets.export.values import Values, is_open
from pikkit.bets.outcome import Outcome

MAX_ODDS = 1e7
MAX_STAKE = 1e9
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
CLOCK_SKEW = timedelta(days=1)


class RuleSeverity(StrEnum):
    """What becomes of a row that breaks a rule: it goes to quarantine, or it is kept and says so."""

    REJECT = "reject"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, which rows break it, and what to tell them. ``{0}``, ``{1}`` in the sentence are ``texts``."""

    name: str
    broken: Callable[[Values, datetime], pa.Array]
    sentence: str
    texts: tuple[str | tuple[str, str], ...] = ()
    """The columns whose text the sentence shows; of a pair, the first that is not empty."""
    severity: RuleSeverity = RuleSeverity.REJECT


def _missing(*names: str) -> Callable[[Values, datetime], pa.Array]:
    def broken(values: Values, _: datetime) -> pa.Array:
        empty = [pc.equal(values.texts[name], "") for name in names]
        return empty[0] if len(empty) == 1 else pc.and_(*empty)

    return broken


def _unreadable(field: str, *names: str) -> Callable[[Values, datetime], pa.Array]:
    """Something is written, but no value could be read from it."""

    def broken(values: Values, now: datetime) -> pa.Array:
        null = pc.is_null(getattr(values, field))
        return pc.and_(null, pc.invert(_missing(*names)(values, now))) if names else null

    return broken


def _outside(field: str, low: float, high: float) -> Callable[[Values, datetime], pa.Array]:
    """Not above ``low``, or above ``high``."""

    def broken(values: Values, _: datetime) -> pa.Array:
        numbers = getattr(values, field)
        return pc.or_(pc.less_equal(numbers, low), pc.greater(numbers, high))

    return broken


def _placed_outside(values: Values, now: datetime) -> pa.Array:
    latest = pa.scalar(now + CLOCK_SKEW, values.placed_at.type)
    early = pc.less(values.placed_at, pa.scalar(EARLIEST, values.placed_at.type))
    return pc.or_(early, pc.greater(values.placed_at, latest))


def _settle_time_unreadable(values: Values, now: datetime) -> pa.Array:
    return pc.and_(_unreadable("settled_at", *SETTLED)(values, now), pc.invert(is_open(values)))


def _settled_first(values: Values, _: datetime) -> pa.Array:
    return pc.and_(pc.less(values.settled_at, values.placed_at), pc.invert(is_open(values)))


def _shortened(values: Values, _: datetime) -> pa.Array:
    return values.shortened


def _doubtful_odds(values: Values, _: datetime) -> pa.Array:
    return values.doubtful["odds"]


def is_factor(values: Values) -> pa.Array:
    """Which prices are a pick'em's profit a unit staked: between 0 and 1, and what a win earned if it is one."""
    within = pc.and_(pc.greater(values.odds, 0.0), pc.less(values.odds, 1.0))
    earned = pc.multiply(values.stake, values.odds)
    close = pc.less_equal(pc.abs(pc.subtract(values.profit, earned)), pc.add(pc.multiply(earned, 0.02), 0.0105))
    fits = pc.or_kleene(pc.not_equal(values.outcome, Outcome.WIN), close)
    return pc.fill_null(pc.and_kleene(within, fits), fill_value=False)


def paid_without_stake(values: Values) -> pa.Array:
    """Which bets paid although nothing was staked."""
    return pc.fill_null(pc.and_(pc.equal(values.stake, 0.0), pc.greater(values.profit, 0.0)), fill_value=False)


def _factor(values: Values, _: datetime) -> pa.Array:
    return is_factor(values)


def _unpriced(values: Values, now: datetime) -> pa.Array:
    return pc.and_(_outside("odds", 1, MAX_ODDS)(values, now), pc.invert(is_factor(values)))


def _promotion(values: Values, _: datetime) -> pa.Array:
    return paid_without_stake(values)


def _unstaked(values: Values, now: datetime) -> pa.Array:
    return pc.and_(_outside("stake", 0, MAX_STAKE)(values, now), pc.invert(paid_without_stake(values)))


RULES: tuple[Rule, ...] = (
    Rule("id.missing", _missing("bet_id"), "the bet_id is empty; every bet needs one of its own"),
    Rule(
        "id.shortened",
        _shortened,
        "the bet_id {0!r} was shortened by a spreadsheet, which keeps 15 digits of a long number, so that several bets "
        "share it; export the file again and import it without opening it in a spreadsheet, or keep the column as text",
        ("bet_id",),
    ),
    Rule("sportsbook.missing", _missing("sportsbook"), "the sportsbook is empty; give the book's name"),
    Rule(
        "type.unknown",
        _unreadable("bet_type"),
        "the type is {0!r}; accepted: straight, parlay, round_robin_N",
        ("type",),
    ),
    Rule(
        "status.unknown",
        _unreadable("outcome"),
        "the status is {0!r}; accepted: PLACED, PENDING, SETTLED, SETTLED_WIN, _LOSS, _PUSH, _VOID, _CASH_OUT",
        ("status",),
    ),
    Rule("odds.missing", _missing("odds"), "the odds are empty; a decimal price above 1 is needed"),
    Rule(
        "odds.unreadable",
        _unreadable("odds", "odds"),
        "the odds are {0!r}; a price such as 1.91, -110, +150 or 5/2 is needed",
        ("odds",),
    ),
    Rule(
        "odds.ambiguous",
        _doubtful_odds,
        "the odds {0} could be decimal or American, and the other prices of the file do not say which; correct them to "
        "+{0} if they are American, or accept the row if they are decimal",
        ("odds",),
    ),
    Rule(
        "odds.range",
        _factor,
        "the odds are {0}, below 1: no price, but perhaps the profit a unit staked of a pick'em; accept the row to "
        "count them as 1 more, or correct them",
        ("odds",),
    ),
    Rule("odds.range", _unpriced, "the odds are {0}; a decimal price is above 1", ("odds",)),
    Rule("stake.missing", _missing("amount"), "the amount is empty; the stake is needed, and 0 is not assumed"),
    Rule("stake.unreadable", _unreadable("stake", "amount"), "the amount is {0!r}; a number is needed", ("amount",)),
    Rule(
        "stake.range",
        _promotion,
        "the amount is {0}, but the profit {1}; accept the row if it was a promotion",
        ("amount", "profit"),
    ),
    Rule("stake.range", _unstaked, "the amount is {0}; a stake is above 0", ("amount",)),
    Rule("profit.unreadable", _unreadable("profit", "profit"), "the profit is {0!r}; a number is needed", ("profit",)),
    Rule("time.missing", _missing(*PLACED), "the time placed is empty"),
    Rule(
        "time.unreadable",
        _unreadable("placed_at", *PLACED),
        "the time placed is {0!r}; accepted: 2025-12-27T22:55:44.000Z or 12/27/2025 22:55:44 GMT",
        (PLACED,),
    ),
    Rule(
        "time.unreadable",
        _settle_time_unreadable,
        "the time settled is {0!r}; accepted: 2025-12-27T22:55:44.000Z or 12/27/2025 22:55:44 GMT",
        (SETTLED,),
    ),
    Rule(
        "time.range", _placed_outside, "the time placed is {0}; it must be after 1999 and not in the future", (PLACED,)
    ),
    Rule("time.order", _settled_first, "it was settled ({0}) before it was placed ({1})", (SETTLED, PLACED)),
)
"""In this order the first broken rule names the rejection; the sentence tells all."""

EXCUSABLE = frozenset({"odds.range", "odds.ambiguous", "stake.range", "profit.unreadable", "time.range"})
"""Rules a person may overrule row by row, since what breaks them may be a bet: a price or a stake beyond belief, a
price that could be American, a pick'em's factor, a promotion without a stake, a profit that is not known, a time placed
that is early or late. Any other price of 1 or less, no stake and no profit, a bet settled before it was placed or
without an id of its own is none, whoever says so."""

LINE_RULES: dict[str, str] = {
    "row.width": "a row needs as many fields as the header",
    "row.quotes": "a quote opens at the start of a field and closes at its end",
    "value.limit": "no value is longer, larger or other than any bet's (pikkit/bets/limits.py)",
    "text.encoding": "an export is UTF-8 text",
    "id.duplicate": "of several rows with one bet_id a settled one is kept before an open one, then the first",
}
"""Rules about whole lines and about several rows."""
