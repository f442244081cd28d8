"""Which features moved, how much, and what every detector said."""

from pikkit.drift.drift_sentences import effect_share, ranked, shown_features
from pikkit.drift.result import DriftReport, DriftResult
from pikkit.pages.charts import ForestRow, Scale, forest
from pikkit.pages.parts import Column, folded_part, section, table
from pikkit.settings.drift_severity import DriftSeverity

FURTHEST = 3.0
"""Thresholds' worth of effect at which lines end."""
_COLUMNS = (
    Column("Feature"), Column("Detector"), Column("Severity"), Column("Effect", number=True),
    Column("Drift from", number=True), Column("q", number=True), Column("Bets", number=True), Column("Effect is"),
)  # fmt: skip
_STYLES = {DriftSeverity.NONE: "model", DriftSeverity.WARNING: "price", DriftSeverity.SEVERE: "weak"}


def moved_section(report: DriftReport) -> str:
    """The features furthest towards, or beyond, where drift begins."""
    shown = shown_features(report)
    rows = [_row(result) for result in shown]
    end = min(max([effect_share(result) for result in shown] + [1.2]), FURTHEST)
    scale = Scale(0.0, end, ((1.0, "drift begins"),))
    return section(
        "What moved",
        forest("Effects as shares of where drift begins", ("Feature", "Effect"), rows, scale),
        "For each feature the detector that sees most. The line is the effect as a share of the threshold: the usual "
        "one of its detector, or what windows of the past reached without anything being wrong, whichever is larger.",
    )


def _row(result: DriftResult) -> ForestRow:
    share = effect_share(result)
    sentence = f"{result.effect:.3g} (from {result.threshold:.3g})"
    note = f"{result.detector}: {result.effect_name}"
    return ForestRow(result.feature, note, share, 0.0, share, sentence, _STYLES[result.severity])


def all_results_section(report: DriftReport) -> str:
    """Every result, folded."""
    rows = [
        (
            result.feature,
            result.detector,
            result.severity.value,
            f"{result.effect:.4g}",
            f"{result.threshold:.4g}",
            "–" if result.q_value is None else f"{result.q_value:.2g}",
            f"{result.n_reference:,} / {result.n_window:,}",
            result.effect_name,
        )
        for result in ranked(report)
    ]
    return section("Every detector", folded_part(f"All {len(rows)} results", table(_COLUMNS, rows)))
