"""How bad drift is."""

from collections.abc import Iterable
from enum import StrEnum


class DriftSeverity(StrEnum):
    """How bad it is."""

    NONE = "none"
    """Nothing that chance or a harmless change would not explain."""
    WARNING = "warning"
    """Worth a look."""
    SEVERE = "severe"
    """Worth a retrained model."""

    @property
    def rank(self) -> int:
        """0 for none, 1 for a warning, 2 for severe."""
        return list(DriftSeverity).index(self)

    @staticmethod
    def worst(drift_severities: "Iterable[DriftSeverity]") -> "DriftSeverity":
        """The worst of some; none if there are none."""
        return max(drift_severities, key=lambda one: one.rank, default=DriftSeverity.NONE)
