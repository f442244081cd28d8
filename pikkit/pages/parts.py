"""What pages are made of besides charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


def badge(words: str, tone: str) -> str:
    """A word on a coloured ground: "passed", "warned" or "blocked"."""
    return f'<span class="verdict {tone}">{escape(words)}</span>'


def scrolling_table(head: str, rows: str, style: str = "plain") -> str:
    """A table, given as HTML cells and rows, in a box that scrolls, also by keyboard."""
    table = f'<table class="{style}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="wide" tabindex="0">{table}</div>'


def figure(title: str, note: str, picture: str) -> str:
    """A picture with its caption; title and note are plain text."""
    caption = f"<small>{escape(note)}</small>" if note else ""
    return f"<figure><figcaption>{escape(title)}{caption}</figcaption>{picture}</figure>"


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its head, and whether it holds numbers."""

    head: str
    number: bool = False


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """A table of plain texts."""
    styles = [' class="number"' if column.number else "" for column in columns]
    head = "".join(
        f'<th scope="col"{style}>{escape(column.head)}</th>' for column, style in zip(columns, styles, strict=True)
    )
    body = "".join(f"<tr>{''.join(map(_cell, row, styles))}</tr>" for row in rows)
    return scrolling_table(head, body)


def _cell(text: str, style: str) -> str:
    return f"<td{style}>{escape(text)}</td>"


def folded_part(title: str, content: str) -> str:
    """Something that is shown when asked for, and on paper."""
    return f"<details><summary>{escape(title)}</summary>{content}</details>"


def section(title: str, content: str, lead: str = "") -> str:
    """A part of the page under a heading; nothing without content. ``lead`` is plain text."""
    sentence = f"<p>{escape(lead)}</p>" if lead else ""
    return f"<section><h2>{escape(title)}</h2>{sentence}{content}</section>" if content else ""
