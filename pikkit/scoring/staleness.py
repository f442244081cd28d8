"""Whether the history a bet is scored with is kept up to date."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pikkit.features.feature import Columns
from pikkit.features.freshness import moment_of
from pikkit.features.online import MATERIALIZED_AT


@dataclass(frozen=True)
class Staleness:
    """How far a bet's history is behind it.

    Attributes:
        materialized_at: Up to when results count in it.
        stale: Whether that is longer before the bet than is accepted.
        warning: What to say then.
    """

    materialized_at: datetime
    stale: bool
    warning: str | None

    @classmethod
    def of(cls, history: Columns, row: int, placed_at: int, accepted: timedelta) -> "Staleness":
        """Look at one bet of a batch.

        Args:
            history: What was read online.
            row: The bet's.
            placed_at: When it is placed, in µs since 1970.
            accepted: How far behind the history may be.
        """
        materialized_at = int(history[MATERIALIZED_AT][row])
        behind = timedelta(microseconds=placed_at - materialized_at)
        if behind <= accepted:
            return cls(moment_of(materialized_at), stale=False, warning=None)
        days = behind / timedelta(days=1)
        said = f"The features were brought up to date {days:.0f} days before this bet; results since then are missing."
        return cls(moment_of(materialized_at), stale=True, warning=said)
