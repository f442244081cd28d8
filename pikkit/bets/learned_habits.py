"""Who is at home in "A vs B": what other bets on the same games say of a book that no table knows.

A bet whose text has "@" says for sure who is at home. Where a book names the same two teams around "vs" on the same
day, it is seen whom it names first. Only games of leagues that are written either way count, and only they gain by it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.bet_info.habits import habit_of, says_nothing
from pikkit.bets.bet_info.in_book import in_book
from pikkit.bets.bet_info.parse import leg_fields
from pikkit.bets.outcome import BetType, Side
from pikkit.bets.tables.vs_habits import Habit
from pikkit.bets.teams import find_pair

LEAST = 10
"""Games that must speak of a book."""
SHARE = 0.95
"""The share of them that must say the same; of fewer, the order says nothing."""
MENTIONS = pa.schema([("pair", pa.string()), ("day", pa.int32()), ("book", pa.string()), ("first", pa.string())])
"""A game on a day and which of its teams a book names first; ``book`` is null where ``first`` is at home for sure."""
_NEEDED = ("bet_type", "sportsbook", "league", "sport", "home", "away", "placed_at", "settled_at", "bet_info")
_SURE = re.compile(r" (?:@|at) ", re.IGNORECASE)
_HALF_DAY, _DAY = 43_200_000_000, 86_400_000_000
"""Microseconds. American games end after midnight in UTC: a day of games begins at noon."""


class HabitCount(NamedTuple):
    """On how many games a book named the home side, or the visitors, first."""

    home_first: int = 0
    visitors_first: int = 0

    @property
    def habit(self) -> Habit | None:
        """What they say; None: too few to say anything."""
        games = self.home_first + self.visitors_first
        if games < LEAST:
            return None
        if self.home_first >= SHARE * games:
            return Habit.HOME_FIRST
        return Habit.VISITORS_FIRST if self.visitors_first >= SHARE * games else Habit.MIXED


def with_known_order(bets: pa.Table) -> pa.Table:
    """Bets (schema ``BETS``) with home, away and side where the other bets tell how their book lists teams."""
    return in_learned_order(bets, learned_habits(order_mentions(bets)))


def order_mentions(bets: pa.Table) -> pa.Table:
    """The games of single bets and who is named first, as ``MENTIONS``, each once."""
    mentions = {mention for _, mention in _mentions(bets)}
    return pa.Table.from_pylist([dict(zip(MENTIONS.names, mention, strict=True)) for mention in mentions], MENTIONS)


def learned_habits(mentions: pa.Table) -> dict[str, HabitCount]:
    """What is seen of each book that no table knows.

    Args:
        mentions: Of ``order_mentions``; those of parts of the bets, one behind the other, will do.
    """
    rows = set(zip(*(mentions[name].to_pylist() for name in MENTIONS.names), strict=True))
    homes: dict[tuple[str, int], set[str]] = defaultdict(set)
    for pair, day, book, first in rows:
        if book is None:
            homes[pair, day].add(first)
    seen: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for pair, day, book, first in rows:
        if book is not None and len(home := homes[pair, day]) == 1:
            seen[book][first not in home] += 1
    return {book: HabitCount(*counts) for book, counts in seen.items()}


def in_learned_order(bets: pa.Table, counts: Mapping[str, HabitCount]) -> pa.Table:
    """The bets with the order that was learned; what was known, or corrected, of a bet stays."""
    known = (Habit.HOME_FIRST, Habit.VISITORS_FIRST)
    habits = {book: count.habit for book, count in counts.items() if count.habit in known}
    if not habits:
        return bets
    columns = {name: bets[name].to_pylist() for name in ("home", "away", "side")}
    books, texts = bets["sportsbook"].to_pylist(), bets["bet_info"].to_pylist()
    for row, mention in _mentions(bets):
        if mention[2] in habits:
            _turn(columns, row, texts[row], habits[books[row]])
    for name, values in columns.items():
        place = bets.schema.get_field_index(name)
        bets = bets.set_column(place, bets.schema.field(place), pa.array(values, pa.string()))
    return bets


def _turn(columns: Mapping[str, list[Any]], row: int, text: str, habit: Habit | None) -> None:
    as_written = leg_fields(text)
    leg = in_book(as_written, None, habit)
    if (columns["home"][row], columns["away"][row]) != (as_written.home, as_written.away):
        return
    columns["home"][row], columns["away"][row] = leg.home, leg.away
    if columns["side"][row] is None and leg.side in (Side.HOME, Side.AWAY):
        columns["side"][row] = leg.side.value


def _mentions(bets: pa.Table) -> Iterator[tuple[int, tuple[str, int, str | None, str]]]:
    """The rows of singles on a game that may be written either way, and what each says of the order."""
    single = pc.and_(pc.equal(bets["bet_type"], BetType.STRAIGHT), pc.is_valid(bets["home"]))
    rows = pc.indices_nonzero(single.combine_chunks())  # of a column without any chunk PyArrow 25 ends the process
    some = bets.select(_NEEDED).take(rows)
    moments = pc.coalesce(some["settled_at"], some["placed_at"]).cast(pa.int64()).to_pylist()
    values = (some[name].to_pylist() for name in ("sportsbook", "league", "sport", "home", "away", "bet_info"))
    for row, moment, book, league, sport, home, away, text in zip(rows.to_pylist(), moments, *values, strict=True):
        if not away or not says_nothing(home, away):
            continue
        sure = _SURE.search(text or "") is not None
        if (not sure and habit_of(book) is not None) or (pair := find_pair(home, away, league, sport)) is None:
            continue
        key = "+".join(sorted((pair.first.key, pair.second.key)))
        yield row, (key, (moment - _HALF_DAY) // _DAY, None if sure else book, pair.first.key)
