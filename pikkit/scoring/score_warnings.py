"""What scores had to do without."""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from pikkit.base.sql_moments import datetime_of
from pikkit.bets.odds import american_doubt
from pikkit.features.build.build import FEATURES_AT
from pikkit.features.definitions.feature import Columns, floats
from pikkit.features.definitions.hierarchy import BETTOR, BOOK, BOOK_MARKET, LEAGUE, LEAGUE_MARKET, Level
from pikkit.features.online.history_columns import MATERIALIZED_AT
from pikkit.features.views.column_names import qualified
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
Told = tuple[Mask, Callable[[int], str]]
"""Which bets a warning is for, and its words for one of them."""


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
    said: list[list[str]] = [[] for _ in range(len(batch))]
    single = batch.n_legs == 1
    for row in np.flatnonzero(~single).tolist():
        said[row].append("A bet of several legs is scored by its price alone.")
    for row in np.flatnonzero(batch.doubtful).tolist() if batch.doubtful is not None else ():
        said[row].append(american_doubt(float(batch.odds[row])))
    told = (*_unknown(batch, placed_at, history), *_time(placed_at, history, now), (staleness.stale, staleness.warning))
    masks = np.array([mask for mask, _ in told]) & single
    for which, row in zip(*(found.tolist() for found in np.nonzero(masks)), strict=True):
        said[row].append(told[which][1](row))
    return said


def _unknown(batch: BetBatch, placed_at: npt.NDArray[np.int64], history: Columns) -> Iterator[Told]:
    texts = batch.texts
    bettor, books, leagues = texts["bettor"], texts["sportsbook"], texts["league"]
    anonymous, no_league, no_market = (_missing(texts[name]) for name in ("bettor", "league", "market"))
    book, league = _settled(BOOK, "decided_all", history), _settled(LEAGUE, "decided_all", history)
    market = _settled(BOOK_MARKET, "decided_all", history) | _settled(LEAGUE_MARKET, "decided_all", history)
    stranger = ~_settled(BETTOR, "bets_all", history)

    def since(row: int) -> str:
        newest = max(int(placed_at[row]), int(history[MATERIALIZED_AT][row]))
        return f"{datetime_of(max(newest - _REMEMBERED, 0)):%Y-%m-%d}"

    yield anonymous, lambda _: "No bettor is given, so no bettor's history counts."
    yield (
        stranger & ~anonymous,
        lambda i: (
            f"No single bet of bettor {bettor[i]!r} is known to have settled since {since(i)}, "
            "and older ones do not count, so typical values count instead."
        ),
    )
    yield ~book, lambda i: f"No single bet at {books[i]} is known to have won or lost since {since(i)}."
    yield no_league, lambda _: "No league is given."
    yield (
        ~league & ~no_league,
        lambda i: f"No single bet on {leagues[i]} is known to have won or lost since {since(i)}.",
    )
    yield no_market, lambda _: "The market could not be read from the selection."
    yield (  # where neither book nor league is known, that was said already
        ~no_market & ~market & (book | league),
        lambda i: (
            f"No single bet on this market ({_market(batch, i)}) is known to have won or lost since {since(i)}, "
            "at this book or in this league."
        ),
    )


def _market(batch: BetBatch, row: int) -> str:
    market, side = batch.texts["market"][row], batch.texts["side"][row]
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
        lambda i: f"placed_at is {int(ahead[i]) / hours:.1f} hours ahead of the clock here; what is known now counts.",
    )
    yield later, lambda _: "The history holds results later than placed_at, which were not known then."
    yield (
        old,
        lambda i: f"The newest result in this bet's history is {int(age[i]) / MICROSECONDS_A_DAY:.0f} days old.",
    )


def _settled(level: Level, column: str, history: Columns) -> Mask:
    return np.asarray(floats(history, qualified(level.view, column)) > 0, dtype=np.bool_)


def _missing(texts: list[str | None]) -> Mask:
    return np.array([text is None for text in texts], dtype=np.bool_)
