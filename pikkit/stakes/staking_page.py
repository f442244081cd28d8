"""A report on stakes as one self-contained page."""

from datetime import date
from html import escape

from pikkit.base.percent_text import percent_text
from pikkit.pages import figure, page
from pikkit.pages.charts import Plot, day_scale, legend, scale_over
from pikkit.pages.parts import Column, section, table
from pikkit.stakes.policy_judgement import PolicyFigures, StakeFigure
from pikkit.stakes.staking_report import LEARNT, StakingReport

_HEADS = ("policy", "growth in 30 days", "largest drawdown", "risk of ruin", "turnover in 30 days", "1 became")
_NAMES = {
    "scale": "share of Kelly's stake at even odds",
    "shrink": "how far the probability is taken towards its interval's lower end",
    "tilt": "power of (odds − 1) that the share is times",
    "exposure_caution": "how fast it shrinks with money that is out",
    "drawdown_caution": "how fast it shrinks with money lost since the highest bankroll",
}


def render_staking_page(report: StakingReport) -> str:
    """An HTML page without links to elsewhere or scripts."""
    window = f"{report.judged_from:%d %B %Y} to {report.judged_until:%d %B %Y}"
    lead = (
        f"<strong>{escape(report.model_version)}</strong>: {report.judged_on:,} bets worth their price, of "
        f"{report.said:,} placed from {window}, scored out of time. Intervals hold 95 % of {report.paths:,} histories "
        f"made of blocks of {report.block_days} days. Made {report.made_at:%d %B %Y %H:%M} UTC."
    )
    heading = report.verdict.split(". ")[0].rstrip(".") + "."
    tone = "passed" if report.adopted else "warned" if report.kind == LEARNT else "passed"
    body = (
        section("Verdict", f"<p>{escape(report.verdict)}</p>")
        + section("Policies on the same bets", table([Column(h, k > 0) for k, h in enumerate(_HEADS)], _rows(report)))
        + section("Against what scores recommend", _against(report), _AGAINST)
        + _curves(report)
        + _learned(report)
    )
    return page(f"Stakes: {report.model_version}", heading, tone, lead, body)


_AGAINST = (
    "On the same histories. A policy is surely better if the whole interval of its growth is above 0 and it falls no "
    "further."
)


def _rows(report: StakingReport) -> list[tuple[str, ...]]:
    return [
        (one.name, _share(one.growth), _share(one.max_drawdown, 0), _share(one.ruin, 1), _number(one.turnover),
         _number(one.final))
        for one in report.policies
    ]  # fmt: skip


def _against(report: StakingReport) -> str:
    heads = ("policy", "growth gained", "drawdown added", "surely better")
    others: list[PolicyFigures] = [one for one in report.policies if one.name != report.reference]
    rows = [
        (one.name, _share(one.growth_gained), _share(one.drawdown_added, 1), "yes" if one.surely_better else "no")
        for one in others
    ]
    return table([Column(head, 0 < k < 3) for k, head in enumerate(heads)], rows)


def _curves(report: StakingReport) -> str:
    days = [float(date.fromisoformat(day).toordinal()) for day in report.curve.days]
    shown = [name for name in (report.reference, "learned") if name in report.curve.bankrolls]
    values = [value for name in shown for value in report.curve.bankrolls[name]]
    first, last = (date.fromisoformat(day) for day in (report.curve.days[0], report.curve.days[-1]))
    plot = Plot(day_scale(first, last), scale_over(values, (1.0,), "{:,.4g}"))
    styles = dict(zip(shown, ("price", "model"), strict=False))
    for name in shown:
        plot.line(list(zip(days, report.curve.bankrolls[name], strict=True)), styles[name], name)
    picture = plot.picture("Bankroll by day") + legend([(styles[name], name) for name in shown])
    return section("How the bankroll went", figure("The history as it came", "1 at the start", picture))


def _learned(report: StakingReport) -> str:
    if not report.learned:
        return ""
    rows = [(_NAMES[name], f"{value:.3f}") for name, value in report.learned.items()]
    lead = f"Found among {report.tried:,} policies on {report.learned_from:,} earlier bets worth their price."
    return section("The learned policy", table([Column("number"), Column("value", number=True)], rows), lead)


def _share(one: StakeFigure, digits: int = 2) -> str:
    return f"{percent_text(one.value, digits)} ({percent_text(one.low, digits)} to {percent_text(one.high, digits)})"


def _number(one: StakeFigure) -> str:
    return f"{one.value:.2f} ({one.low:.2f} to {one.high:.2f})"
