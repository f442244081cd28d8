"""Requests checked by the column: the rules of ``ScoreRequest``, applied to all bets at once.

A column that a rule refuses does not say which bet is wrong, or how. Then the bets are read one by one, by
``ScoreRequest`` itself, whose word is the last: what is accepted here is what it accepts, read as it reads it.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
from pydantic import ConfigDict, TypeAdapter, ValidationError

from pikkit.base.errors import InputError
from pikkit.bets.outcome import BetType
from pikkit.scoring.price_column import decimal_column, doubtful_column
from pikkit.scoring.request import EARLIEST, LATEST, ScoreRequest
from pikkit.scoring.selection import NOW, BetBatch, microseconds

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


_RULES = {name: _rule(name) for name in FIELDS if name not in {"odds", "placed_at"}}
_READ_MOMENTS = _rule("placed_at").validate_python
_KNOWN = frozenset(FIELDS)


def rows_batch(rows: Sequence[object]) -> BetBatch | None:
    """Read objects with the fields of ``ScoreRequest``; None if one of them needs a closer look."""
    if set(map(type, rows)) != {dict}:
        return None
    names: set[str] = set().union(*rows)  # type: ignore[arg-type]  # all are dicts
    if not names <= _KNOWN:  # before there is a column for each of them: rows of n names would make n² values
        return None
    return columns_batch(_columns(rows, names), len(rows))  # type: ignore[arg-type]


def columns_batch(columns: Mapping[str, list[Any]], n: int) -> BetBatch | None:
    """Read columns of length n ≥ 1 by the names of ``ScoreRequest``'s fields; None if one needs a closer look."""
    if not columns.keys() >= _REQUIRED:
        return None
    try:
        fields = {name: _checked(name, column) for name, column in columns.items() if name in _RULES}
        odds = decimal_column(columns["odds"], fields.get("odds_format"))
        doubtful = doubtful_column(columns["odds"], fields.get("odds_format"), odds)
        placed_at = _moments(columns["placed_at"]) if "placed_at" in columns else np.full(n, NOW)
    except (ValidationError, InputError, TypeError, OverflowError):
        return None
    outside = (placed_at != NOW) & ((placed_at < _EARLIEST) | (placed_at >= _LATEST))
    if outside.any() or _one_leg_of_many(fields):
        return None
    return BetBatch.read(fields, odds, placed_at, doubtful)


def _columns(rows: Sequence[dict[str, Any]], names: set[str]) -> dict[str, list[Any]]:
    if len(names) > 1 and set(map(len, rows)) == {len(names)}:  # the usual case: all rows say the same of their bets
        return dict(zip(names, map(list, zip(*map(itemgetter(*names), rows), strict=True)), strict=True))
    return {name: [row.get(name, DEFAULTS.get(name)) for row in rows] for name in names}


def _checked(name: str, column: list[Any]) -> list[Any]:
    rule = _RULES[name]
    if len(column) == 1 or name not in _TEXTS:
        return rule.validate_python(column)
    return _each_once(rule.validate_python, column)


def _moments(column: list[Any]) -> npt.NDArray[np.int64]:
    return np.array(_each_once(lambda given: microseconds(_READ_MOMENTS(given)).tolist(), column), dtype=np.int64)


def _each_once(read: Callable[[list[Any]], list[Any]], column: list[Any]) -> list[Any]:
    """What is read of every value; of equal ones, one is looked at."""
    given = list(set(column))
    found = read(given)
    return column if found == given else list(map(dict(zip(given, found, strict=True)).__getitem__, column))


def _one_leg_of_many(fields: Mapping[str, list[Any]]) -> bool:
    if "n_legs" not in fields or "bet_type" not in fields:
        return False
    pairs = zip(fields["n_legs"], fields["bet_type"], strict=True)
    return any(count == 1 and kind is not BetType.STRAIGHT for count, kind in pairs)
