"""From which effect on a significant difference is drift.

A difference must be both: significant (after Benjamini–Hochberg) and large. Large windows make any difference
significant, and small windows make large ones by chance. The bands of PSI are the usual ones (Siddiqi, 2006: below 0.1
little, above 0.25 a shift). Those of the others are where a normal feature is that moved as far as PSI 0.15 and 0.25,
about 0.38 and 0.5 of its standard deviation.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pikkit.settings.drift_severity import DriftSeverity


@dataclass(frozen=True, slots=True)
class Bands:
    """The effects from which on drift is a warning, and severe."""

    warning: float
    severe: float

    def severity(self, effect: float, p_value: float | None, alpha: float) -> DriftSeverity:
        """The verdict on an effect; not significant is none."""
        if (p_value is not None and not p_value <= alpha) or not effect >= self.warning:
            return DriftSeverity.NONE  # a NaN, which nothing follows from, included
        return DriftSeverity.SEVERE if effect >= self.severe else DriftSeverity.WARNING

    def beyond(self, limit: float) -> "Bands":
        """The same bands, moved up to begin at a limit if they begin below it."""
        warning = max(self.warning, limit)
        return Bands(warning, warning + self.severe - self.warning)


Limits = Mapping[tuple[str, str], float]
"""Effects that are usual, by feature and detector: drift is what is beyond."""


ALPHA = 0.01
"""Share of false discoveries among the features that a detector finds significant."""
