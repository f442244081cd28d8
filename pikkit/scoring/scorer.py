"""From bets to scores: one bundle, one source of history, no state in between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain

import numpy as np
import numpy.typing as npt

from pikkit.features.definitions.feature import Columns, StackedColumns, stacked
from pikkit.features.definitions.feature_matrix import feature_matrix
from pikkit.features.online.freshness import STALE_AFTER
from pikkit.features.online.reader import OnlineFeatures
from pikkit.features.views.column_names import FEATURES_AT
from pikkit.quotes.newest_quotes import NewestQuotes
from pikkit.scoring.offered import Offered, offered
from pikkit.scoring.pricing import Stakes, price_bets
from pikkit.scoring.reasons import Known, explain, with_closes
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score
from pikkit.scoring.score_warnings import score_warnings
from pikkit.scoring.scores import Scores
from pikkit.scoring.selection import BetBatch, batch_columns
from pikkit.scoring.staleness import Staleness
from pikkit.scoring.timing import Lap, no_lap
from pikkit.training.bundle import Bundle, Prediction
from pikkit.training.calibration import local_slope
from pikkit.training.dataset import Floats, Ints
from pikkit.training.logistic import logit


class _Both(StackedColumns):
    """The columns of the bets, and of their history as they are asked for."""

    def __init__(self, request: StackedColumns, history: Columns) -> None:
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

    def texts(self, name: str) -> Sequence[str]:
        """See ``StackedColumns``; all texts are of the bets."""
        return self._request.texts(name)


@dataclass(frozen=True)
class Scorer:
    """Scores bets; safe to share between threads if its online features are.

    Attributes:
        bundle: The model.
        online: Where the history of a bet's entities is read.
        model_version: What every score says made it.
        stakes: How much a score may recommend to stake.
        stale_after: How far behind a bet its history may be before the score calls it stale.
        newest_quotes: What is stored of other books' prices now; None: only those of the requests count.
        quotes_stale_after: How old the newest of the other books' prices may be before the score says so.
    """

    bundle: Bundle
    online: OnlineFeatures
    model_version: str
    stakes: Stakes
    stale_after: timedelta = STALE_AFTER
    quotes_stale_after: timedelta = timedelta(hours=6)
    newest_quotes: NewestQuotes | None = None

    def score(self, requests: Sequence[ScoreRequest], now: datetime | None = None) -> list[Score]:
        """Score bets with the newest history there is.

        Args:
            requests: What to score; an empty sequence gives no scores.
            now: When bets without a ``placed_at`` are placed; default: now.
        """
        return self.score_batch(BetBatch.of(requests), now).scores() if requests else []

    def score_batch(
        self, batch: BetBatch, now: datetime | None = None, *, reasons: bool = True, lap: Lap = no_lap
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
        others = self._others(batch, asked.placed_at)
        quotes = None if others is None else others.features
        prediction = self.bundle.predict(features, asked.odds, asked.n_legs, quotes)
        priced = price_bets(prediction, asked.odds, self.stakes)
        sentences = (
            self._reasons(features, prediction, asked.n_legs, quotes, with_closes(history))
            if reasons
            else [[]] * len(batch)
        )
        staleness = Staleness.of(history, asked.placed_at, self.stale_after)
        clock = round(moment.timestamp() * 1_000_000)
        warned = score_warnings(batch, asked.placed_at, history, staleness, clock)
        if others is not None:
            sentences = self._say(others, asked.odds, sentences, warned, reasons=reasons)
        features_at = np.asarray(history[FEATURES_AT], dtype=np.int64)
        lap("predict")
        return Scores(
            prediction,
            asked.odds,
            priced,
            sentences,
            warned,
            self.model_version,
            asked.placed_at,
            features_at,
            staleness.materialized_at,
            staleness.stale,
        )

    def _reasons(
        self, features: Floats, prediction: Prediction, n_legs: Ints, quotes: Floats | None, known: Known
    ) -> list[list[str]]:
        slope = local_slope(self.bundle.calibration, logit(prediction.p_market))[:, None]
        parts, values, names = self.bundle.explained(features, quotes)
        parts = np.where((n_legs == 1)[:, None], slope * parts, 0.0)
        return explain(parts, values, names, prediction.p_win, prediction.p_market, known)

    def _others(self, batch: BetBatch, placed_at: Ints) -> Offered | None:
        """What other books offer on the bets: by the request, where it says so, else by the store; None if nothing."""
        weights = (self.bundle.quoted.weights if self.bundle.quoted else None) or {}
        asked = offered(batch.quotes, batch.texts["sportsbook"], batch.odds, placed_at, weights)
        has_quotes = (
            np.array([bool(quotes) for quotes in batch.quotes], dtype=bool) if asked else np.zeros(len(batch), bool)
        )
        snapshot = self.newest_quotes.snapshot() if self.newest_quotes and not has_quotes.all() else None
        if snapshot is None:
            return asked
        others = snapshot.others(batch.placed_bets(placed_at))
        if not others.known.any():
            return asked
        stored = Offered.of(others, batch.odds, placed_at, weights)
        return stored.where(has_quotes, asked) if asked else stored

    def _say(
        self, others: Offered, odds: Floats, told: list[list[str]], warned: list[list[str]], *, reasons: bool
    ) -> list[list[str]]:
        """Add what there is to say of the other books; returns the reasons."""
        known = ~np.isnan(others.chance)
        for row in range(len(odds)):
            warned[row] += others.warnings(row, self.quotes_stale_after)
            if known[row] and self.bundle.quoted is None:
                warned[row].append("This model has not learned from other books' prices, so they do not count.")
        if not reasons:
            return told
        return [[others.reason(row, float(odds[row])), *why] if known[row] else why for row, why in enumerate(told)]
