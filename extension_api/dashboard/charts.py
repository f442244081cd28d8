"""Pictures of figures."""

import math
from collections.abc import Sequence
from datetime import timedelta

from pikkit.extension_api.dashboard import words
from pikkit.extension_api.dashboard.two_sizes import two_sizes
from pikkit.pages.charts import ForestRow, Plot, Scale, day_number, day_scale, forest, legend, scale_over
from pikkit.performance import Bankroll, Breakdown, Estimate, Reliability
from pikkit.performance.bankroll_curve import Day
from pikkit.performance.breakdown import Group
from pikkit.performance.reliability import Bin

_MOST_POINTS = 240
_MOST_ROWS = 14
_FEWEST_BETS = 20
_SOURCE_NAMES = {"price": "the price", "close": "the closing line", "model": "the model"}


def bankroll_picture(curve: Bankroll) -> str:
    """Profit so far, and below it how far one stood below the peak."""
    days = _thinned(curve.days)
    xs = [day_number(day.day) for day in days]
    profits, falls = [day.cumulative for day in days], [-day.drawdown for day in days]
    x = day_scale(days[0].day, max(days[-1].day, days[0].day + timedelta(days=1)))
    titles = [
        f"{day.day}: {words.money(day.cumulative, signed=True)} so far, {words.money(day.drawdown)} below the peak"
        for day in days
    ]
    y, down = scale_over(profits, always=(0.0,)), scale_over(falls, always=(0.0,), marks=2)
    end = f"Profit by settlement day, {words.money(days[-1].cumulative, signed=True)} at the end"
    fall = f"How far below the peak, {words.money(curve.max_drawdown)} at most"

    def drawn(width: float) -> str:
        top = Plot(x, y, height=200, width=width, left=64).line([(xs[0], 0.0), (xs[-1], 0.0)], "even")
        top.line(list(zip(xs, profits, strict=True)), "model").columns(xs, titles)
        low = Plot(x, down, height=80, width=width, left=64)
        low.band(xs, falls, [0.0] * len(xs), "weak").columns(xs, titles)
        return top.picture(end) + low.picture(fall)

    return two_sizes(drawn)


def _thinned(days: Sequence[Day]) -> list[Day]:
    """At most so many days that a curve looks the same; lows and the last day stay."""
    every = -(-len(days) // _MOST_POINTS)
    groups = [days[start : start + every] for start in range(0, len(days), every)]
    kept = {day.day: day for group in groups for day in (max(group, key=lambda one: one.drawdown), group[-1])}
    return sorted(kept.values(), key=lambda day: day.day)


def group_picture(breakdown: Breakdown, figure: str, title: str) -> str:
    """ROI or CLV of the largest groups with their intervals."""
    groups, _ = shown_groups(breakdown)
    rows = [_forest_row(group.name, group.figures.bets, getattr(group.figures, figure)) for group in groups]
    rows = [row for row in rows if math.isfinite(row.value)]
    if not rows:
        return ""
    spread = [value for row in rows for value in (row.value, row.low, row.high) if math.isfinite(value)]
    held = [min(max(value, -0.6), 0.6) for value in spread]  # a group of a few long shots must not flatten the rest
    scale = scale_over(held, always=(0.0,), form="{:+.0%}" if max(map(abs, held)) > 0.05 else "{:+.1%}", marks=3)
    return forest(title, (words.plain(breakdown.by), "with 95 % interval"), rows, scale)


def shown_groups(breakdown: Breakdown) -> tuple[list[Group], str]:
    """The groups a picture has room for, and a sentence on those it leaves out; empty if it leaves out none.

    Of months the newest, from the newest on; of all others the first ones: the largest, or the
    lowest odds and stakes.
    """
    known = [group for group in breakdown.groups if group.figures.bets >= _FEWEST_BETS]
    newest = breakdown.by == "month"
    shown = known[: -_MOST_ROWS - 1 : -1] if newest else known[:_MOST_ROWS]
    if len(shown) == len(breakdown.groups):
        return shown, ""
    which = "newest" if newest else "first"
    cut = f"the {which} {len(shown)} of {len(known)}" if len(shown) < len(known) else f"{len(shown)}"
    small = len(breakdown.groups) - len(known)
    are = "is" if small == 1 else "are"
    few = f"; {small} with fewer than {_FEWEST_BETS} bets {are} in the table only" if small else ""
    return shown, f"Drawn: {cut}{few}."


def _forest_row(name: str, bets: int, value: Estimate) -> ForestRow:
    point, low, high = (math.nan if part is None else part for part in (value.value, value.low, value.high))
    sentence = words.with_interval(value, signed=True)
    return ForestRow(name, f"{bets:,} bets", point, low, high, sentence, "model" if low > 0 or high < 0 else "even")


def reliability_picture(one: Reliability) -> str:
    """How often bets won against how often they should have."""
    values = [value for bin_ in one.bins for value in (bin_.expected, *_known(bin_.observed))]
    scale = scale_over(values, form="{:.0%}")
    scale = Scale(max(scale.low, 0.0), min(scale.high, 1.0), tuple(mark for mark in scale.marks if 0 <= mark[0] <= 1))
    style = one.of if one.of != "price" else "price"
    plot = Plot(scale, scale, x_name=f"what {_SOURCE_NAMES[one.of]} said", height=300)
    plot.line([(scale.low, scale.low), (scale.high, scale.high)], "even", "as often as said")
    for bin_ in one.bins:
        plot.dot(bin_.expected, bin_.observed.value or 0.0, style, _told(bin_), *_ends(bin_.observed))
    names = [(style, "bets won, with 95 % interval"), ("even", "as often as said")]
    return plot.picture(f"Bets won against what {_SOURCE_NAMES[one.of]} said") + legend(names)


def _told(one: Bin) -> str:
    return f"{one.bets:,} bets: {words.percent(one.expected)} said, {words.with_interval(one.observed)} won"


def _known(estimate: Estimate) -> list[float]:
    return [value for value in (estimate.value, estimate.low, estimate.high) if value is not None]


def _ends(estimate: Estimate) -> tuple[float, float]:
    low, high = (math.nan if value is None else value for value in (estimate.low, estimate.high))
    return low, high
