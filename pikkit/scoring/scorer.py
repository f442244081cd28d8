"""From bets to scores: one bundle, one source of history, no state in between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain

import numpy as np
import numpy.typing as npt

from pikkit.features.build.build import FEATURES_AT
from pikkit.features.definitions.feature import Columns, StackedColumns, stacked
from pikkit.features.definitions.features import feature_matrix
from pikkit.features.online.freshness import STALE_AFTER
from pikkit.features.online.reader import OnlineFeatures
from pikkit.scoring.pricing import Stakes, price
from pikkit.scoring.reasons import explain
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score
from pikkit.scoring.scores import Scores
from pikkit.scoring.selection import Batch, batch_columns
from pikkit.scoring.staleness import Staleness
from pikkit.scoring.timing import Lap, no_lap
from pikkit.scoring.warnings import warnings_of
from pikkit.training.bundle import Bundle, Prediction
from pikkit.training.calibration import local_slope
from pikkit.training.dataset import Floats, Ints
from pikkit.training.logistic import logit


class _Both(StackedColumns):
    """The columns of the bets, and of their history as they are asked for."""

    def __init__(self, request: Columns, history: Columns) -> None:
        self._request, self._history = request, history

    def __getitem__(self, name: str) -> npt.NDArray[np.generic]:
        return self._request[name] if name in self._request else self._history[name]

    def __iter__(self) -> Iterator[str]:
        return chain(self._request, self._history)

    def __len__(self) -> int:
        return len(self._request) + len(self._history)

    def stacked(self, names: tuple[str, ...]) -> Floats:
        """See ``StackedColumns``; what is stacked is history."""
        return stacked(self._history, names)


@dataclass(frozen=True)
class Scorer:
    """Scores bets; safe to share between threads if its online features are.

    Attributes:
        bundle: The model.
        online: Where the history of a bet's entities is read.
        model_version: What every score says made it.
        stakes: How much a score may recommend to stake.
        stale_after: How far behind a bet its history may be before the score calls it stale.
    """

    bundle: Bundle
    online: OnlineFeatures
    model_version: str
    stakes: Stakes
    stale_after: timedelta = STALE_AFTER

    def score(self, requests: Sequence[ScoreRequest], now: datetime | None = None) -> list[Score]:
        """Score bets with the newest history there is.

        Args:
            requests: What to score; an empty sequence gives no scores.
            now: When bets without a ``placed_at`` are placed; default: now.
        """
        return self.score_batch(Batch.of(requests), now).scores() if requests else []

    def score_batch(
        self, batch: Batch, now: datetime | None = None, *, reasons: bool = True, lap: Lap = no_lap
    ) -> Scores:
        """Score n ≥ 1 bets at once.

        Args:
            batch: What to score.
            now: When bets without a ``placed_at`` are placed; default: now.
            reasons: Whether to say what moved each score, which takes most of the time of many bets.
            lap: Told the name of each stage ("features", "predict") as it ends.
        """
        moment = now or datetime.now(UTC)
        asked = batch_columns(batch, batch.placed_by(moment))
        history = self.online.read(asked.keys, asked.placed_at)
        features = feature_matrix(_Both(asked.request, history), self.bundle.feature_names)
        lap("features")
        said = self.bundle.predict(features, asked.odds, asked.n_legs)
        priced = price(said, asked.odds, self.stakes)
        told = self._reasons(features, said, asked.n_legs) if reasons else [[]] * len(batch)
        staleness = Staleness.of(history, asked.placed_at, self.stale_after)
        clock = round(moment.timestamp() * 1_000_000)
        warned = warnings_of(batch, asked.placed_at, history, staleness, clock)
        features_at = np.asarray(history[FEATURES_AT], dtype=np.int64)
        lap("predict")
        return Scores(
            said,
            asked.odds,
            priced,
            told,
            warned,
            self.model_version,
            asked.placed_at,
            features_at,
            staleness.materialized_at,
            staleness.stale,
        )

    def _reasons(self, features: Floats, said: Prediction, n_legs: Ints) -> list[list[str]]:
        slope = local_slope(self.bundle.calibration, logit(said.p_market))[:, None]
        parts = np.where((n_legs == 1)[:, None], slope * self.bundle.contributions(features), 0.0)
        return explain(parts, features, self.bundle.feature_names, said.p_win, said.p_market)
