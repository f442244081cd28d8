"""Requests checked by the column: the rules of ``ScoreRequest``, applied to all bets at once.

A column that a rule refuses does not say which bet is wrong, or how. Then the bets are read one by one, by
``ScoreRequest`` itself, whose word is the last: what is accepted here is what it accepts, read as it reads it.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from pikkit.bets.outcome import BetType
from pikkit.errors import InputError
from pikkit.scoring.prices import decimal_column
from pikkit.scoring.request import EARLIEST, LATEST, ScoreRequest
from pikkit.scoring.selection import NOW, Batch, microseconds

FIELDS = tuple(ScoreRequest.model_fields)
_REQUIRED = {"sportsbook", "odds"}
DEFAULTS = {"odds_format": "auto", "bet_type": "straight"}
"""What a bet has that leaves a field out, where that is not None."""
_TEXTS = ("sportsbook", "bettor", "sport", "league", "selection", "market", "subject", "home", "away", "period")
_EARLIEST, _LATEST = microseconds([EARLIEST, LATEST]).tolist()


def _rule(name: str) -> "TypeAdapter[list[Any]]":
    field = ScoreRequest.model_fields[name]
    kind = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    return TypeAdapter(list[kind], config=ConfigDict(str_strip_whitespace=True))  # type: ignore[valid-type]


_RULES = {name: _rule(name) for name in FIELDS if name != "odds"}


def rows_batch(rows: Sequence[object]) -> Batch | None:
    """Read objects with the fields of ``ScoreRequest``; None if one of them needs a closer look."""
    if set(map(type, rows)) != {dict}:
        return None
    names: set[str] = set().union(*rows)  # type: ignore[arg-type]  # all are dicts
    if not names.issubset(FIELDS):
        return None
    return columns_batch({name: _column(rows, name) for name in names}, len(rows))  # type: ignore[arg-type]


def columns_batch(columns: Mapping[str, list[Any]], n: int) -> Batch | None:
    """Read columns of length n ≥ 1 by the names of ``ScoreRequest``'s fields; None if one needs a closer look."""
    if not columns.keys() >= _REQUIRED:
        return None
    try:
        fields = {name: _checked(name, column) for name, column in columns.items() if name != "odds"}
        odds = decimal_column(columns["odds"], fields.get("odds_format"))
        placed_at = microseconds(fields.pop("placed_at", [None] * n))
    except (ValidationError, InputError, TypeError, OverflowError):
        return None
    outside = (placed_at != NOW) & ((placed_at < _EARLIEST) | (placed_at >= _LATEST))
    if outside.any() or _one_leg_of_many(fields):
        return None
    return Batch.read(fields, odds, placed_at)


def _column(rows: Sequence[dict[str, Any]], name: str) -> list[Any]:
    default = DEFAULTS.get(name)
    return [row.get(name, default) for row in rows]


def _checked(name: str, column: list[Any]) -> list[Any]:
    rule = _RULES[name]
    if name not in _TEXTS and name != "placed_at":
        return rule.validate_python(column)
    if len(column) == 1:
        return rule.validate_python(column)
    given = list(set(column))  # equal texts need but one look
    checked = dict(zip(given, rule.validate_python(given), strict=True))
    return [checked[value] for value in column]


def _one_leg_of_many(fields: Mapping[str, list[Any]]) -> bool:
    if "n_legs" not in fields or "bet_type" not in fields:
        return False
    pairs = zip(fields["n_legs"], fields["bet_type"], strict=True)
    return any(count == 1 and kind is not BetType.STRAIGHT for count, kind in pairs)
