"""What a command answers, on stdout: one JSON document, or text for a person."""

import json
import math
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]


def answer(document: object, text: str, *, as_json: bool) -> None:
    """Print the result in the form asked for."""
    typer.echo(json.dumps(_strict(document), indent=2) if as_json else text)


def count(number: int, noun: str) -> str:
    """A number of things: "1 bet", "12,345 bets"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def percent(value: float | None, digits: int = 1, *, signed: bool = False) -> str:
    """A share as a percentage; an unknown one as a dash."""
    if value is None or not math.isfinite(value):
        return "–"
    return f"{100 * value:{'+' if signed else ''}.{digits}f} %"


def decimals(value: float | None, digits: int = 5) -> str:
    """A number; an unknown one as a dash."""
    return "–" if value is None or not math.isfinite(value) else f"{value:.{digits}f}"


def _strict(value: object) -> object:
    """JSON has no NaN: a figure that does not exist is null."""
    if isinstance(value, dict):
        return {name: _strict(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_strict(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
