"""Whether the history bets are scored with is kept up to date."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

import numpy as np
import numpy.typing as npt

from pikkit.features.definitions.feature import Columns
from pikkit.features.online.history_columns import MATERIALIZED_AT

_MICROSECOND = timedelta(microseconds=1)
_DAY = timedelta(days=1) // _MICROSECOND


@dataclass(frozen=True)
class Staleness:
    """How far the history of n bets is behind them.

    Attributes:
        materialized_at: Up to when results count in it, µs since 1970, shape (n,).
        behind: How long before each bet that is, in µs, shape (n,).
        stale: Whether that is longer than is accepted, shape (n,).
    """

    materialized_at: npt.NDArray[np.int64]
    behind: npt.NDArray[np.int64]
    stale: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, history: Columns, placed_at: npt.NDArray[np.int64], accepted: timedelta) -> Self:
        """Look at a batch.

        Args:
            history: What was read online.
            placed_at: When the bets are placed, in µs since 1970.
            accepted: How far behind the history may be.
        """
        materialized_at = np.asarray(history[MATERIALIZED_AT], dtype=np.int64)
        behind = placed_at - materialized_at
        return cls(materialized_at, behind, behind > accepted // _MICROSECOND)

    def warnings(self, rows: list[int]) -> list[str]:
        """What to say of bets whose history is stale."""
        behind = (self.behind[rows] / _DAY).tolist()
        return [
            f"The features were brought up to date {days:.0f} days before this bet; results since then are missing."
            for days in behind
        ]
