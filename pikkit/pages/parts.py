"""What pages are made of besides charts; templates/parts.html has the markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pikkit.pages.templating import markup, template


def badge(words: str, tone: str) -> str:
    """A word on a coloured ground: "passed", "warned" or "blocked"."""
    return _made("badge", words, tone)


def scrolling_table(head: str, rows: str, style: str = "plain") -> str:
    """A table, given as HTML cells and rows, in a box that scrolls, also by keyboard."""
    return _made("scrolling_table", markup(head), markup(rows), style)


def figure(title: str, note: str, picture: str) -> str:
    """A picture with its caption; title and note are plain text."""
    return _made("figure", title, note, markup(picture))


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its head, and whether it holds numbers."""

    head: str
    number: bool = False


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """A table of plain texts."""
    return _made("table", columns, rows)


def folded_part(title: str, content: str) -> str:
    """Something that is shown when asked for, and on paper."""
    return _made("folded_part", title, markup(content))


def section(title: str, content: str, lead: str = "") -> str:
    """A part of the page under a heading; nothing without content. ``lead`` is plain text."""
    return _made("section", title, markup(content), lead) if content else ""


def _made(part: str, *given: Any) -> str:
    return str(getattr(template("parts.html").module, part)(*given))
