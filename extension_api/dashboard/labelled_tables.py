"""Cells that know their column: on a phone a row of a wide table is a card, and each figure in it says what it is."""

import re
from collections.abc import Callable
from html import unescape

from markupsafe import Markup, escape

_TABLE = re.compile(r'(?<=class="wide)(.*?<thead>)(.*?)(</thead>.*?<tbody>)(.*?)(?=</tbody>)', re.DOTALL)
_HEADS = re.compile(r"<th[ >].*?</th>", re.DOTALL)
_ROW = re.compile(r"<tr[ >].*?</tr>", re.DOTALL)
_CELL = re.compile(r"<t[dh](?=[ >])")
_UNIT = re.compile(r"<small.*?</small>", re.DOTALL)
_UNHEARD = re.compile(r'<span aria-hidden="true">.*?</span>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def labelled_tables(page: str) -> Markup:
    """A page whose cells of wide tables carry the name of their column, and its unit, as ``data-label``."""
    return Markup(_TABLE.sub(_labelled, page))  # nosec B704 # noqa: S704 (rendered before, and labels are escaped)


def _labelled(table: re.Match[str]) -> str:
    before, head, between, body = table.groups()
    labels = [_label(one) for one in _HEADS.findall(head)]
    return before + head + between + _ROW.sub(_row(labels), body)


def _row(labels: list[str]) -> Callable[[re.Match[str]], str]:
    def with_labels(row: re.Match[str]) -> str:
        names = iter(labels)
        return _CELL.sub(lambda cell: f'{cell[0]} data-label="{escape(next(names, ""))}"', row[0])

    return with_labels


def _label(head: str) -> str:
    units = [text for one in _UNIT.findall(head) if (text := _text(one))]
    return ", ".join([_text(_UNIT.sub("", _UNHEARD.sub("", head))), *units])


def _text(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())
