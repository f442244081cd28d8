"""What a command answers, on stdout: one JSON document, a table as CSV, or text for a person."""

import csv
import json
import math
import sys
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Annotated

import typer

from pikkit.base.counted import counted as count
from pikkit.base.errors import InputError
from pikkit.base.spreadsheet_cells import cell_text
from pikkit.base.terminal_text import line_text, terminal_text


def _one_form(context: typer.Context, wanted: bool) -> bool:
    """Both forms are refused before the work is done, of which some takes minutes."""
    if wanted and (context.params.get("as_json") or context.params.get("as_csv")):
        raise InputError(_ONE_FORM)
    return wanted


_ONE_FORM = "The answer is one of --json and --csv; give one of them."
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.", callback=_one_form)]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print the rows as CSV instead of text.", callback=_one_form)]
Row = Mapping[str, object]
__all__ = ["AsCsv", "AsJson", "answer", "answer_list", "count", "decimals", "percent", "say", "table_text"]


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text on stdout, or on stderr: all that a command says, so that what others wrote stays text."""
    typer.echo(terminal_text(text), err=err, nl=nl)


def answer(document: object, text: str, *, as_json: bool) -> None:
    """Print the result in the form asked for."""
    say(json.dumps(_strict(document), indent=2) if as_json else text)


def answer_list(
    rows: Sequence[Row], text: str, *, columns: Sequence[str], as_json: bool, as_csv: bool, document: object = None
) -> None:
    """Print a list in the form asked for.

    Args:
        rows: One a line of the CSV; what is not plain in them is JSON there.
        text: For a person.
        columns: Of the CSV, which an empty list has too; a row may lack some.
        as_json, as_csv: What is asked for.
        document: What ``--json`` prints, if that is more than the rows.
    """
    if not as_csv:
        answer(rows if document is None else document, text, as_json=as_json)
        return
    table = StringIO()
    writer = csv.DictWriter(table, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    sys.stdout.write(terminal_text(table.getvalue()) if sys.stdout.isatty() else table.getvalue())


def table_text(columns: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[str] = frozenset()) -> str:
    """Rows under their headers, a column as wide as its widest cell; those named in ``right`` end flush."""
    rows = [[line_text(cell) for cell in line] for line in rows]
    widths = [max(len(line[k]) for line in (columns, *rows)) for k in range(len(columns))]
    lines = []
    for line in (columns, *rows):
        cells = zip(line, widths, columns, strict=True)
        lines.append("  ".join(text.rjust(w) if name in right else text.ljust(w) for text, w, name in cells).rstrip())
    return "\n".join(lines)


def percent(value: float | None, digits: int = 1, *, signed: bool = False) -> str:
    """A share as a percentage; an unknown one as a dash."""
    if value is None or not math.isfinite(value):
        return "–"
    return f"{100 * value:{'+' if signed else ''}.{digits}f} %"


def points(value: float) -> str:
    """A difference of two shares: 0.012 is +1.2 points."""
    return f"{100 * value:+.1f} points"


def decimals(value: float | None, digits: int = 5) -> str:
    """A number; an unknown one as a dash."""
    return "–" if value is None or not math.isfinite(value) else f"{value:.{digits}f}"


def _cell(value: object) -> object:
    """A value as a CSV cell: nothing for None, JSON for what is not plain, and no formula for a spreadsheet."""
    if value is None:
        return ""
    if isinstance(value, str):
        return cell_text(value)
    return json.dumps(_strict(value), ensure_ascii=False) if isinstance(value, dict | list | tuple | bool) else value


def _strict(value: object) -> object:
    """JSON has no NaN: a figure that does not exist is null."""
    if isinstance(value, dict):
        return {name: _strict(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_strict(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
