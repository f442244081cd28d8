"""The figures that matter most, and where the model lies between price and closing line."""

import math

from pikkit.base.line_gap import NO_GAP
from pikkit.pages.charts import ForestRow, Scale, forest, scale_over
from pikkit.pages.parts import section
from pikkit.report.gain_rows import gain_row
from pikkit.report.key_figures import Fact, fact_list
from pikkit.report.report_record import RunReport
from pikkit.report.sentences import is_without_gap
from pikkit.report.words import UNKNOWN, measured_percent, number, percent
from pikkit.training.evaluation import Evaluation, Measured


def key_figures(report: RunReport) -> str:
    """A few figures, large."""
    figures = report.evaluation
    by_close = figures.gap_closed_expected
    return fact_list(
        [
            _by_results(figures),
            Fact("Gap closed, by closing prices", percent(by_close.value, 0), _reach(by_close)),
            Fact("Calibration error", percent(figures.ece, 2), f"price {percent(figures.ece_price, 2)}"),
            Fact("Closes inside the 90 % interval", percent(figures.coverage, 1), ""),
            Fact("CLV of its bets, margin left in", percent(figures.clv.value, 1, signed=True), _reach(figures.clv)),
            Fact("ROI of its bets", percent(figures.roi.value, 1, signed=True), _reach(figures.roi)),
        ]
    )


def gap_section(report: RunReport) -> str:
    """Price at 0, closing line at 1, and the model with its interval."""
    figures = report.evaluation
    without = is_without_gap(figures)
    if not without and not math.isfinite(figures.gap_closed.value):
        return section("Between price and closing line", "<p>No bet has a closing price, or there is no gap.</p>")
    rows = [
        *([] if without else [_row("By results", f"{figures.closed:,} bets with a close", figures.gap_closed)]),
        _row("By closing prices", "the close's probability in place of the result", figures.gap_closed_expected),
    ]
    if report.champion_gap:
        name = report.champion_version or "The champion"
        rows.append(_row(name, "by results, on the bets it was judged by itself", report.champion_gap, "other"))
    measured = [value for row in rows for value in (row.value, row.low, row.high)]
    scale = _gap_scale(measured)
    losses = (
        f"Log loss on these bets: price {number(figures.log_loss_price_closed, 5)}, "
        f"model {number(figures.log_loss_model_closed, 5)}, closing line {number(figures.log_loss_close, 5)}."
    )
    if without:
        losses += " By results there was no gap to close: the closing line was no better than the price on these bets."
    table = forest(
        "Share of the gap closed: 0 is the price, 1 the closing line", ("The model", "Share closed"), rows, scale
    )
    return section("Between price and closing line", table, losses)


def comparison_section(report: RunReport) -> str:
    """The model beside other ways to say how likely a win is."""
    rows = [
        gain_row(f"against {other.name}", f"{other.bets:,} bets", other.gain) for other in report.evaluation.comparisons
    ]
    if not rows:
        return ""
    near = [row for row in rows if "no information" not in row.name] or rows
    scale = scale_over([value for row in near for value in (row.value, row.low, row.high)], (0.0,))
    lead = (
        "How much lower the model's log loss is, in thousandths of a nat a bet, on the same bets. Right of 0 the model "
        "is better. A dot at the edge lies beyond it."
    )
    title = "Gain in log loss against other ways, in thousandths of a nat"
    return section("Against the alternatives", forest(title, ("The model", "Gain"), rows, scale), lead)


def _gap_scale(values: list[float]) -> Scale:
    """Price and close are always on it, named, and apart: what goes far beyond them reaches the edge."""
    finite = [value for value in values if math.isfinite(value)]
    low, high = min([-0.1, *finite]), max([1.1, *finite])
    return Scale(max(low, -1.0), min(high, 2.0), ((0.0, "price 0"), (0.5, "½"), (1.0, "close 1")))


def _row(name: str, note: str, gap: Measured, style: str = "model") -> ForestRow:
    return ForestRow(name, note, gap.value, gap.low, gap.high, measured_percent(gap, 0), style)


def _by_results(figures: Evaluation) -> Fact:
    gap, name = figures.gap_closed, "Gap closed, by results"
    return Fact(name, UNKNOWN, NO_GAP) if is_without_gap(figures) else Fact(name, percent(gap.value, 0), _reach(gap))


def _reach(figure: Measured) -> str:
    if not math.isfinite(figure.low + figure.high):
        return ""
    return f"{percent(figure.low).removesuffix(' %')} to {percent(figure.high)}"


def judged_on(figures: Evaluation) -> str:
    """Which bets the figures are of."""
    when = f", placed {figures.window.start[:10]} to {figures.window.end[:10]}" if figures.window else ""
    return f"{figures.decided:,} later bets won or lost, {figures.closed:,} of them with a closing price{when}"
