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
    """An alert of a bettor.

    Attributes:
        bettor: Whose.
        changed_at: Since when it is as it is.
        rule: What he asked for.
        is_confirmed: Whether whom it tells is known to want it; until then it tells nothing.
    """

    bettor: str
    changed_at: datetime
    rule: AlertRule
    is_confirmed: bool = True


def read_alerts(records: AlertRecords, bettor: str | None = None) -> list[KeptAlert]:
    """A bettor's alerts, or everybody's; the newest first."""
    rows = records.read(alerts, {} if bettor is None else {"bettor": bettor})
    return [kept for row in rows if row["taken_back_at"] is None and (kept := _sound(row)) is not None]


def keep_alert(records: AlertRecords, bettor: str, rule: AlertRule, *, confirmed: bool) -> bool:
    """Keep an alert, in place of the one of its id.

    Args:
        records: Where.
        bettor: Whose.
        rule: The alert.
        confirmed: Whether its address is known to want it; so it is too if the one of its id was of the same address.

    Returns:
        Whether it is confirmed.

    Raises:
        InputError: The bettor has too many.
    """
    known = {one.rule.id: one for one in read_alerts(records, bettor)}
    if len(known) >= MOST_ALERTS and rule.id not in known:
        raise InputError(f"There are {MOST_ALERTS} alerts already, as many as one bettor may have; delete one first.")
    before = known.get(rule.id)
    confirmed = confirmed or (before is not None and before.is_confirmed and before.rule.target == rule.target)
    now = datetime.now(UTC)
    row = {"bettor": bettor, "made_at": now, "changed_at": now, "confirmed_at": now if confirmed else None}
    records.put(alerts, [rule.model_dump() | row])
    return confirmed


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
    return (
        KeptAlert(str(row["bettor"]), changed_at, rule, row["confirmed_at"] is not None)
        if isinstance(changed_at, datetime)
        else None
    )
