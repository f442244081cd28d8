"""A content hash is the same everywhere and changes with any value of its row."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pikkit.bets.schema import UTC_MICROSECONDS
from pikkit.store.hashing import content_hash

SCHEMA = pa.schema(
    [
        ("text", pa.string()),
        ("number", pa.float64()),
        ("count", pa.int32()),
        ("flag", pa.bool_()),
        ("at", UTC_MICROSECONDS),
    ]
)
rows = st.fixed_dictionaries(
    {
        "text": st.none() | st.text(max_size=30).filter(lambda text: text.isprintable()),
        "number": st.none() | st.floats(allow_nan=False),
        "count": st.none() | st.integers(-(2**31), 2**31 - 1),
        "flag": st.none() | st.booleans(),
        "at": st.none() | st.datetimes(timezones=st.just(UTC)),
    }
)


def hashes(*given_rows: dict[str, Any]) -> list[int]:
    result: list[int] = content_hash(pa.Table.from_pylist(list(given_rows), SCHEMA)).tolist()
    return result


@given(rows, rows)
def test_rows_hash_alike_exactly_when_they_are_equal(first: dict[str, Any], second: dict[str, Any]) -> None:
    one, other = hashes(first, second)
    assert (one == other) == (first == second)


@given(st.lists(rows, min_size=1, max_size=20), st.data())
def test_a_row_hashes_alike_wherever_it_stands(many: list[dict[str, Any]], data: st.DataObject) -> None:
    table = pa.Table.from_pylist(many, SCHEMA)
    start = data.draw(st.integers(0, len(many) - 1))
    together = content_hash(table)
    np.testing.assert_array_equal(content_hash(table.slice(start)), together[start:])
    np.testing.assert_array_equal(content_hash(pa.concat_tables([table, table]))[len(many) :], together)


def test_the_hash_never_changes_from_one_version_to_the_next() -> None:
    """Stored hashes must stay comparable; a change here means every stored bet looks changed.

    The numbers come from the same recurrence in Python's integers.
    """
    at = datetime(2026, 1, 2, tzinfo=UTC)
    row = {"text": "Over 2.5 Total", "number": 1.91, "count": 1, "flag": True, "at": at}
    assert hashes(row, dict.fromkeys(row)) == [-3281275831507837584, 127321928901165635]


def test_long_texts_hash_alike_exactly_when_they_are_equal_and_quickly() -> None:
    long = "x" * 3_000_000
    one, same, other, shorter = hashes({"text": long}, {"text": long}, {"text": f"{long[:-1]}y"}, {"text": long[:-1]})
    assert one == same
    assert len({one, other, shorter}) == 3


def test_minus_zero_is_zero_and_an_empty_text_is_not_a_null() -> None:
    zero, minus, empty, null = hashes({"number": 0.0}, {"number": -0.0}, {"text": ""}, {"text": None})
    assert zero == minus
    assert empty != null


def test_no_row_has_no_hash() -> None:
    assert hashes() == []
