"""A table whose rows draw a figure with its interval on a common scale (a forest plot)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pikkit.pages.charts.scale import Scale, named_marks
from pikkit.pages.parts import scrolling_table

_ROOM, _ROOM_OF_PHONE, _LETTER = 84.0, 60.0, 7.0
"""Pixels the drawn column has at least on a screen and on a phone, and those of a letter."""


@dataclass(frozen=True, slots=True)
class ForestRow:
    """A row: its name, a quiet word on it, the figure with its interval (NaN: not drawn), and the figure as text."""

    name: str
    note: str
    value: float
    low: float
    high: float
    said: str
    style: str = "model"


def forest(title: str, heads: tuple[str, str], rows: Sequence[ForestRow], scale: Scale) -> str:
    """The table.

    Args:
        title: What a screen reader says of it.
        heads: What the names are, and what the figures are.
        rows: From top to bottom.
        scale: Where figures lie; every mark is a line through all rows, named in the last one.
    """
    body = (
        "".join(_row(row, scale) for row in rows) + f'<tr class="axis"><td></td><td>{_names(scale)}</td><td></td></tr>'
    )
    head = (
        f'<th scope="col">{escape(heads[0])}</th><th scope="col" class="drawn">'
        f'<span class="unseen">{escape(title)}</span></th><th scope="col" class="number">{escape(heads[1])}</th>'
    )
    return scrolling_table(head, body, "forest")


def bar_rows(title: str, heads: tuple[str, str], rows: Sequence[ForestRow], scale: Scale) -> str:
    """The same with bars from the scale's low end in place of dots."""
    body = "".join(_row(row, scale, bar=True) for row in rows)
    head = (
        f'<th scope="col">{escape(heads[0])}</th><th scope="col" class="drawn">'
        f'<span class="unseen">{escape(title)}</span></th><th scope="col" class="number">{escape(heads[1])}</th>'
    )
    return scrolling_table(head, body, "forest")


def _row(row: ForestRow, scale: Scale, *, bar: bool = False) -> str:
    note = f"<small>{escape(row.note)}</small>" if row.note else ""
    drawn = _bar(row, scale) if bar else _whisker(row, scale)
    picture = (
        f'<svg viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">{drawn}'
        f"<title>{escape(f'{row.name}: {row.said}')}</title></svg>"
    )
    name = f'<th scope="row">{escape(row.name)}{note}</th>'
    return f'<tr>{name}<td>{picture}</td><td class="number{" tight" if bar else ""}">{escape(row.said)}</td></tr>'


def _whisker(row: ForestRow, scale: Scale) -> str:
    marks = "".join(f'<path class="mark" d="M{_x(value, scale)} -60 V80"/>' for value, _ in scale.marks)
    reach = (
        f'<path class="reach {row.style}" d="M{_x(row.low, scale)} 10 H{_x(row.high, scale)}"/>'
        if math.isfinite(row.low + row.high)
        else ""
    )
    dot = f'<path class="spot {row.style}" d="M{_x(row.value, scale)} 10 h.01"/>' if math.isfinite(row.value) else ""
    return marks + reach + dot


def _bar(row: ForestRow, scale: Scale) -> str:
    width = 100 * scale.share(row.value) if math.isfinite(row.value) else 0.0
    return f'<rect class="bar {row.style}" x="0" y="3" width="{width:.2f}" height="14"/>'


def _names(scale: Scale) -> str:
    """The marks' names, each below its line; on a phone only those for which a narrow column has room."""
    kept = set(named_marks(scale, _ROOM_OF_PHONE, _LETTER))
    spans = "".join(
        f'<span class="{"" if (value, name) in kept else "spare"}" style="left:{100 * scale.share(value):.2f}%">'
        f"{escape(name)}</span>"
        for value, name in named_marks(scale, _ROOM, _LETTER)
    )
    return f'<div class="marks">{spans}</div>'


def _x(value: float, scale: Scale) -> str:
    return f"{100 * scale.share(value):.2f}"
