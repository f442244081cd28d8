"""Bars: counts side by side, or shares below each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from pikkit.pages.charts.svg import WIDTH, chart, line, rectangle, round_up, text

_LEFT, _TOP, _HEIGHT, _ROW = 56.0, 12.0, 150.0, 24.0
_LETTER = 8.0
"""Room for a letter of a label; labels that would run into each other are left out."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its value (0 or more), and what it says when pointed at."""

    label: str
    value: float
    told: str


def vertical_bars(title: str, bars: Sequence[Bar]) -> str:
    """Bars side by side, with an axis from 0 to a round number and a label for every few."""
    top = round_up(max((bar.value for bar in bars), default=1) or 1)
    bottom, width = _TOP + _HEIGHT, (WIDTH - _LEFT - 8) / max(len(bars), 1)
    parts = [
        part
        for share in (0.0, 0.5, 1.0)
        for part in (
            line(_LEFT, bottom - share * _HEIGHT, WIDTH - 8, bottom - share * _HEIGHT),
            text(_LEFT - 8, bottom - share * _HEIGHT + 4, f"{share * top:,.6g}", "end"),
        )
    ]
    room = _LETTER * (2 + max((len(bar.label) for bar in bars), default=0))
    every = max(1, -(-room // width))
    for number, bar in enumerate(bars):
        x, height = _LEFT + number * width, bar.value / top * _HEIGHT
        parts.append(rectangle(x + 0.08 * width, bottom - height, 0.84 * width, height, bar.told))
        if number % every == 0:
            parts.append(text(x + width / 2, bottom + 18, bar.label))
    return chart(bottom + 26, title, parts)


def horizontal_bars(title: str, bars: Sequence[Bar]) -> str:
    """Shares in [0, 1] below each other, each on a track that ends at 1, with its label before it and what it says."""
    label_end, track = 150.0, 220.0
    parts = []
    for number, bar in enumerate(bars):
        y = _TOP + number * _ROW
        parts += [
            text(label_end - 8, y + 13, _short(bar.label), "end"),
            rectangle(label_end, y + 2, track, _ROW - 9, bar.told, "track"),
            rectangle(label_end, y + 2, track * bar.value, _ROW - 9, bar.told),
            text(label_end + track + 10, y + 13, bar.told.rpartition(": ")[2], "start"),
        ]
    return chart(_TOP + len(bars) * _ROW, title, parts)


def _short(words: str) -> str:
    return words if len(words) <= 20 else f"{words[:19]}…"
