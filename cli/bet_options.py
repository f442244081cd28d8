"""The options that say a bet, made from the table of its fields."""

import inspect
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Annotated, Any

import typer

from pikkit.scoring.fields import FIELDS, FieldKind, RequestField

_TYPES = {FieldKind.NUMBER: float, FieldKind.WHOLE: int, FieldKind.FLAG: bool, FieldKind.MOMENT: datetime}
_NAMES = {"live": "--live/--pre-match", "n_legs": "--legs"}
_HINTS = {FieldKind.MOMENT: " (UTC)", FieldKind.OFFERS: ', as JSON: [{"sportsbook": …, "odds": …}]'}
BetFields = dict[str, Any]


def with_bet_options(command: Callable[..., None]) -> Callable[..., None]:
    """A command with an option for each field of a bet, which gets those that were given as ``bet``."""

    @wraps(command)
    def asked(**options: Any) -> None:
        given = {name: options.pop(name) for name in FIELDS}
        command(bet=_read({name: value for name, value in given.items() if value is not None}), **options)

    own = [each for name, each in inspect.signature(command).parameters.items() if name != "bet"]
    options = [_option(field) for field in FIELDS.values()]
    asked.__signature__ = inspect.Signature([*options, *own])  # type: ignore[attr-defined]  # what Typer reads
    asked.__annotations__ = {each.name: each.annotation for each in (*options, *own)}
    return asked


def _option(field: RequestField) -> inspect.Parameter:
    kind: Any = _TYPES.get(field.kind, str)
    option = typer.Option(_NAMES.get(field.name, f"--{field.name.replace('_', '-')}"), help=_help(field))
    annotation = Annotated[kind | None, option]
    return inspect.Parameter(field.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation=annotation)


def _help(field: RequestField) -> str:
    examples = ", ".join(f'"{each}"' if isinstance(each, str) else str(each) for each in field.examples)
    such = f", such as {examples}" if examples and field.kind is not FieldKind.CHOICE else ""
    overrides = "; overrides the selection" if field.overrides else ""
    default = f"; default: {field.default}" if field.default else ""
    return f"{field.description}{_HINTS.get(field.kind, '')}{such}{overrides}{default}."


def _read(given: BetFields) -> BetFields:
    texts = [name for name in given if FIELDS[name].kind is FieldKind.OFFERS]
    if not texts:
        return given
    from pikkit.scoring.field_texts import values_of_texts

    return given | {name: values_of_texts(name, [given[name]])[0] for name in texts}
