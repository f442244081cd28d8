"""What records promise, whatever is behind them."""

from datetime import UTC, datetime, timedelta

import pytest

from pikkit.base.errors import InputError
from pikkit.store.records import Records
from pikkit.store.serving_tables import deployments, opportunities

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def seen(key: str, minutes: int = 0, **changed: object) -> dict[str, object]:
    moment = NOON + timedelta(minutes=minutes)
    row = {"bettor": "ann", "client_key": key, "captured_at": moment, "updated_at": moment, "status": "new"}
    return row | {"sportsbook": "DraftKings", "live": False, "odds": 1.91} | changed


def keys(rows: list[dict[str, object]]) -> list[object]:
    return [row["client_key"] for row in rows]


def test_rows_come_back_as_they_were_given(records: Records) -> None:
    given = seen("a", ev=0.03, line=-2.5, live=True, raw='{"é": "𝄞"}')
    assert records.append(opportunities, [given]) == 1
    (row,) = records.read(opportunities)
    assert {name: row[name] for name in given} == given
    assert row["captured_at"].utcoffset() == timedelta(0)  # type: ignore[attr-defined]
    assert row["home"] is None


def test_appending_leaves_what_is_there(records: Records) -> None:
    records.append(opportunities, [seen("a")])
    assert records.append(opportunities, [seen("a", status="placed"), seen("b"), seen("a", bettor="bob")]) == 2
    assert [row["status"] for row in records.read(opportunities, {"client_key": "a"})] == ["new", "new"]
    assert records.append(opportunities, []) == 0


def test_putting_replaces_by_key(records: Records) -> None:
    records.append(opportunities, [seen("a", ev=0.1), seen("b")])
    records.put(opportunities, [seen("a", status="placed"), seen("c")])
    rows = {row["client_key"]: row for row in records.read(opportunities)}
    assert (rows["a"]["status"], rows["a"]["ev"], rows["b"]["status"]) == ("placed", None, "new")
    assert rows.keys() == {"a", "b", "c"}


def test_reading_is_by_time_between_bounds(records: Records) -> None:
    records.append(opportunities, [seen("c", 2), seen("a", 0), seen("b2", 1), seen("b1", 1)])
    assert keys(records.read(opportunities)) == ["c", "b2", "b1", "a"]
    assert keys(records.read(opportunities, newest_first=False)) == ["a", "b1", "b2", "c"]
    assert keys(records.read(opportunities, limit=2)) == ["c", "b2"]
    minute = NOON + timedelta(minutes=1)
    assert keys(records.read(opportunities, since=minute)) == ["c", "b2", "b1"]
    assert keys(records.read(opportunities, until=minute)) == ["a"]


def test_reading_narrows_by_value(records: Records) -> None:
    records.append(opportunities, [seen("a", ev=0.01), seen("b", ev=0.05), seen("c"), seen("b", bettor="bob", ev=1)])
    assert keys(records.read(opportunities, {"bettor": "ann"}, at_least={"ev": 0.05})) == ["b"]


def test_what_does_not_fit_the_table_is_refused(records: Records) -> None:
    with pytest.raises(InputError, match="opportunities has no column colour"):
        records.append(opportunities, [seen("a", colour="red")])
    with pytest.raises(InputError, match="needs odds"):
        records.put(opportunities, [seen("a", odds=None)])
    with pytest.raises(InputError, match="no column weight"):
        records.read(deployments, {"weight": 1})
    with pytest.raises(InputError, match="no time zone"):
        records.read(opportunities, since=datetime(2026, 1, 1))  # noqa: DTZ001 (on purpose)
    assert records.read(opportunities) == []
