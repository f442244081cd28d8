"""A test model of the server layer: it believes the price. Run as a script, it is a whole predictor process.

It exists to test protocols, errors and sockets without training anything; it says nothing about the model.
"""

import argparse
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pikkit.base.errors import InputError
from pikkit.bets.odds import american_doubt
from pikkit.scoring.pricing import Stakes, price_bets
from pikkit.scoring.scores import Scores
from pikkit.scoring.selection import BetBatch
from pikkit.scoring.timing import Lap, no_lap
from pikkit.training.bundle import Prediction

if TYPE_CHECKING:
    from pikkit.inference.predictor.limits import Limits

VERSION = "price-only-1"
SLOW_SECONDS = 1.0
RELOAD_SECONDS = 0.05


class PriceOnlyScorer:
    """Scores every bet with the probability its price implies."""

    def __init__(self, model_version: str = VERSION) -> None:
        self.model_version = model_version

    def score_batch(self, batch: BetBatch, *, reasons: bool = True, lap: Lap = no_lap) -> Scores:
        if "Broken Book" in batch.texts["sportsbook"]:
            raise RuntimeError("a bug that must not be told to the caller")
        if "Slow Book" in batch.texts["sportsbook"]:
            time.sleep(SLOW_SECONDS)
        p, n = 1 / batch.odds, len(batch)
        lap("features")
        said = Prediction(p, p, p * 0.9, np.minimum(1.0, p * 1.1))
        lap("predict")
        return Scores(
            said,
            batch.odds,
            price_bets(said, batch.odds, Stakes(0.25, 0.05)),
            [["the price says so"] if reasons else []] * n,
            _warnings(batch),
            self.model_version,
            np.zeros(n, dtype=np.int64),
            np.full(n, -1, dtype=np.int64),
            np.full(n, -1, dtype=np.int64),
            np.zeros(n, dtype=np.bool_),
        )


def _warnings(batch: BetBatch) -> list[list[str]]:
    """What is missing, and the doubt about a price as the real scorer says it."""
    doubtful = np.zeros(len(batch), dtype=np.bool_) if batch.doubtful is None else batch.doubtful
    return [
        [*([] if league else ["no league given"]), *([american_doubt(float(odds))] if doubt else [])]
        for league, odds, doubt in zip(batch.texts["league"], batch.odds, doubtful, strict=True)
    ]


def main() -> None:
    from pikkit.inference.listening import bind
    from pikkit.inference.predictor.limits import Limits
    from pikkit.inference.predictor.logs import configure_logging
    from pikkit.inference.predictor.workers import count_alone, supervise

    given = sys.argv[1:]
    options = _parser().parse_args(given)
    if not options.fd:
        count_alone()
    listener = socket.socket(fileno=options.fd) if options.fd else bind(options.host, options.port)
    if options.workers > 1 and not options.fd:
        sys.exit(supervise(listener, options.workers, ["-m", "tests.inference.price_only", *given]))
    configure_logging(as_json=options.json)
    limits = Limits(options.rows, options.body_bytes, options.seconds, wait_seconds=options.wait)
    _serve(listener, options.version, limits)


def _serve(listener: socket.socket, version: Path | None, limits: "Limits") -> None:
    from pikkit.inference.predictor.model import PikkitModel
    from pikkit.inference.predictor.reloading import Newest
    from pikkit.inference.predictor.server import serve_predictor

    def load() -> PriceOnlyScorer:
        name = version.read_text() if version else VERSION
        if "broken" in name:
            raise InputError(f"{name} is no model.")
        return PriceOnlyScorer(name)

    newest = Newest(version.read_text, RELOAD_SECONDS) if version else None
    serve_predictor(PikkitModel("pikkit", load, most_rows=limits.rows), listener, limits, newest)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("--version", type=Path, help="a file that says which version should serve")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--body-bytes", type=int, default=2**20)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--wait", type=float, default=0.0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--fd", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    return parser


if __name__ == "__main__":
    main()
