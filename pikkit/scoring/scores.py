"""Scores of a batch, as columns; a row of them is a ``Score``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pikkit.bets.verdict import Verdict
from pikkit.scoring.pricing import Priced
from pikkit.scoring.score import Score
from pikkit.training.bundle import Prediction
from pikkit.training.dataset import Floats

Microseconds = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Scores:
    """Opinions on n ≥ 1 bets, all by one model; times in µs since 1970, −1 for none.

    Attributes:
        said: Probabilities.
        odds: The prices scored, decimal, shape (n,).
        priced: What they are worth.
        reasons: Of each bet; empty where none were asked for.
        warnings: Of each bet.
        model_version: Of the model that made all of them.
        placed_at, features_at, materialized_at: Shape (n,) each.
        stale: Whether the features were, shape (n,).
    """

    said: Prediction
    odds: Floats
    priced: Priced
    reasons: Sequence[list[str]]
    warnings: Sequence[list[str]]
    model_version: str
    placed_at: Microseconds
    features_at: Microseconds
    materialized_at: Microseconds
    stale: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.odds)

    @property
    def verdicts(self) -> list[str]:
        """In one word each."""
        return self.priced.verdicts

    def scores(self) -> list[Score]:
        """Each bet's, in order."""
        return [Score.model_construct(**self._typed(document)) for document in self.documents()]

    def documents(self) -> list[dict[str, Any]]:
        """Each bet's as ``Score.model_dump(mode="json")`` gives it."""
        version = self.model_version
        return [
            {
                "p_win": p_win,
                "p_market": p_market,
                "interval": (low, high),
                "odds": odds,
                "fair_odds": fair,
                "edge": edge,
                "ev": ev,
                "kelly": kelly,
                "verdict": verdict,
                "reasons": reasons,
                "warnings": warnings,
                "model_version": version,
                "features_at": features_at,
                "feature_age_seconds": age,
                "features_materialized_at": materialized_at,
                "features_stale": stale,
            }
            for (
                p_win, p_market, low, high, odds, fair, edge, ev, kelly, verdict, reasons, warnings, features_at, age,
                materialized_at, stale,
            ) in zip(*self._columns(), strict=True)
        ]  # fmt: skip

    def ages(self) -> list[float | None]:
        """Seconds from ``features_at`` to the moment scored; None without history."""
        known = self.features_at >= 0
        ages: list[float | None] = ((self.placed_at - self.features_at) / 1e6).tolist()
        return ages if known.all() else [age if own else None for age, own in zip(ages, known.tolist(), strict=True)]

    def _columns(self) -> list[list[Any]]:
        prediction, priced = self.said, self.priced
        numbers = (prediction.p_win, prediction.p_market, prediction.low, prediction.high, self.odds)
        worth = (priced.fair_odds, priced.edge, priced.ev, priced.kelly)
        return [
            *(column.tolist() for column in (*numbers, *worth)),
            priced.verdicts,
            list(self.reasons),
            list(self.warnings),
            _texts(self.features_at),
            self.ages(),
            _texts(self.materialized_at),
            self.stale.tolist(),
        ]

    @staticmethod
    def _typed(document: dict[str, Any]) -> dict[str, Any]:
        moments = ("features_at", "features_materialized_at")
        read = {name: datetime.fromisoformat(document[name]) if document[name] else None for name in moments}
        return document | read | {"verdict": Verdict(document["verdict"])}


def _texts(moments: Microseconds) -> list[str | None]:
    """As ISO 8601 in UTC, as pydantic writes it."""
    return list(map(_text, moments.tolist()))


@lru_cache(maxsize=1 << 14)  # of many bets few moments are distinct, and one bet's come again
def _text(moment: int) -> str | None:
    return datetime.fromtimestamp(moment / 1e6, UTC).replace(tzinfo=None).isoformat() + "Z" if moment >= 0 else None
