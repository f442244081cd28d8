"""From requests to scores: one bundle, one source of history, no state in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from pikkit.features.build import FEATURES_AT
from pikkit.features.definitions import feature_matrix
from pikkit.features.feature import Columns
from pikkit.features.freshness import STALE_AFTER
from pikkit.features.online import OnlineFeatures
from pikkit.scoring.pricing import Priced, Stakes, price
from pikkit.scoring.reasons import explain
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score
from pikkit.scoring.selection import AskedBet, columns_of
from pikkit.scoring.staleness import Staleness
from pikkit.scoring.warnings import warn
from pikkit.training.bundle import Bundle, Prediction
from pikkit.training.calibration import local_slope
from pikkit.training.logistic import logit


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
        if not requests:
            return []
        moment = now or datetime.now(UTC)
        bets = [AskedBet.read(request, moment) for request in requests]
        asked = columns_of(bets)
        history = self.online.read(asked.keys, asked.placed_at)
        features = feature_matrix({**history, **asked.request}, self.bundle.feature_names)
        said = self.bundle.predict(features, asked.odds, asked.n_legs)
        single = (asked.n_legs == 1)[:, None]
        slope = local_slope(self.bundle.calibration, logit(said.p_market))[:, None]
        parts = np.where(single, slope * self.bundle.contributions(features), 0.0)
        reasons = explain(parts, features, self.bundle.feature_names, said.p_win, said.p_market)
        priced = price(said, asked.odds, self.stakes)
        return [
            self._score(row, request, bets[row], said, priced, reasons[row], history, moment)
            for row, request in enumerate(requests)
        ]

    def _score(
        self,
        row: int,
        request: ScoreRequest,
        bet: AskedBet,
        said: Prediction,
        priced: Priced,
        reasons: list[str],
        history: Columns,
        now: datetime,
    ) -> Score:
        features_at = int(history[FEATURES_AT][row])
        staleness = Staleness.of(history, row, bet.placed_at, self.stale_after)
        said_late = [staleness.warning] if staleness.warning and bet.n_legs == 1 else []
        return Score(
            p_win=float(said.p_win[row]),
            p_market=float(said.p_market[row]),
            interval=(float(said.low[row]), float(said.high[row])),
            odds=bet.odds,
            fair_odds=float(priced.fair_odds[row]),
            edge=float(priced.edge[row]),
            ev=float(priced.ev[row]),
            kelly=float(priced.kelly[row]),
            verdict=priced.verdicts[row],
            reasons=reasons,
            warnings=[*warn(request, bet, history, row, features_at, round(now.timestamp() * 1_000_000)), *said_late],
            model_version=self.model_version,
            features_at=datetime.fromtimestamp(features_at / 1e6, UTC) if features_at >= 0 else None,
            feature_age_seconds=(bet.placed_at - features_at) / 1e6 if features_at >= 0 else None,
            features_materialized_at=staleness.materialized_at,
            features_stale=staleness.stale,
        )
