"""Whether scores hold, and how it was at earlier checks."""

from collections.abc import Sequence

from pikkit.drift.drift_sentences import drifted_features, effect_share, odds_against, performance_figure
from pikkit.drift.result import DriftReport, PerformanceResult
from pikkit.pages.charts import Plot, Scale, scale_over
from pikkit.pages.parts import Column, figure, section, table

_COLUMNS = (
    Column("Measure"), Column("Verdict"), Column("Measured", number=True), Column("Expected", number=True),
    Column("Worse by", number=True), Column("Evidence of decay", number=True), Column("Bets", number=True),
)  # fmt: skip


def performance_section(report: DriftReport) -> str:
    """What settled bets say, and what the scores expect of themselves."""
    lead = (
        "On every bet settled since training; the tests may be looked at after every bet. Decay is called where the "
        "evidence is past its bound and the loss is large enough to matter."
    )
    return section("Do the scores hold", table(_COLUMNS, [_row(result) for result in report.performance]), lead)


def _row(result: PerformanceResult) -> tuple[str, ...]:
    judged = result.log_e is not None
    return (
        result.metric,
        result.severity.value if judged else "not judged",
        performance_figure(result, result.value),
        performance_figure(result, result.expected),
        performance_figure(result, result.effect),
        f"{odds_against(result.log_e or 0.0)} of {1 / result.alpha:,.0f} to 1" if judged else "–",
        f"{result.n:,}",
    )


def time_section(report: DriftReport, before: Sequence[DriftReport]) -> str:
    """The checks of this model, one after the other; nothing where this is the first."""
    checks = {one.made_at: one for one in [*before, report] if one.model_version == report.model_version}
    judged = [checks[moment] for moment in sorted(checks) if checks[moment].results]
    if len(judged) < 2:
        return ""
    ends = [one.made_at.timestamp() / 86400 for one in judged]
    marks = ((ends[0], f"{judged[0].made_at:%d %b %y}"), (ends[-1], f"{judged[-1].made_at:%d %b %y %H:%M}"))
    low, high = min(ends), max(ends)
    across = Scale(low, high if high > low else low + 1, marks)
    furthest = [max(map(effect_share, one.results)) for one in judged]
    moved = [float(len(drifted_features(one))) for one in judged]
    pictures = figure(
        "The furthest feature", "its effect as a share of where drift begins", _line(across, ends, furthest, 1.0)
    ) + figure("Features that moved", "", _line(across, ends, moved, None))
    return section(
        "Check by check", f'<div class="charts">{pictures}</div>', "From the first check of this version to the last."
    )


def _line(across: Scale, ends: Sequence[float], values: Sequence[float], limit: float | None) -> str:
    plot = Plot(across, scale_over(values, (0.0, limit or 1.0)), height=150)
    if limit is not None:
        plot.line([(across.low, limit), (across.high, limit)], "even", "where drift begins")
    plot.line(list(zip(ends, values, strict=True)), "model")
    for end, value in zip(ends, values, strict=True):
        plot.dot(end, value, "model", f"{value:.2f}")
    return plot.picture("Check by check")
