"""What a check for drift finds: one result a feature and detector, one a measure of performance, and the report."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from pikkit.base.errors import InputError
from pikkit.base.validation import problems_of
from pikkit.settings.drift_severity import DriftSeverity


@dataclass(frozen=True, slots=True)
class DriftResult:
    """What one detector says of one feature, or of all of them together.

    Attributes:
        feature: Its name; "all features" for a detector that compares rows.
        detector: Who says it: "psi", "ks", …
        statistic: The test's own figure.
        p_value: Chance of such a figure without drift; None where a detector gives none.
        effect: How large the difference is, whatever the number of bets.
        effect_name: What ``effect`` measures.
        threshold: The effect from which on a significant difference is drift.
        n_reference, n_window: Bets compared.
        severity: The verdict.
        q_value: ``p_value`` adjusted for all features compared (Benjamini–Hochberg).
    """

    feature: str
    detector: str
    statistic: float
    p_value: float | None
    effect: float
    effect_name: str
    threshold: float
    n_reference: int
    n_window: int
    severity: DriftSeverity
    q_value: float | None = None

    @property
    def drifted(self) -> bool:
        """Whether it is drift."""
        return self.severity is not DriftSeverity.NONE


NOT_ENOUGH = "not enough data"
"""The ``effect_name`` of a result that says nothing."""


def not_enough(feature: str, detector: str, n_reference: int, n_window: int, threshold: float) -> DriftResult:
    """What a detector says of too few values, or of values that its test cannot judge."""
    return DriftResult(
        feature, detector, 0.0, None, 0.0, NOT_ENOUGH, threshold, n_reference, n_window, DriftSeverity.NONE
    )


@dataclass(frozen=True, slots=True)
class PerformanceResult:
    """What settled bets say of the scores they got, or what the scores expect of themselves.

    Attributes:
        metric: "log loss against the price", "calibration", …
        value: What was measured.
        expected: What it is if nothing decayed.
        effect: How much worse it is; at most 0 where it is not.
        effect_name: What ``effect`` measures.
        threshold: The effect from which on a significant decay counts.
        log_e: Highest log evidence the sequential test saw against "nothing decayed"; None where nothing is tested.
        alpha: Chance that the test ever calls sound scores decayed, however often it is asked.
        n: Bets measured.
        severity: The verdict.
    """

    metric: str
    value: float
    expected: float
    effect: float
    effect_name: str
    threshold: float
    log_e: float | None
    alpha: float
    n: int
    severity: DriftSeverity

    @property
    def drifted(self) -> bool:
        """Whether it is decay."""
        return self.severity is not DriftSeverity.NONE


@dataclass(frozen=True, slots=True)
class Shape:
    """How a feature is distributed: shares of the reference and of the window in the same bins or categories."""

    feature: str
    labels: tuple[str, ...]
    reference: tuple[float, ...]
    window: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class DriftReport:
    """One window of bets compared with what a model learned from.

    Attributes:
        model_name, model_version: The model that scored.
        window_start, window_end: When the first and the last bet of the window were placed (UTC).
        rows: Bets in the window.
        results: The detectors'.
        performance: Of the settled bets.
        made_at: When it was made (UTC).
        shapes: Distributions, for pictures.
    """

    model_name: str
    model_version: str
    window_start: datetime
    window_end: datetime
    rows: int
    results: tuple[DriftResult, ...]
    performance: tuple[PerformanceResult, ...]
    made_at: datetime
    shapes: tuple[Shape, ...] = ()

    @property
    def severity(self) -> DriftSeverity:
        """The worst of all results."""
        severities = [result.severity for result in self.results] + [result.severity for result in self.performance]
        return DriftSeverity.worst(severities)

    @property
    def drifted(self) -> bool:
        """Whether any result is drift or decay."""
        return self.severity is not DriftSeverity.NONE

    def to_json(self) -> str:
        """A JSON object, which ``from_json`` reads; what is not finite is null."""
        return _REPORT.dump_json(self).decode()

    @staticmethod
    def from_json(text: str) -> "DriftReport":
        """Read what ``to_json`` wrote.

        Raises:
            InputError: It is no such report.
        """
        try:
            return _REPORT.validate_json(text)
        except ValidationError as error:
            raise InputError(f"This is no drift report: {problems_of(error)[0]}.") from error


_REPORT = TypeAdapter(DriftReport)
