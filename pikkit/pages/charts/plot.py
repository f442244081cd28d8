"""Lines, bands and dots over two axes."""

import math
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from pikkit.pages.charts.scale import Scale, named_marks
from pikkit.pages.charts.svg import chart, line, rectangle, text

_WIDTH, _LEFT, _RIGHT, _TOP, _FOOT = 480.0, 52.0, 26.0, 10.0, 40.0
_LETTER = 7.0
"""Units of a letter of an axis's name."""
Points = Sequence[tuple[float, float]]


class Plot:
    """A picture under construction: what is added later lies above. What is not finite is left out.

    Styles name the page's colours: "model", "price", "close", "other".
    """

    def __init__(
        self, x: Scale, y: Scale, x_name: str = "", height: float = 220.0, width: float = _WIDTH, left: float = _LEFT
    ) -> None:
        """With these axes, ``height`` units high; ``x_name`` says below the picture what goes to the right.

        ``width`` is that of the picture, and ``left`` what of it the names of the y-axis take.
        """
        self._height, self._width, self._left = height, width, left
        self._x, self._y, self._x_name = x, y, x_name
        self._parts: list[str] = []

    def line(self, points: Points, style: str, sentence: str = "") -> "Plot":
        """A line through points."""
        path = " L".join(self._at(*point) for point in _finite(points))
        if path:
            self._parts.append(f'<path class="curve {style}" d="M{path}">{_title(sentence)}</path>')
        return self

    def band(self, xs: Sequence[float], lows: Sequence[float], highs: Sequence[float], style: str) -> "Plot":
        """The area between two lines."""
        whole = [(x, low, high) for x, low, high in zip(xs, lows, highs, strict=True) if math.isfinite(low + high)]
        path = [self._at(x, high) for x, _, high in whole] + [self._at(x, low) for x, low, _ in reversed(whole)]
        if path:
            self._parts.append(f'<path class="band {style}" d="M{" L".join(path)} Z"/>')
        return self

    def dot(
        self, x: float, y: float, style: str, sentence: str, low: float = math.nan, high: float = math.nan
    ) -> "Plot":
        """A dot, with a whisker if an interval is given."""
        if math.isfinite(low + high + x):
            self._parts.append(f'<path class="reach {style}" d="M{self._at(x, low)} L{self._at(x, high)}"/>')
        if math.isfinite(x + y):
            across, down = self._at(x, y).split()
            self._parts.append(
                f'<circle class="dot {style}" cx="{across}" cy="{down}" r="3.5">{_title(sentence)}</circle>'
            )
        return self

    def columns(self, xs: Sequence[float], sentences: Sequence[str]) -> "Plot":
        """What each x says when pointed at, from half-way to its neighbours."""
        ends = [(low + high) / 2 for low, high in pairwise(xs)]
        for low, high, words in zip([*xs[:1], *ends], [*ends, *xs[-1:]], sentences, strict=True):
            left, right = (float(self._at(x, 0).split()[0]) for x in (low, high))
            self._parts.append(rectangle(left, _TOP, max(right - left, 1.0), self._height, words, "pointed"))
        return self

    def picture(self, title: str) -> str:
        """The SVG, with a title that a screen reader says."""
        foot = _TOP + self._height + (_FOOT if self._x_name else 24)
        return chart(foot, title, [*self._axes(), *self._parts], self._width)

    def _axes(self) -> list[str]:
        right, bottom = self._width - _RIGHT, _TOP + self._height
        parts: list[str] = []
        for value, name in self._y.marks:
            y = bottom - self._y.share(value) * self._height
            parts += [line(self._left, y, right, y), text(self._left - 6, y + 4, name, "end")]
        for value, name in named_marks(self._x, right - self._left, _LETTER):
            x = self._left + self._x.share(value) * (right - self._left)
            half = len(name) * _LETTER / 2
            parts.append(text(min(max(x, half), self._width - half), bottom + 19, name))
        if self._x_name:
            parts.append(text((self._left + right) / 2, bottom + 36, self._x_name))
        return parts

    def _at(self, x: float, y: float) -> str:
        across = self._left + self._x.share(x) * (self._width - _RIGHT - self._left)
        return f"{across:.1f} {_TOP + (1 - self._y.share(y)) * self._height:.1f}"


def legend(names: Iterable[tuple[str, str]]) -> str:
    """What the styles stand for: pairs of a style and its name."""
    parts = (f'<span class="key"><i class="{style}"></i>{escape(name)}</span>' for style, name in names)
    return f'<p class="legend">{"".join(parts)}</p>'


def _finite(points: Points) -> list[tuple[float, float]]:
    return [(x, y) for x, y in points if math.isfinite(x + y)]


def _title(sentence: str) -> str:
    return f"<title>{escape(sentence)}</title>" if sentence else ""
