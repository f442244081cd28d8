"""A drift report for a person."""

from pikkit.drift.drift_sentences import decay_sentence, drift_advice, drift_headline, shown_features
from pikkit.drift.result import DriftReport, DriftResult
from pikkit.settings.monitoring import MonitoringRules


def drift_text(report: DriftReport, rules: MonitoringRules) -> str:
    """The verdict and what follows from it, the features that moved most, and whether the scores hold."""
    window = f"{report.window_start:%Y-%m-%d} to {report.window_end:%Y-%m-%d}"
    rows = [_row(result) for result in shown_features(report)]
    header = ("feature", "detector", "effect", "drift from", "q", "severity")
    widths = [max(len(row[k]) for row in [header, *rows]) for k in range(len(header))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in [header, *rows]]
    return "\n".join(
        [
            f"{report.model_name}/{report.model_version} on {report.rows:,} single bets placed {window}: "
            f"{drift_headline(report)} {drift_advice(report, rules)}".rstrip(),
            "",
            *(f"  {line.rstrip()}" for line in lines),
            "",
            *(f"  {decay_sentence(result)}" for result in report.performance),
        ]
    )


def _row(result: DriftResult) -> tuple[str, ...]:
    q = "–" if result.q_value is None else f"{result.q_value:.1e}"
    return (
        result.feature,
        result.detector,
        f"{result.effect:.3f}",
        f"{result.threshold:.3f}",
        q,
        result.severity.value,
    )
