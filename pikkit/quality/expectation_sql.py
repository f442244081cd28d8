"""When an expectation applies to a bet, and when a bet fails it, in SQL."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import great_expectations.expectations as gxe

from pikkit.quality.suite_counts import Condition

_FLOATS = frozenset({"odds", "closing_odds", "staked", "stake", "profit", "price_ratio", "profit_ratio", "settle_days"})
"""Columns in which a number that is none counts as missing, as it does in pandas."""


@dataclass(frozen=True)
class ExpectationSql:
    """An expectation as conditions on a row of ``snapshot``.

    Attributes:
        condition: When it is about a bet, and when such a bet fails.
        value: What is shown of a failing row, given its columns.
    """

    condition: Condition
    value: Callable[[dict[str, Any]], Any]


def sql_of(expectation: gxe.Expectation) -> ExpectationSql:
    """The conditions of an expectation of the suite (:func:`pikkit.quality.expectations.bets_suite`)."""
    asked = expectation.configuration.kwargs
    match expectation:
        case gxe.ExpectCompoundColumnsToBeUnique():
            columns = tuple(asked["column_list"])
            known = " OR ".join(f"{name} IS NOT NULL" for name in columns)
            fails = "row IN (SELECT row FROM repeated)"
            return ExpectationSql(Condition(columns, known, fails, unique=True), _nan_for_none)
        case gxe.ExpectColumnPairValuesAToBeGreaterThanB():
            later, earlier = asked["column_A"], asked["column_B"]
            known = f"{_known(later)} AND {_known(earlier)}"
            return ExpectationSql(Condition((later, earlier), known, f"NOT {later} >= {earlier}"), _moments)
        case gxe.ExpectColumnValuesToNotBeNull():
            return _single(asked["column"], "true", f"NOT ({_known(asked['column'])})")
        case gxe.ExpectColumnValuesToBeInSet():
            return _single(
                asked["column"], _known(asked["column"]), f"{asked['column']} NOT IN ({_values(asked['value_set'])})"
            )
        case gxe.ExpectColumnValuesToBeBetween():
            return _single(asked["column"], _known(asked["column"]), f"NOT ({_between(asked)})")
    raise NotImplementedError(f"There is no SQL of {expectation.expectation_type}")


def _nan_for_none(row: dict[str, Any]) -> dict[str, Any]:
    """As pandas shows what is missing."""
    return {name: math.nan if value is None else value for name, value in row.items()}


def _moments(row: dict[str, datetime]) -> tuple[str, ...]:
    """Times as Great Expectations shows them: of UTC, which is not said."""
    return tuple(moment.astimezone(UTC).replace(tzinfo=None).isoformat() for moment in row.values())


def _single(column: str, applies: str, fails: str) -> ExpectationSql:
    return ExpectationSql(Condition((column,), applies, fails), lambda row: row[column])


def _known(column: str) -> str:
    return f"{column} IS NOT NULL" + (f" AND NOT isnan({column})" if column in _FLOATS else "")


def _between(asked: dict[str, Any]) -> str:
    column, least, most = asked["column"], asked.get("min_value"), asked.get("max_value")
    bounds = [f"{column} > {least!r}::DOUBLE"] if least is not None else []
    return " AND ".join([*bounds, *([f"{column} <= {most!r}::DOUBLE"] if most is not None else [])])


def _values(words: list[str | float]) -> str:
    return ", ".join("true" if word == 1.0 else f"'{word}'" for word in words)
