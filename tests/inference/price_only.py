"""A test model of the server layer: it believes the price. Run as a script, it is a whole predictor process.

It exists to test protocols, errors and sockets without training anything; it says nothing about the model.
"""

import sys
import time

import numpy as np

from pikkit.scoring.pricing import Stakes, price
from pikkit.scoring.scores import Scores
from pikkit.scoring.selection import Batch
from pikkit.scoring.timing import Lap, no_lap
from pikkit.training.bundle import Prediction

VERSION = "price-only-1"
SLOW_SECONDS = 1.0


class PriceOnlyScorer:
    """Scores every bet with the probability its price implies."""

    def __init__(self, model_version: str = VERSION) -> None:
        self.model_version = model_version

    def score_batch(self, batch: Batch, *, reasons: bool = True, lap: Lap = no_lap) -> Scores:
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
            price(said, batch.odds, Stakes(0.25, 0.05)),
            [["the price says so"] if reasons else []] * n,
            [[] if league else ["no league given"] for league in batch.texts["league"]],
            self.model_version,
            np.zeros(n, dtype=np.int64),
            np.full(n, -1, dtype=np.int64),
            np.full(n, -1, dtype=np.int64),
            np.zeros(n, dtype=np.bool_),
        )


def main() -> None:
    from inference.predictor.logs import configure_logging
    from inference.predictor.model import PikkitModel
    from inference.predictor.server import bind, serve

    configure_logging()
    serve(PikkitModel("pikkit", PriceOnlyScorer), bind(sys.argv[1], int(sys.argv[2])))


if __name__ == "__main__":
    main()
