"""What makes a row a bet: one rule a line, with the sentence a rejected row gets.

Decided here, and why:
- A stake of 0 is rejected: a bet without money says nothing about profit, and an empty amount is an error, not 0.
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

from pikkit.bets.export.header import PLACED, SETTLED
from pikkit.bets.export.values import Values, is_open

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


RULES: tuple[Rule, ...] = (
    Rule("id.missing", _missing("bet_id"), "the bet_id is empty; every bet needs one of its own"),
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
        "the odds are {0!r}; a decimal price such as 1.91 is needed",
        ("odds",),
    ),
    Rule("odds.range", _outside("odds", 1, MAX_ODDS), "the odds are {0}; a decimal price is above 1", ("odds",)),
    Rule("stake.missing", _missing("amount"), "the amount is empty; the stake is needed, and 0 is not assumed"),
    Rule("stake.unreadable", _unreadable("stake", "amount"), "the amount is {0!r}; a number is needed", ("amount",)),
    Rule("stake.range", _outside("stake", 0, MAX_STAKE), "the amount is {0}; a stake is above 0", ("amount",)),
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

EXCUSABLE = frozenset({"odds.range", "stake.range", "profit.unreadable", "time.range"})
"""Rules a person may overrule row by row, since what breaks them may be a bet: a price or a stake beyond belief, a
profit that is not known, a time placed that is early or late. A price of 1 or less, no stake, a bet settled before it
was placed or without an id of its own is none, whoever says so."""

LINE_RULES: dict[str, str] = {
    "row.width": "a row needs as many fields as the header",
    "row.quotes": "a quote opens at the start of a field and closes at its end",
    "value.limit": "no value is longer, larger or other than any bet's (pikkit/bets/limits.py)",
    "text.encoding": "an export is UTF-8 text",
    "id.duplicate": "of several rows with one bet_id a settled one is kept before an open one, then the first",
}
"""Rules about whole lines and about several rows."""
