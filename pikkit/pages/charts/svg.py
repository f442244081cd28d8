"""The parts of an SVG chart. Colours are the page's CSS variables, texts are escaped."""

from collections.abc import Iterable
from html import escape

WIDTH = 640
"""Units a chart is wide; the page scales it."""


_ROUND = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)


def chart(height: float, title: str, parts: Iterable[str], width: float = WIDTH) -> str:
    """The picture, with a title that a screen reader says."""
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def rectangle(x: float, y: float, width: float, height: float, sentence: str, style: str = "bar") -> str:
    """A filled rectangle that says ``told`` when pointed at."""
    return (
        f'<rect class="{style}" x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}">'
        f"<title>{escape(sentence)}</title></rect>"
    )


def line(x1: float, y1: float, x2: float, y2: float, style: str = "axis") -> str:
    """A straight line."""
    return f'<line class="{style}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    """A label; ``anchor`` is start, middle or end."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def round_up(value: float) -> float:
    """Where an axis ends: the smallest round number that is not below a positive value."""
    power = 10.0 ** (len(f"{int(value)}") - 1)
    return next(step * power for step in _ROUND if step * power >= value)
