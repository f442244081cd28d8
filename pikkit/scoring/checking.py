"""Requests checked by the column: the rules of ``ScoreRequest``, applied to all bets at once.

A column that a rule refuses does not say which bet is wrong, or how. Then the bets are read one by one, by
``ScoreRequest`` itself, whose word is the last: what is accepted here is what it accepts, read as it reads it.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
from pydantic import ConfigDict, TypeAdapter, ValidationError

from pikkit.base.coded_texts import FEW, CodedTexts
from pikkit.base.errors import InputError
from pikkit.base.json_kinds import EARLIEST, LATEST
from pikkit.bets.outcome import BetType
from pikkit.scoring.fields import DEFAULTS, FIELDS, FieldKind, named
from pikkit.scoring.price_column import all_are, decimal_column, doubtful_column
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.selection import NOW, BetBatch, microseconds
from pikkit.scoring.written_moments import written_moments

_REQUIRED = {name for name, field in FIELDS.items() if field.required}
_EARLIEST, _LATEST = microseconds([EARLIEST, LATEST]).tolist()


def _rule(name: str) -> "TypeAdapter[list[Any]]":
    field = ScoreRequest.model_fields[name]
    kind = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    return TypeAdapter(list[kind], config=ConfigDict(str_strip_whitespace=True))  # type: ignore[valid-type]


_RULES = {name: _rule(name) for name in FIELDS if name not in {"odds", "placed_at"}}
_READ_MOMENTS = _rule("placed_at").validate_python
_KNOWN = frozenset(FIELDS)

_WHOLE = named(FieldKind.WHOLE)
_PLAIN_WHOLE = {int, type(None)}
_REMEMBERED: dict[str, dict[Any, Any]] = {name: {} for name in (*named(FieldKind.TEXT, FieldKind.CHOICE), *_WHOLE)}
"""What was read of values before, by field: a field's texts come again and again, and are read alike every time."""
_MOST_REMEMBERED = 4096
_SHORT = 200
"""Characters of a text that is remembered: what a stranger sends must not fill the memory."""

_FEW = 16


def rows_batch(rows: Sequence[object]) -> BetBatch | None:
    """Read objects with the fields of ``ScoreRequest``; None if one of them needs a closer look."""
    if set(map(type, rows)) != {dict}:
        return None
    shapes: set[tuple[str, ...]] = set(map(tuple, rows))  # type: ignore[arg-type]  # all are dicts
    if not set(chain.from_iterable(shapes)) <= _KNOWN:  # rows of n names would make n² values
        return None
    return columns_batch(_columns(rows, shapes), len(rows))  # type: ignore[arg-type]


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


def _columns(rows: Sequence[dict[str, Any]], shapes: set[tuple[str, ...]]) -> dict[str, list[Any]]:
    """A column for each name; what all rows say is taken of each of them at once."""
    names = set(chain.from_iterable(shapes))
    by_all = [name for name in names if all(name in shape for shape in shapes)]
    columns = {name: [row.get(name, DEFAULTS.get(name)) for row in rows] for name in names.difference(by_all)}
    if len(by_all) < 2:
        return columns | {name: [row[name] for row in rows] for name in by_all}
    return columns | dict(zip(by_all, map(list, zip(*map(itemgetter(*by_all), rows), strict=True)), strict=True))


def _checked(name: str, column: list[Any]) -> Sequence[Any]:
    rule = _RULES[name]
    if name not in _REMEMBERED or (name in _WHOLE and not set(map(type, column)) <= _PLAIN_WHOLE):  # True is no 1
        return rule.validate_python(column)
    if len(column) > FEW:
        coded = CodedTexts.of(column)
        return CodedTexts(_recognised(name, coded.values), coded.codes)
    return _recognised(name, column)


def _recognised(name: str, column: Sequence[Any]) -> list[Any]:
    rule, seen = _RULES[name], _REMEMBERED[name]
    try:
        return list(map(seen.__getitem__, column))
    except KeyError:
        return _each_once(lambda given: _remember(seen, given, rule.validate_python(given)), column)


def _remember(seen: dict[Any, Any], given: list[Any], found: list[Any]) -> list[Any]:
    if len(seen) + len(given) > _MOST_REMEMBERED:
        seen.clear()
    if len(given) <= _MOST_REMEMBERED:
        seen.update(
            pair for pair in zip(given, found, strict=True) if type(pair[0]) is not str or len(pair[0]) <= _SHORT
        )
    return found


def _moments(column: list[Any]) -> npt.NDArray[np.int64]:
    if len(column) > _FEW and (read := written_moments(column)) is not None:
        return read
    return np.array(_each_once(lambda given: microseconds(_READ_MOMENTS(given)).tolist(), column), dtype=np.int64)


def _each_once(read: Callable[[list[Any]], list[Any]], column: Sequence[Any]) -> list[Any]:
    """What is read of every value; of equal ones, one is looked at."""
    if len(column) == 1:
        return read(list(column))
    given = list(set(column))
    return list(map(dict(zip(given, read(given), strict=True)).__getitem__, column))


def _one_leg_of_many(fields: Mapping[str, Sequence[Any]]) -> bool:
    if "n_legs" not in fields or all_are(fields.get("bet_type", []), BetType.STRAIGHT):
        return False
    pairs = zip(fields["n_legs"], fields["bet_type"], strict=True)
    return any(count == 1 and kind is not BetType.STRAIGHT for count, kind in pairs)
