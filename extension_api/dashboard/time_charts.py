"""Pictures of what changes with time."""

import math
from datetime import timedelta

from pikkit.extension_api.dashboard import words
from pikkit.extension_api.dashboard.two_sizes import two_sizes
from pikkit.pages.charts import Plot, day_number, day_scale, legend, scale_over
from pikkit.performance.course import Course, Span
from pikkit.performance.expected_profit import ExpectedDay, ExpectedProfit

_LEFT = 64.0
_MOST_POINTS = 240
_FURTHEST = 0.5
"""CLV beyond which an axis does not go: a span of a few long shots must not flatten the others."""


def course_picture(course: Course) -> str:
    """CLV of each span with its interval; empty where no span has a closing price."""
    spans = [span for span in course.spans if span.figures.fair_clv.value is not None]
    if not spans:
        return ""
    x = day_scale(spans[0].first, max(spans[-1].first, spans[0].first + timedelta(days=1)))
    ends = [min(max(end, -_FURTHEST), _FURTHEST) for span in spans for end in _ends(span) if math.isfinite(end)]
    y = scale_over(ends, always=(0.0,), form="{:+.0%}" if max(map(abs, ends)) > 0.04 else "{:+.1%}")
    names = [("model", "its 95 % interval leaves out 0"), ("even", "cannot be told from 0, or on too few events")]
    return two_sizes(lambda width: _spans(course, spans, Plot(x, y, height=220, width=width, left=_LEFT))) + legend(
        names
    )


def _spans(course: Course, spans: list[Span], plot: Plot) -> str:
    ends = [day_number(span.first) for span in (spans[0], spans[-1])]
    plot.line([(end, 0.0) for end in ends], "even")
    plot.line([(day_number(span.first), _ends(span)[0]) for span in spans], "even")
    for span in spans:
        value, low, high = _ends(span)
        is_sure = low > 0 or high < 0
        plot.dot(day_number(span.first), value, "model" if is_sure else "even", _told(span, course.step), low, high)
    return plot.picture(f"Closing line value by {course.step}, by stake")


def _ends(span: Span) -> tuple[float, float, float]:
    one = span.figures.fair_clv
    value, low, high = (math.nan if part is None else part for part in (one.value, one.low, one.high))
    return value, low, high


def _told(span: Span, step: str) -> str:
    figures = span.figures
    clv = words.with_interval(figures.fair_clv, signed=True)
    return f"{step} from {span.first}: CLV {clv} of the stake, {figures.closes:,} of {figures.bets:,} bets have a close"


def expected_picture(expected: ExpectedProfit) -> str:
    """The profit, what closing prices promised, and luck's band around that; empty without a bet."""
    days = _thinned(expected.days)
    if not days:
        return ""
    xs = [day_number(day.day) for day in days]
    lows, highs = ([math.nan if end is None else end for end in ends] for ends in _bands(days))
    x = day_scale(days[0].day, max(days[-1].day, days[0].day + timedelta(days=1)))
    y = scale_over([*(day.profit for day in days), *lows, *highs], always=(0.0,))
    names = [("model", "won"), ("close", "promised by closing prices, with the band of luck (95 %)")]

    def drawn(width: float) -> str:
        plot = Plot(x, y, height=240, width=width, left=_LEFT).band(xs, lows, highs, "close")
        return _curves(plot.line([(x.low, 0.0), (x.high, 0.0)], "even"), xs, days)

    return two_sizes(drawn) + legend(names)


def _curves(plot: Plot, xs: list[float], days: list[ExpectedDay]) -> str:
    plot.line([(at, day.expected) for at, day in zip(xs, days, strict=True)], "close", "what closing prices promised")
    plot.line([(at, day.profit) for at, day in zip(xs, days, strict=True)], "model", "what was won")
    plot.columns(xs, [_day(day) for day in days])
    return plot.picture("Profit won, and profit that closing prices promised")


def _bands(days: list[ExpectedDay]) -> tuple[list[float | None], list[float | None]]:
    return [day.low for day in days], [day.high for day in days]


def _day(day: ExpectedDay) -> str:
    band = "" if day.low is None else f" ({words.money(day.low, signed=True)} to {words.money(day.high, signed=True)})"
    won, promised = words.money(day.profit, signed=True), words.money(day.expected, signed=True)
    return f"{day.day}: {won} won, {promised}{band} promised"


def _thinned(days: tuple[ExpectedDay, ...]) -> list[ExpectedDay]:
    """At most so many days that curves look the same; the last one stays."""
    every = max(1, -(-len(days) // _MOST_POINTS))
    return list(days[::-every])[::-1]
