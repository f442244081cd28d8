"""What was observed, with its interval, against what was expected."""

from collections.abc import Sequence
from dataclasses import dataclass

from pikkit.base.percent_text import percent_text
from pikkit.pages.charts.svg import WIDTH, chart, line, rectangle, text

_LEFT, _TOP, _HEIGHT = 56.0, 12.0, 190.0
_LETTER = 7.0
"""Room for a letter of a label; labels that would run into each other are left out, and said when pointed at."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Shares in [0, 1]: an observation with its interval, and the expectation; ``note`` is a second label."""

    label: str
    note: str
    observed: float
    low: float
    high: float
    expected: float
    told: str


def intervals(title: str, points: Sequence[Interval]) -> str:
    """A dot with whiskers for each observation and a short line for each expectation, on an axis from 0 to 1."""
    bottom, width = _TOP + _HEIGHT, (WIDTH - _LEFT - 8) / max(len(points), 1)
    parts = [
        part
        for share in (0.0, 0.25, 0.5, 0.75, 1.0)
        for part in (
            line(_LEFT, bottom - share * _HEIGHT, WIDTH - 8, bottom - share * _HEIGHT),
            text(_LEFT - 8, bottom - share * _HEIGHT + 4, percent_text(share, 0), "end"),
        )
    ]
    room = _LETTER * (1 + max((max(len(point.label), len(point.note)) for point in points), default=0))
    every = max(1, -(-room // width))
    for number, point in enumerate(points):
        x = _LEFT + (number + 0.5) * width
        parts += _point(x, bottom, min(width / 2, 36), point)
        if number % every == 0:
            parts += [text(x, bottom + 18, point.label), text(x, bottom + 34, point.note)]
    return chart(bottom + 42, title, parts)


def _point(x: float, bottom: float, half: float, point: Interval) -> list[str]:
    expected, low, high = (bottom - share * _HEIGHT for share in (point.expected, point.low, point.high))
    y = bottom - point.observed * _HEIGHT
    return [
        rectangle(x - half * 0.8, expected - 1, half * 1.6, 2, point.told, "expected"),
        line(x, low, x, high, "whisker"),
        line(x - 5, low, x + 5, low, "whisker"),
        line(x - 5, high, x + 5, high, "whisker"),
        rectangle(x - 3, y - 3, 6, 6, point.told),
    ]
