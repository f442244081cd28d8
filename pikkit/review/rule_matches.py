"""Which rows of a table a rule matches."""

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.base.errors import InputError
from pikkit.bets.export.texts import to_numbers, to_times
from pikkit.review.rule_file import Range, ReviewRule, Scalar, plain_text

_BOUNDS: dict[str, Callable[[pa.Array, pa.Scalar], pa.Array]] = {
    "above": pc.greater,
    "at_least": pc.greater_equal,
    "below": pc.less,
    "at_most": pc.less_equal,
}
_TEXT = {"bettor", "bet_id", "source", "rule"}  # an id of 18 digits is no number: two of them would be equal


def matching_rows(table: pa.Table, rule: ReviewRule) -> pa.Array:
    """A mask of the rows for which every condition of a rule holds; an unknown value meets none but ``null``.

    Raises:
        InputError: The table has no column of a condition's name, or a bound is neither number nor time.
    """
    mask = pa.array([True] * table.num_rows, pa.bool_())
    for field, condition in rule.match.items():
        if field not in table.column_names:
            raise InputError(f"A rule matches the field {field!r}; {rule.of} have {', '.join(table.column_names)}.")
        column = table[field].combine_chunks()
        held = (
            _in_range(field, column, condition) if isinstance(condition, Range) else _any_of(field, column, condition)
        )
        mask = pc.and_(mask, pc.fill_null(held, fill_value=False))
    return mask


def _any_of(field: str, column: pa.Array, condition: Scalar | list[Scalar]) -> pa.Array:
    accepted = condition if isinstance(condition, list) else [condition]
    masks = [_equal(field, column, value) for value in accepted]
    either = pa.array([False] * len(column), pa.bool_())
    for mask in masks:
        either = pc.or_(either, pc.fill_null(mask, fill_value=False))
    return either


def _equal(field: str, column: pa.Array, value: Scalar) -> pa.Array:
    if value is None:
        empty = pc.equal(column, "") if pa.types.is_string(column.type) else pc.is_null(column)
        return pc.or_(pc.is_null(column), pc.fill_null(empty, fill_value=False))
    if pa.types.is_boolean(column.type):
        return pc.equal(column, pa.scalar(plain_text(value) == "true"))
    if pa.types.is_string(column.type) and (field in _TEXT or isinstance(value, str | bool)):
        return pc.equal(column, plain_text(value))
    values, bound = _comparable(field, column, value)
    return pc.equal(values, bound)


def _in_range(field: str, column: pa.Array, asked: Range) -> pa.Array:
    mask = pa.array([True] * len(column), pa.bool_())
    for name, compare in _BOUNDS.items():
        if (value := getattr(asked, name)) is not None:
            mask = pc.and_(mask, compare(*_comparable(field, column, value)))
    if asked.contains is not None:
        mask = pc.and_(mask, pc.match_substring(column.cast(pa.string()), asked.contains, ignore_case=True))
    return mask


def _comparable(field: str, column: pa.Array, value: Scalar) -> tuple[pa.Array, pa.Scalar]:
    """A column and a value as numbers, or as times."""
    text = pa.array([plain_text(value)])
    for read, fits in ((to_numbers, _is_number), (to_times, pa.types.is_timestamp)):
        bound = read(text)
        if bound.null_count:
            continue
        if pa.types.is_string(column.type):
            return read(column), bound[0]
        if fits(column.type):
            return column, bound[0]
    raise InputError(f"A rule compares {field} with {plain_text(value)!r}, which is no number or time of its kind.")


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind))
