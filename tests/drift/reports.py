"""A drift report of made-up figures."""

from datetime import UTC, datetime, timedelta

from pikkit.drift.result import DriftReport, DriftResult, PerformanceResult, Shape
from pikkit.settings.drift_severity import DriftSeverity

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def drift_report(effect: float = 0.3, at: datetime = NOW, version: str = "1") -> DriftReport:
    """One feature that moved as far as said, and sound scores."""
    severity = DriftSeverity.NONE if effect < 0.15 else DriftSeverity.SEVERE
    moved = DriftResult("price_<logit>", "ks", effect, 1e-6, effect, "distance", 0.15, 5000, 900, severity, 1e-5)
    quiet = DriftResult("hour", "psi", 0.01, 0.6, 0.0, "PSI beyond chance", 0.2, 5000, 900, DriftSeverity.NONE, 0.8)
    sound = PerformanceResult("calibration", 0.01, 0.01, 0.0, "error", 0.01, 0.7, 0.01, 800, DriftSeverity.NONE)
    told = PerformanceResult("expected log loss", 0.6, 0.6, 0.0, "nats a bet", 0.69, None, 0.0, 900, DriftSeverity.NONE)
    shape = Shape("price_<logit>", ("≤ 0", "> 0"), (0.5, 0.5), (0.2, 0.8))
    start = at - timedelta(days=30)
    return DriftReport("pikkit", version, start, at, 900, (moved, quiet), (sound, told), at, (shape,))
