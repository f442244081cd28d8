"""The rules a row is held to before it is a quote. The first that a row breaks is why it is set aside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.letters import key_of
from pikkit.quotes.canonical import mapped
from pikkit.quotes.quote import HIGHEST_ODDS

CLOCK_SKEW = timedelta(minutes=5)
"""Clocks differ by less; a quote observed further ahead was not observed."""
LINED = ("spread", "total")
AMERICAN = 100.0
"""Below −100, and at whole numbers from 100 on when most of a book's are, odds are not decimal ones."""
MOST_ARE = 0.5


@dataclass(frozen=True)
class QuoteRule:
    """One rule: its name, the rows that break it (null counts as not breaking), and the sentence for them."""

    name: str
    broken: Callable[[pa.Table, datetime], pa.Array]
    reason: str


def american(rows: pa.Table) -> pa.Array:
    """Rows of books that quote American odds here: any price of −100 or less, or mostly whole ones from 100 on."""
    odds, book = rows["odds"].combine_chunks(), rows["sportsbook"].combine_chunks()
    negative = pc.less_equal(odds, -AMERICAN)
    whole = pc.and_(pc.greater_equal(odds, AMERICAN), pc.equal(odds, pc.floor(odds)))
    odd = pc.or_(negative, whole).fill_null(False)
    share = pa.table({"book": book, "odd": pc.cast(odd, pa.float64())}).group_by("book").aggregate([("odd", "mean")])
    changed = share.filter(pc.greater(share["odd_mean"], MOST_ARE))["book"]
    return pc.or_(negative.fill_null(False), pc.and_(odd, pc.is_in(book, changed.combine_chunks())))


def _missing(*names: str) -> Callable[[pa.Table, datetime], pa.Array]:
    def broken(rows: pa.Table, _now: datetime) -> pa.Array:
        mask = pc.is_null(rows[names[0]])
        for name in names[1:]:
            mask = pc.or_(mask, pc.is_null(rows[name]))
        return mask.combine_chunks()

    return broken


def _future(rows: pa.Table, now: datetime) -> pa.Array:
    return pc.greater(rows["observed_at"], pa.scalar(now + CLOCK_SKEW, rows["observed_at"].type)).combine_chunks()


def _same_teams(rows: pa.Table, _now: datetime) -> pa.Array:
    return pc.equal(mapped(rows["home"], key_of), mapped(rows["away"], key_of))


def _range(rows: pa.Table, _now: datetime) -> pa.Array:
    odds = rows["odds"]
    inside = pc.and_(pc.greater(odds, 1.0), pc.less_equal(odds, HIGHEST_ODDS))
    return pc.invert(inside).combine_chunks()


def _lay(rows: pa.Table, _now: datetime) -> pa.Array:
    return rows["lay"].combine_chunks()


def _american(rows: pa.Table, _now: datetime) -> pa.Array:
    return american(rows)


def _no_line(rows: pa.Table, _now: datetime) -> pa.Array:
    lined = pc.is_in(rows["market"], pa.array(LINED))
    return pc.and_(lined, pc.is_null(rows["line"], nan_is_null=True)).combine_chunks()


RULES = (
    QuoteRule(
        "time.missing",
        _missing("observed_at", "event_start"),
        "It does not say as moments when it was observed and when its event starts.",
    ),
    QuoteRule("observed.future", _future, "It was observed in the future by the clock here."),
    QuoteRule("teams.missing", _missing("home", "away"), "It does not name both sides of its event."),
    QuoteRule("teams.same", _same_teams, "Home and away are the same."),
    QuoteRule("sport.missing", _missing("sport"), "It names neither its sport nor a league whose sport is known."),
    QuoteRule("sportsbook.missing", _missing("sportsbook"), "It does not name its book."),
    QuoteRule("market.missing", _missing("market"), "It does not name its market."),
    QuoteRule("lay.unknown", _missing("lay"), "It does not say as true or false whether its price is a lay price."),
    QuoteRule("price.lay", _lay, "It is an exchange's lay price, at which one sells a bet and takes none."),
    QuoteRule(
        "selection.unknown", _missing("side"), "Its selection is no side of its event, nor draw, over, under, yes, no."
    ),
    QuoteRule("odds.missing", _missing("odds"), "It has no price that reads as a number."),
    QuoteRule(
        "odds.format", _american, "Its price, or most of its book's here, reads as American odds, not decimal ones."
    ),
    QuoteRule("odds.range", _range, f"Its price is not above 1 and at most {HIGHEST_ODDS:,.0f}."),
    QuoteRule("line.missing", _no_line, "It is a spread or total without its line."),
)


def first_broken(rows: pa.Table, now: datetime) -> pa.Array:
    """The place in RULES of the first rule each row breaks; null where it breaks none."""
    first = pa.nulls(rows.num_rows, pa.int8())
    for place, rule in enumerate(RULES):
        broken = pc.and_(rule.broken(rows, now).fill_null(False), pc.is_null(first))
        first = pc.if_else(broken, pa.scalar(place, pa.int8()), first)
    return first
