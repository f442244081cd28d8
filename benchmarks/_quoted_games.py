"""Invented games with what eight books offer on them, and bets on these games: as many as one likes."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks._sample_bets import MINUTE, SPAN, START
from pikkit.bets.schema import BETS, UTC_MICROSECONDS

BOOKS = ("Pinnacle", "Bet365", "Bwin", "Unibet", "DraftKings", "FanDuel", "BetMGM", "Caesars")
LEAGUES, TEAMS = 20, 20
SELECTIONS = (
    ("moneyline", "home", None, 2.0),
    ("moneyline", "away", None, 4.0),
    ("moneyline", "draw", None, 3.5),
    ("total", "over", 2.5, 1.95),
    ("total", "under", 2.5, 1.92),
    ("spread", "home", -0.5, 1.98),
    ("spread", "away", 0.5, 1.9),
)
"""Market, side, line and price."""
OBSERVATIONS, EVERY = 15, 6 * 60 * MINUTE
QUOTES_A_GAME = len(SELECTIONS) * len(BOOKS) * OBSERVATIONS
GAMES_A_FILE = 1000
Ints = npt.NDArray[np.int64]


def write_quotes(folder: Path, games: int, seed: int = 5) -> None:
    """Write the quotes of games as Parquet files, a thousand games each: a price that wanders every six hours."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    for first in range(0, games, GAMES_A_FILE):
        numbers = np.arange(first, min(first + GAMES_A_FILE, games))
        pq.write_table(_quotes(random, numbers, games), folder / f"games-{first:07}.parquet")


def write_quoted_bets(path: Path, rows: int, games: int, seed: int = 7) -> None:
    """Write straight bets (schema BETS) on such games, placed up to three days before the start, settled after it."""
    random = np.random.default_rng(seed)
    game = np.sort(random.integers(0, games, rows))
    home, away, league, start = _games(game, games)
    selection = random.integers(0, len(SELECTIONS), rows)
    price = np.array([selected[3] for selected in SELECTIONS])[selection]
    won = random.uniform(size=rows) < 0.96 / price
    stake = np.round(random.lognormal(3, 1, rows), 2)
    columns = {
        "bettor": pa.array([f"bettor {number}" for number in range(48)]).take(pa.array(random.integers(0, 48, rows))),
        "bet_id": pa.array(np.arange(rows)).cast(pa.string()),
        "sportsbook": pa.array(BOOKS).take(pa.array(random.integers(0, len(BOOKS), rows))),
        "placed_at": start - random.integers(60, 72 * 60, rows) * MINUTE,
        "settled_at": start + 150 * MINUTE,
        "odds": np.round(price * np.exp(random.normal(0, 0.03, rows)) + 0.01, 3),
        "closing_odds": pa.array(price, mask=random.uniform(size=rows) < 0.2),
        "stake": stake,
        "profit": np.where(won, np.round(stake * (price - 1), 2), -stake),
        "outcome": pa.array(["loss", "win"]).take(pa.array(won.astype(int))),
        "home": _teams().take(pa.array(home)),
        "away": _teams().take(pa.array(away)),
        "league": _leagues().take(pa.array(league)),
        "market": _of_selections(0).take(pa.array(selection)),
        "side": _of_selections(1).take(pa.array(selection)),
        "line": _of_selections(2).take(pa.array(selection)),
    }
    alike = {"bet_type": "straight", "sport": "Soccer", "n_legs": 1, "bonus": False, "live": False, "source_line": 2}
    columns |= {name: pa.array([value] * rows) for name, value in alike.items()}
    pq.write_table(pa.table([_as(columns.get(field.name), field.type, rows) for field in BETS], schema=BETS), path)


def _quotes(random: np.random.Generator, numbers: Ints, games: int) -> pa.Table:
    shape = (len(numbers), OBSERVATIONS, len(BOOKS), len(SELECTIONS))
    game, seen, book, selection = (axis.ravel() for axis in np.indices(shape))
    moved = np.exp(random.normal(0, 0.015, shape).cumsum(axis=1).ravel())
    home, away, league, start = _games(numbers, games)
    side = _of_selections(1).take(pa.array(selection))
    teams = {"home": _teams().take(pa.array(home[game])), "away": _teams().take(pa.array(away[game]))}
    ours, theirs = (pc.equal(side, name) for name in teams)
    price = np.array([selected[3] for selected in SELECTIONS])[selection]
    moments = {"observed_at": start[game] - (OBSERVATIONS - seen) * EVERY + 7 * MINUTE, "event_start": start[game]}
    return pa.table(
        {name: _as(values, UTC_MICROSECONDS, len(game)) for name, values in moments.items()}
        | teams
        | {
            "sport": pa.array(["Soccer"] * len(game)),
            "league": _leagues().take(pa.array(league[game])),
            "market": _of_selections(0).take(pa.array(selection)),
            "selection": pc.case_when(pc.make_struct(ours, theirs), teams["home"], teams["away"], side),
            "line": _of_selections(2).take(pa.array(selection)),
            "sportsbook": pa.array(BOOKS).take(pa.array(book)),
            "odds": np.round(1 + (price - 1) * moved, 3),
        }
    )


def _games(numbers: Ints, games: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Home, away, league and start (µs) of games, evenly over the years, ten of them at each hour."""
    league = numbers % LEAGUES
    home = (numbers * 7919 + 13) % TEAMS
    away = (home + 1 + (numbers * 104_729) % (TEAMS - 1)) % TEAMS
    start = START + (numbers // 10 * 10 * (SPAN / games)).astype(np.int64) // (60 * MINUTE) * (60 * MINUTE)
    return league * TEAMS + home, league * TEAMS + away, league, start


def _teams() -> pa.Array:
    return pa.array([f"Town {place} of {league}" for league in range(LEAGUES) for place in range(TEAMS)])


def _leagues() -> pa.Array:
    return pa.array([f"League {number}" for number in range(LEAGUES)])


def _of_selections(place: int) -> pa.Array:
    return pa.array([selected[place] for selected in SELECTIONS])


def _as(values: pa.Array | np.ndarray | None, kind: pa.DataType, count: int) -> pa.Array:
    if values is None:
        return pa.nulls(count, kind)
    array = values if isinstance(values, pa.Array) else pa.array(values)
    return array.cast(pa.int64()).cast(kind) if pa.types.is_timestamp(kind) else array.cast(kind)
