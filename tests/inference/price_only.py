"""A test model of the server layer: it believes the price. Run as a script, it is a whole predictor process.

It exists to test protocols, errors and sockets without training anything; it says nothing about the model.
"""

import sys
from collections.abc import Sequence

from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score, Verdict


class PriceOnlyScorer:
    """Scores every bet with the probability its price implies, so that ev is 0 and the verdict is pass."""

    model_version = "price-only-1"

    def score(self, requests: Sequence[ScoreRequest]) -> list[Score]:
        return [self._score(request) for request in requests]

    def _score(self, request: ScoreRequest) -> Score:
        if request.sportsbook == "Broken Book":
            raise RuntimeError("a bug that must not be told to the caller")
        p = 1 / request.decimal_odds
        return Score(
            p_win=p,
            p_market=p,
            interval=(p * 0.9, min(1.0, p * 1.1)),
            odds=request.decimal_odds,
            fair_odds=1 / p,
            edge=0.0,
            ev=0.0,
            kelly=0.0,
            verdict=Verdict.PASS,
            reasons=["the price says so"],
            warnings=[] if request.league else ["no league given"],
            model_version=self.model_version,
            features_at=None,
            feature_age_seconds=None,
        )


def main() -> None:
    from inference.predictor.logs import configure_logging
    from inference.predictor.model import PikkitModel
    from inference.predictor.server import bind, serve

    configure_logging()
    serve(PikkitModel("pikkit", PriceOnlyScorer), bind(sys.argv[1], int(sys.argv[2])))


if __name__ == "__main__":
    main()
