"""Alerts in the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from pydantic import ValidationError
from sqlalchemy import Table

from pikkit.base.errors import InputError
from pikkit.notify.alert_rule import AlertRule
from pikkit.store.money_tables import alerts

MOST_ALERTS = 20
"""Of one bettor."""
_COLUMNS = ("id", "topic", "channel", "address", "least", "is_on")


class AlertRecords(Protocol):
    """What reads and writes rows of the store."""

    def read(self, table: Table, where: Mapping[str, object]) -> list[dict[str, object]]:
        """Rows with those values."""
        ...

    def put(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert rows or replace those of the same key."""
        ...


@dataclass(frozen=True, slots=True)
class KeptAlert:
    """An alert of a bettor, and since when it is as it is."""

    bettor: str
    changed_at: datetime
    rule: AlertRule


def read_alerts(records: AlertRecords, bettor: str | None = None) -> list[KeptAlert]:
    """A bettor's alerts, or everybody's; the newest first."""
    rows = records.read(alerts, {} if bettor is None else {"bettor": bettor})
    return [kept for row in rows if row["taken_back_at"] is None and (kept := _sound(row)) is not None]


def keep_alert(records: AlertRecords, bettor: str, rule: AlertRule) -> None:
    """Keep an alert, in place of the one of its id.

    Raises:
        InputError: The bettor has too many.
    """
    known = read_alerts(records, bettor)
    if len(known) >= MOST_ALERTS and rule.id not in {one.rule.id for one in known}:
        raise InputError(f"There are {MOST_ALERTS} alerts already, as many as one bettor may have; delete one first.")
    now = datetime.now(UTC)
    records.put(alerts, [rule.model_dump() | {"bettor": bettor, "made_at": now, "changed_at": now}])


def delete_alert(records: AlertRecords, bettor: str, alert_id: str) -> bool:
    """Delete an alert; False if the bettor has none of that id."""
    rows = [row for row in records.read(alerts, {"bettor": bettor, "id": alert_id}) if not row["taken_back_at"]]
    if rows:
        records.put(alerts, [rows[0] | {"taken_back_at": datetime.now(UTC)}])
    return bool(rows)


def _sound(row: Mapping[str, object]) -> KeptAlert | None:
    """The alert of a row; None for one that a user wrote past us and that is none."""
    try:
        rule = AlertRule.model_validate({name: row[name] for name in _COLUMNS})
    except ValidationError:
        return None
    changed_at = row["changed_at"]
    return KeptAlert(str(row["bettor"]), changed_at, rule) if isinstance(changed_at, datetime) else None
