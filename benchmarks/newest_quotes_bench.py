"""What servers read of stored quotes: all of events to come, the last day's, and the newest alone. CPU seconds.

    python benchmarks/newest_quotes_bench.py [--events 150] [--days 5]

Eight books, three sides and an observation each half hour, in SQLite.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
import pyarrow as pa

from pikkit.quotes.quote_snapshot import QuoteSnapshot
from pikkit.quotes.schema import QUOTES
from pikkit.quotes.store.contract import QuoteStore
from pikkit.quotes.store.newest_prices import BACK
from pikkit.quotes.store.opening import open_quote_store
from pikkit.quotes.store.upcoming import on_offer, upcoming
from pikkit.settings import Settings

BOOKS = ("Pinnacle", "Bet365", "Bwin", "Unibet", "DraftKings", "FanDuel", "BetMGM", "Caesars")
PRICES = {"home": 2.0, "draw": 3.5, "away": 4.0}


def main() -> None:
    """Fill a store, and time three readings of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=150)
    parser.add_argument("--days", type=int, default=5)
    asked = parser.parse_args()
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        store = open_quote_store(Settings(home=Path(folder)))
        stored = store.append(_quotes(asked.events, asked.days, now))
        print(f"{stored:,} quotes stored")
        readings: dict[str, Callable[[QuoteStore], pa.Table]] = {
            "all": lambda store: upcoming(store, now),
            "the last day's": lambda store: on_offer(store, now, BACK),
            "the newest": lambda store: on_offer(store, now),
        }
        for name, read in readings.items():
            _tell(name, read, store)
        store.close()


def _tell(name: str, read: Callable[[QuoteStore], pa.Table], store: QuoteStore) -> None:
    begun = time.process_time()
    quotes = read(store)
    middle = time.process_time()
    QuoteSnapshot.of(quotes)
    ended = time.process_time()
    print(f"{name}: {quotes.num_rows:,} quotes, read {middle - begun:.2f} s, snapshot {ended - middle:.2f} s")


def _quotes(events: int, days: int, now: datetime) -> pa.Table:
    """Quotes whose prices wander, of events that start in the next two days."""
    drawn, rows = np.random.default_rng(1), []
    seen = [now - timedelta(minutes=30 * step + 5) for step in range(days * 48)]
    for event in range(events):
        game = {"event_start": now + timedelta(minutes=20 * event + 30), "sport": "Soccer", "league": "EPL"}
        game |= {"home": f"Home {event}", "away": f"Away {event}", "market": "moneyline", "period": "game"}
        for book in BOOKS:
            for side, price in PRICES.items():
                odds = np.round(price * np.exp(drawn.normal(0, 0.02, len(seen))), 3)
                one = game | {"side": side, "sportsbook": book, "source": "bench", "live": False}
                rows += [one | {"observed_at": at, "odds": float(o)} for at, o in zip(seen, odds, strict=True)]
    return pa.Table.from_pylist(rows, QUOTES)


if __name__ == "__main__":
    main()
