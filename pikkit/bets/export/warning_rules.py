"""What is strange about a row that is a bet all the same: it is kept, and its warning says what it lacks."""

from collections.abc import Callable
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.export.rules import Rule, RuleSeverity
from pikkit.bets.export.values import Values, is_open
from pikkit.bets.outcome import BetType, Outcome
from pikkit.bets.settlement import refine_outcomes

LONGEST_ODDS = 1001.0
"""Sportsbooks seldom offer more; a parlay may."""
EV_TOLERANCE = 0.005
"""Exports round ev and closing line."""


def _unpriced_close(values: Values, _: datetime) -> pa.Array:
    unused = pc.and_(pc.not_equal(values.texts["closing_line"], ""), pc.is_null(values.closing_odds))
    return pc.and_(unused, pc.invert(values.doubtful["closing_line"]))


def _unlike_ev(values: Values, _: datetime) -> pa.Array:
    ev = pc.subtract(pc.divide(values.odds, values.closing_odds), 1.0)
    return pc.greater(pc.abs(pc.subtract(values.source_ev, ev)), EV_TOLERANCE)


def _settled_without(column: str) -> Callable[[Values, datetime], pa.Array]:
    def broken(values: Values, _: datetime) -> pa.Array:
        return pc.and_(pc.invert(is_open(values)), pc.is_null(getattr(values, column)))

    return broken


def _wrong_sign(values: Values, _: datetime) -> pa.Array:
    lost_by_winning = pc.and_(pc.equal(values.outcome, Outcome.WIN), pc.less(values.profit, 0.0))
    earned_by_losing = pc.and_(pc.equal(values.outcome, Outcome.LOSS), pc.greater(values.profit, 0.0))
    wrong = pc.fill_null(pc.or_kleene(lost_by_winning, earned_by_losing), fill_value=False)
    return pc.and_(wrong, pc.invert(_in_part(values))) if pc.any(wrong).as_py() else wrong


def _in_part(values: Values) -> pa.Array:
    """Which bets were settled in part: one may be called won and have lost money, as a half is no more than it."""
    money = (values.odds, values.stake, values.profit)
    lines, texts = pa.nulls(len(values.odds), pa.float64()), values.texts["bet_info"]
    refined = refine_outcomes(values.bet_type, values.outcome, *money, lines, texts)
    return pc.fill_null(pc.is_in(refined, pa.array([word for word in Outcome if word.partial], pa.string())), False)


def _unknown_outcome(values: Values, _: datetime) -> pa.Array:
    return pc.equal(values.outcome, Outcome.UNKNOWN)


def _long(values: Values, _: datetime) -> pa.Array:
    return pc.and_(pc.equal(values.bet_type, BetType.STRAIGHT), pc.greater(values.odds, LONGEST_ODDS))


def _untold(values: Values, _: datetime) -> pa.Array:
    return pc.equal(values.texts["bet_info"], "")


def _doubtful_close(values: Values, _: datetime) -> pa.Array:
    return values.doubtful["closing_line"]


def _assumed(column: str) -> Callable[[Values, datetime], pa.Array]:
    def broken(values: Values, _: datetime) -> pa.Array:
        return values.assumed[column]

    return broken


def _warn(
    name: str,
    broken: Callable[[Values, datetime], pa.Array],
    sentence: str,
    *texts: str | tuple[str, str],
) -> Rule:
    return Rule(name, broken, sentence, texts, RuleSeverity.WARN)


WARNING_RULES: tuple[Rule, ...] = (
    _warn(
        "closing_line.unusable",
        _unpriced_close,
        "the closing line {0!r} is no price above 1; the bet is kept without one",
        "closing_line",
    ),
    _warn(
        "closing_line.ambiguous",
        _doubtful_close,
        "the closing line {0} could be decimal or American, and the other prices of the file do not say which; the bet "
        "is kept without one",
        "closing_line",
    ),
    _warn(
        "closing_line.assumed",
        _assumed("closing_line"),
        "the closing line {0} was read as most of its column is written, decimal or American; it could be the other",
        "closing_line",
    ),
    _warn(
        "odds.assumed",
        _assumed("odds"),
        "the odds {0} were read as most of their column is written, decimal or American; they could be the other",
        "odds",
    ),
    _warn(
        "ev.inconsistent",
        _unlike_ev,
        "the ev is {0}, which odds {1} and closing line {2} do not make; it is computed again",
        "ev",
        "odds",
        "closing_line",
    ),
    _warn("profit.missing", _settled_without("profit"), "it is settled, but its profit is empty; 0 is not assumed"),
    _warn("profit.sign", _wrong_sign, "the status is {0}, but the profit {1}", "status", "profit"),
    _warn(
        "time_settled.missing",
        _settled_without("settled_at"),
        "it is settled, but nothing says when; no later bet can know of it",
    ),
    _warn(
        "status.unspecified",
        _unknown_outcome,
        "the status is {0!r}, which does not say how it ended; it teaches nothing",
        "status",
    ),
    _warn("odds.long", _long, f"the odds are {{0}}; straight bets seldom have more than {LONGEST_ODDS:g}", "odds"),
    _warn("bet_info.missing", _untold, "the bet_info is empty, so nothing says what the bet is on"),
)
"""A row may break several; each is told."""
