"""What one score with the newest stored quotes takes beside the same score without, in this process; prints the ratio.

From a request's bytes to its answer's, thread CPU time, in turns, so that another process disturbs it little. Every
call is another bet, at another book and price, so that nothing is remembered from the one before.

It needs a trained home whose model has learned from quotes: ``pikkit quotes import`` and ``pikkit train`` first.
"""

import argparse
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.predictor_bench import answer, milliseconds
from pikkit.quotes.newest_quotes import NewestQuotes
from pikkit.quotes.quote_snapshot import QuoteSnapshot
from pikkit.quotes.store.contract import Span
from pikkit.quotes.store.opening import open_quote_store
from pikkit.quotes.store.upcoming import AHEAD, BEGUN
from pikkit.scoring.serving_scorer import load_scorer
from pikkit.settings import Settings

ROUNDS = 600


def main() -> None:
    """Print one table."""
    options = _parser().parse_args()
    settings = Settings(home=options.home) if options.home else Settings()
    moment = datetime.fromisoformat(options.at).replace(tzinfo=UTC)
    store = open_quote_store(settings)
    quotes = store.read(Span(moment - BEGUN, moment + AHEAD))
    quotes = quotes.filter(pc.less(quotes["observed_at"], pa.scalar(moment, quotes["observed_at"].type)))
    began = time.process_time()
    QuoteSnapshot.of(quotes)
    took = time.process_time() - began
    without = load_scorer(settings, options.model or None)
    without.bundle.prepare()  # as a server does
    knowing = replace(without, newest_quotes=NewestQuotes(lambda: quotes))
    print(f"{quotes.num_rows:,} quotes; a snapshot of them takes {took:.2f} CPU s.")
    print(f"The model has {'a' if without.bundle.quoted else 'no'} part that reads quotes.")
    bodies = _bodies(quotes, moment)
    for reasons in (False, True):
        asked = [orjson.dumps({"instances": [body], "reasons": reasons}) for body in bodies]
        turn = {"with": 0, "without": 0}

        def call(scorer: object, name: str, asked: list[bytes] = asked, turn: dict[str, int] = turn) -> bytes:
            turn[name] += 1
            return answer(scorer, asked[turn[name] % len(asked)])  # type: ignore[arg-type]

        with threadpool_limits(1):
            cost = milliseconds(
                {"with": lambda: call(knowing, "with"), "without": lambda: call(without, "without")}, ROUNDS
            )
        print(
            f"reasons {reasons!s:5}: {cost['without']:.3f} ms without quotes, {cost['with']:.3f} ms with: "
            f"ratio {cost['with'] / cost['without']:.2f}"
        )
    batch = [orjson.dumps({"instances": [body], "reasons": True}) for body in bodies[:200]]
    quoted = sum(b"other book" in answer(knowing, body) for body in batch)
    print(f"{quoted} of {len(batch)} bets are quoted by others.")


def _bodies(quotes: pa.Table, moment: datetime) -> list[dict[str, object]]:
    """A bet on each of some quotes, a little later."""
    rows = np.random.default_rng(1).permutation(quotes.num_rows)[: ROUNDS * 2]
    asked = ("sportsbook", "sport", "league", "home", "away", "market", "period", "side", "line", "subject", "odds")
    placed = (moment - timedelta(seconds=1)).isoformat()
    bodies = quotes.select(asked).take(pa.array(rows)).to_pylist()
    return [
        {name: value for name, value in body.items() if value is not None} | {"placed_at": placed} for body in bodies
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="default: the configured one")
    parser.add_argument("--model", default="", help="a model's URI; default: the champion")
    parser.add_argument("--at", default="2024-03-15T12:00:00", help="the moment, UTC (default: %(default)s)")
    return parser


if __name__ == "__main__":
    main()
