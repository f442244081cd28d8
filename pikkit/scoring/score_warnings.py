"""What scores had to do without."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pikkit.base.coded_texts import CodedTexts, coded, joined, mapped, mask, taken
from pikkit.base.sql_moments import datetime_of
from pikkit.bets.odds import american_doubt
from pikkit.features.definitions.feature import Columns, stacked
from pikkit.features.definitions.hierarchy import BETTOR, BOOK, BOOK_MARKET, LEAGUE, LEAGUE_MARKET
from pikkit.features.online.history_columns import MATERIALIZED_AT
from pikkit.features.views.column_names import FEATURES_AT, qualified
from pikkit.features.views.view import TTL
from pikkit.scoring.selection import BetBatch
from pikkit.scoring.staleness import Staleness

STALE_DAYS = 30
MICROSECONDS_A_DAY = 86_400_000_000
CLOCK_SKEW_MICROSECONDS = 300_000_000
"""Five minutes: clocks differ by less, and a bet is not placed later than it is asked about."""

_REMEMBERED = round(TTL.total_seconds() * 1e6)
"""In µs: what an entity did longer ago does not count, so sentences name the day from which on it does."""

Mask = npt.NDArray[np.bool_]
Told = tuple[Mask, Callable[[list[int]], Sequence[str]]]
"""Which bets a warning is for, and its words for some of them."""

_SETTLED = tuple(
    qualified(level.view, column)
    for level, column in (
        (BOOK, "decided_all"),
        (LEAGUE, "decided_all"),
        (BOOK_MARKET, "decided_all"),
        (LEAGUE_MARKET, "decided_all"),
        (BETTOR, "bets_all"),
    )
)


def score_warnings(
    batch: BetBatch, placed_at: npt.NDArray[np.int64], history: Columns, staleness: Staleness, now: int
) -> list[list[str]]:
    """What was missing or unknown for each bet, and what was assumed instead.

    Args:
        batch: The bets.
        placed_at: When they are placed, in µs since 1970, shape (n,).
        history: Their view columns.
        staleness: Of that history.
        now: What the clock here says, in µs.
    """
    sentences: list[list[str]] = [[] for _ in range(len(batch))]
    single = batch.n_legs == 1
    for row in np.flatnonzero(~single).tolist():
        sentences[row].append("A bet of several legs is scored by its price alone.")
    for row in np.flatnonzero(batch.doubtful).tolist() if batch.doubtful is not None else ():
        sentences[row].append(american_doubt(float(batch.odds[row])))
    rules = (
        *_unknown(batch, placed_at, history),
        *_time(placed_at, history, now),
        (staleness.stale, staleness.warnings),
    )
    masks = np.array([mask for mask, _ in rules]) & single
    for which in np.flatnonzero(masks.any(axis=1)).tolist():
        rows = np.flatnonzero(masks[which]).tolist()
        for row, sentence in zip(rows, rules[which][1](rows), strict=True):
            sentences[row].append(sentence)
    return sentences


def _unknown(batch: BetBatch, placed_at: npt.NDArray[np.int64], history: Columns) -> Iterator[Told]:
    texts = batch.texts
    bettor, books, leagues = texts["bettor"], texts["sportsbook"], texts["league"]
    anonymous, no_league, no_market = (_missing(texts[name]) for name in ("bettor", "league", "market"))
    book, league, of_book, of_league, known = stacked(history, _SETTLED) > 0
    market, days = of_book | of_league, _Days(placed_at, history)
    yield anonymous, _always("No bettor is given, so no bettor's history counts.")
    yield (
        ~known & ~anonymous,
        lambda rows: days.told(
            rows,
            bettor,
            lambda name, day: (
                f"No single bet of bettor {name!r} is known to have settled since {day}, "
                "and older ones do not count, so typical values count instead."
            ),
        ),
    )
    yield (
        ~book,
        lambda rows: days.told(
            rows, books, lambda name, day: f"No single bet at {name} is known to have won or lost since {day}."
        ),
    )
    yield no_league, _always("No league is given.")
    yield (
        ~league & ~no_league,
        lambda rows: days.told(
            rows, leagues, lambda name, day: f"No single bet on {name} is known to have won or lost since {day}."
        ),
    )
    yield no_market, _always("The market could not be read from the selection.")
    yield (  # where neither book nor league is known, that was said already
        ~no_market & ~market & (book | league),
        lambda rows: days.told(
            rows,
            joined(texts["market"], texts["side"]),
            lambda pair, day: (
                f"No single bet on this market ({_market(*pair)}) is known to have won or lost since {day}, "
                "at this book or in this league."
            ),
        ),
    )


class _Days:
    """The days from which on what an entity did counts, as texts; many bets share one."""

    def __init__(self, placed_at: npt.NDArray[np.int64], history: Columns) -> None:
        self._placed_at, self._history = placed_at, history

    def told(self, rows: list[int], names: Sequence[Any], sentence: Callable[[Any, str], str]) -> Sequence[str]:
        """What is said of each row's name and day; of the same ones once."""
        newest = np.maximum(self._placed_at[rows], np.asarray(self._history[MATERIALIZED_AT], dtype=np.int64)[rows])
        days = np.maximum(newest - _REMEMBERED, 0) // MICROSECONDS_A_DAY
        pairs = joined(taken(names, rows), coded(days.tolist()))
        return mapped(lambda pair: sentence(pair[0], _day(pair[1])), pairs)


@lru_cache(maxsize=4096)
def _day(number: int) -> str:
    return f"{datetime_of(number * MICROSECONDS_A_DAY):%Y-%m-%d}"


def _always(sentence: str) -> Callable[[list[int]], Sequence[str]]:
    return lambda rows: [sentence] * len(rows)


def _market(market: str | None, side: str | None) -> str:
    return f"{market}, {side}" if side else str(market)


def _time(placed_at: npt.NDArray[np.int64], history: Columns, now: int) -> Iterator[Told]:
    features_at = np.asarray(history[FEATURES_AT], dtype=np.int64)
    ahead = placed_at - now
    age = placed_at - features_at
    future = ahead > CLOCK_SKEW_MICROSECONDS
    later = ~future & (age <= 0)
    old = ~future & ~later & (features_at >= 0) & (age / MICROSECONDS_A_DAY > STALE_DAYS)
    hours = 3_600_000_000
    yield (
        future,
        lambda rows: [
            f"placed_at is {hour:.1f} hours ahead of the clock here; what is known now counts."
            for hour in (ahead[rows] / hours).tolist()
        ],
    )
    yield later, _always("The history holds results later than placed_at, which were not known then.")
    yield (
        old,
        lambda rows: [
            f"The newest result in this bet's history is {days:.0f} days old."
            for days in (age[rows] / MICROSECONDS_A_DAY).tolist()
        ],
    )


def _missing(texts: Sequence[str | None]) -> Mask:
    if type(texts) is CodedTexts:
        return mask(lambda text: text is None, texts)
    return np.array([text is None for text in texts], dtype=np.bool_)
