"""What it costs to tell events: ``python benchmarks/events_bench.py [--rows 130000] [--times 4]``.

Bets of invented bettors on games of real teams, under several spellings each, a twentieth of them parlays; for so many
rows and for ``times`` as many. Prints the CPU seconds of telling their events (the first time, with no team looked up
yet, and again) and of noting them in a SQLite store, and how they grow.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from pikkit.bets.events import assign_events
from pikkit.bets.schema import BETS
from pikkit.bets.teams.roster import roster
from pikkit.store import open_store
from pikkit.sync.event_refresh import note_events

START = datetime(2020, 1, 1, 23, tzinfo=UTC)
LEAGUES = {"nba": ("Basketball", "NBA"), "mlb": ("Baseball", "MLB"), "england": ("Soccer", "England Premier League")}
GAMES_A_DAY = 12
BETS_A_GAME = 8


def bets(rows: int, seed: int = 7) -> pa.Table:
    """Bets in the order of their games."""
    rng = random.Random(seed)
    made = [bet for _, bet in zip(range(rows), _bets(rng), strict=False)]
    return pa.Table.from_pylist(made, BETS)


def _bets(rng: random.Random) -> Iterator[dict[str, Any]]:
    number = 0
    while True:
        day = START + timedelta(days=number // (GAMES_A_DAY * BETS_A_GAME))
        table = rng.choice(list(LEAGUES))
        game = rng.sample(roster()[table], 2)
        for _ in range(BETS_A_GAME):
            number += 1
            yield _bet(number, [rng.choice((team.name, team.nickname or team.name)) for team in game], table, day, rng)


def _bet(number: int, names: list[str], table: str, day: datetime, rng: random.Random) -> dict[str, Any]:
    home, away = rng.sample(names, 2)
    sport, league = LEAGUES[table]
    text, several = f"Over {rng.randrange(9)}.5 A{number % 997} Able Points {away} @ {home}", number % 20 == 0
    placed = day - timedelta(hours=rng.randrange(1, 60))
    return {
        "bettor": f"bettor {number % 40}", "bet_id": str(number), "sportsbook": "A book", "n_legs": 1 + several,
        "bet_type": "parlay" if several else "straight", "outcome": "win", "odds": 1.9, "stake": 1.0, "profit": 0.9,
        "bonus": False, "live": False, "placed_at": placed, "settled_at": day + timedelta(hours=rng.uniform(2, 5)),
        "sport": sport, "league": league, "market": None if several else "player points",
        "home": None if several else home, "away": None if several else away,
        "bet_info": f"{text} | {home} Moneyline {away} @ {home}" if several else text,
    }  # fmt: skip


def measure(rows: int) -> tuple[float, float, float]:
    """CPU seconds of telling events, of telling them again, and of noting them in a store."""
    table = bets(rows)
    first, again = _cpu(lambda: assign_events(table)), _cpu(lambda: assign_events(table))
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'bets.db'}")
        store.upsert(table)
        noted = _cpu(lambda: note_events(store))
        store.close()
    return first, again, noted


def _cpu(work: Any) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def main() -> None:
    """Measure each size in a process of its own, which has looked up no team yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=130_000)
    parser.add_argument("--times", type=int, default=4)
    parser.add_argument("--one", action="store_true", help="Measure this size only, and print three numbers.")
    given = parser.parse_args()
    if given.one:
        print(*measure(given.rows))
        return
    print(f"{'bets':>9} {'first':>7} {'again':>7} {'noted':>7}   CPU seconds")
    sizes = (given.rows, given.rows * given.times)
    timings = []
    for rows in sizes:
        command = [sys.executable, __file__, "--one", "--rows", str(rows)]
        timings.append([float(part) for part in subprocess.check_output(command, text=True).split()])
        print(f"{rows:>9,} " + " ".join(f"{seconds:>7.2f}" for seconds in timings[-1]))
    print(
        f"{given.times} times the bets: "
        + ", ".join(f"{b / a:.1f}" for a, b in zip(*timings, strict=True))
        + " times the CPU"
    )


if __name__ == "__main__":
    main()
