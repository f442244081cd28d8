"""The meetings of two teams: which mentions are of one and the same, and how sure that is."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pikkit.bets.events.doubleheader import second_games
from pikkit.bets.events.mentions import NEVER, Bools, Ints, Mentions

Floats = npt.NDArray[np.float64]

DAY = 86_400
SETTLED_GAP = 36 * 3_600
"""Seconds between two settlements beyond which teams that do not play daily have met again."""
PLACED_GAP = 4 * DAY
"""The same between two placements, where no settlement is known."""
_LATE = 12 * 3_600  # a lost parlay is settled before its other games end
_EARLY = 3_600  # a bet is cashed out before its game ends
_SURE, _LIKELY, _ONE_OF_SEVERAL, _SETTLED_ONLY, _PLACED_ONLY = 1.0, 0.9, 0.6, 0.6, 0.5
_DAYS, _PARTS = 1 << 17, 2


@dataclass(frozen=True)
class Meetings:
    """The meeting of each mention.

    Attributes:
        code: Equal for mentions of one meeting; greater than for any of an earlier pairing.
        confidence: In (0, 1], that the mention is of this meeting, given that its pairing is right.
    """

    code: Ints
    confidence: Floats

    def parts(self) -> tuple[Ints, Ints, Ints]:
        """The pairing's place, the day since 1970, and 1 for the second game of that day, else 0, of each mention."""
        days, second = np.divmod(self.code, _PARTS)
        pair, day = np.divmod(days, _DAYS)
        return pair, day, second


def find_meetings(mentions: Mentions) -> Meetings:
    """Mentions of one meeting, by what its bets' placements and settlements say.

    Decided singles come first: they were settled when their game was over. Those of teams that play daily are of one
    game if they were settled between the same two cuts of the day; of others, if no two successive ones are more than
    36 hours apart. What was settled for another reason, or not yet (open bets, voids, cash-outs, parlays), is of the
    first of these games that ended after it was placed. What no such game goes with is told by its own moments alone.
    """
    code = np.full(len(mentions.row), -1, dtype=np.int64)
    sure = np.full(len(code), _SURE)
    decided = np.flatnonzero(mentions.decided)
    day = np.zeros(len(code), dtype=np.int64)
    day[decided] = _days_settled(mentions, decided)
    twice = mentions.per_pair([one.rhythm.twice for one in mentions.pairings]) > 0
    group = np.where(mentions.decided & twice, mentions.pair * _DAYS + day, -1)
    code[decided] = _code(mentions.pair, day, second_games(mentions, group))[decided]
    loose = np.flatnonzero(~mentions.decided)
    _attach(mentions, code, sure, decided, loose)
    rest = loose[code[loose] < 0]
    code[rest], sure[rest] = _by_themselves(mentions, rest)
    return Meetings(code, sure)


def _code(pair: Ints, day: Ints, second: Bools | int) -> Ints:
    return np.asarray((pair * _DAYS + day) * _PARTS + second, dtype=np.int64)


def _days_settled(mentions: Mentions, rows: Ints) -> Ints:
    """The day of the game of settled mentions."""
    return _days(mentions, rows, mentions.settled[rows], "settled_cut", SETTLED_GAP)


def _days(mentions: Mentions, rows: Ints, moments: Ints, cut: str, gap: int) -> Ints:
    """The day of the game, from moments after which the next must not be longer than a gap."""
    daily = mentions.per_pair([one.rhythm.daily for one in mentions.pairings])[rows] > 0
    cuts = mentions.per_pair([getattr(one.rhythm, cut) for one in mentions.pairings])[rows].astype(np.int64)
    days: Ints = (moments - cuts) // DAY
    seldom = np.flatnonzero(~daily)
    days[seldom] = days[seldom][_first_of_run(mentions.pair[rows][seldom], moments[seldom], gap)]
    return days


def _first_of_run(pair: Ints, moments: Ints, gap: int) -> Ints:
    """For each place, that of the earliest of its run: one pairing's, none long after the one before."""
    order = np.lexsort((moments, pair))
    starts = np.ones(len(order), dtype=bool)
    starts[1:] = (np.diff(pair[order]) != 0) | (np.diff(moments[order]) > gap)
    first = np.empty(len(order), dtype=np.int64)
    first[order] = order[np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))]
    return first


def _attach(mentions: Mentions, code: Ints, sure: Floats, decided: Ints, loose: Ints) -> None:
    """Give each loose mention the first decided game of its pairing that ended after it was placed, if any fits."""
    if not len(decided) or not len(loose):
        return
    order = decided[np.lexsort((mentions.settled[decided], code[decided]))]
    starts = np.flatnonzero(np.diff(code[order], prepend=-1))
    ends = np.append(starts[1:], len(order)) - 1
    games, first, last = code[order][starts], mentions.settled[order][starts], mentions.settled[order][ends]
    by_end = np.lexsort((last, mentions.pair[order][starts]))
    games, first, last = games[by_end], first[by_end], last[by_end]
    pair = games // (_DAYS * _PARTS)
    earliest, latest = _window(mentions, loose)
    position = np.searchsorted(pair * NEVER + last, mentions.pair[loose] * NEVER + np.minimum(earliest, NEVER - 1))
    place = np.minimum(position, len(games) - 1)
    fits = (position < len(games)) & (pair[place] == mentions.pair[loose]) & (first[place] <= latest)
    after = np.minimum(place + 1, len(games) - 1)
    several = (after > place) & (pair[after] == mentions.pair[loose]) & (first[after] <= latest)
    code[loose[fits]] = games[place[fits]]
    sure[loose[fits]] = np.where(several, _ONE_OF_SEVERAL, _LIKELY)[fits]


def _window(mentions: Mentions, rows: Ints) -> tuple[Ints, Ints]:
    """Between which moments the game of each ended: after it was placed or cashed out, before it was settled."""
    placed, settled = mentions.placed[rows], mentions.settled[rows]
    daily = mentions.per_pair([one.rhythm.daily for one in mentions.pairings])[rows] > 0
    ahead = np.where(daily, 2 * DAY, 10 * DAY)
    cashed = mentions.cashed[rows] & (settled < NEVER)
    earliest = np.where(cashed, settled - _EARLY, placed)
    latest = np.where(settled < NEVER, settled + _LATE, placed + ahead)
    return earliest, np.where(cashed, settled + 2 * DAY, latest)


def _by_themselves(mentions: Mentions, rows: Ints) -> tuple[Ints, Floats]:
    """Code and confidence of mentions that go with no decided single."""
    is_open = mentions.settled[rows] == NEVER
    days = np.empty(len(rows), dtype=np.int64)
    for mask, moments, cut, gap in (
        (~is_open, mentions.settled, "settled_cut", SETTLED_GAP),
        (is_open, mentions.placed, "placed_cut", PLACED_GAP),
    ):
        some = rows[mask]
        days[mask] = _days(mentions, some, moments[some], cut, gap)
    return _code(mentions.pair[rows], days, 0), np.where(is_open, _PLACED_ONLY, _SETTLED_ONLY)
