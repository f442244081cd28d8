"""Deposits and withdrawals in the store. One that was wrong is taken back, and stays with the moment it was."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol

from pydantic import ValidationError

from pikkit.base.errors import InputError
from pikkit.money.cash_flow import CashFlow
from pikkit.money.preferences_kept import PutRecords, ReadRecords
from pikkit.store.money_tables import cash_flows

_COLUMNS = ("id", "kind", "amount", "sportsbook", "day", "note")
MOST_FLOWS = 20_000
"""Of one bettor; far beyond what anybody moves."""


class FlowRecords(ReadRecords, PutRecords, Protocol):
    """What reads and writes rows of the store."""


def read_flows(records: ReadRecords, bettor: str) -> list[CashFlow]:
    """A bettor's flows that hold, by day."""
    rows = [row for row in records.read(cash_flows, {"bettor": bettor}) if row["taken_back_at"] is None]
    flows = [flow for row in rows if (flow := _sound(row)) is not None]
    return sorted(flows, key=lambda flow: (flow.day, flow.id))


def keep_flow(records: FlowRecords, bettor: str, flow: CashFlow) -> bool:
    """Keep a flow; one whose id is known changes nothing. Returns whether it is new.

    Raises:
        InputError: The bettor has too many, or the id is another flow's.
    """
    rows = records.read(cash_flows, {"bettor": bettor})
    known = next((row for row in rows if row["id"] == flow.id), None)
    if known is not None:
        if _sound(known) != flow:
            raise InputError(f"The id {flow.id} is another flow's, which stays as it is; give this one its own.")
        return False
    if len(rows) >= MOST_FLOWS:
        raise InputError(f"There are {MOST_FLOWS:,} flows of this bettor already, more than Pikkit keeps.")
    row = flow.model_dump(mode="json") | {"bettor": bettor, "noted_at": datetime.now(UTC)}
    records.put(cash_flows, [row])
    return True


def take_back_flow(records: FlowRecords, bettor: str, flow_id: str) -> CashFlow | None:
    """Take a flow back; None if the bettor has none of that id that holds."""
    rows = [row for row in records.read(cash_flows, {"bettor": bettor, "id": flow_id}) if not row["taken_back_at"]]
    if not rows:
        return None
    records.put(cash_flows, [rows[0] | {"taken_back_at": datetime.now(UTC)}])
    return _sound(rows[0])


def _sound(row: Mapping[str, object]) -> CashFlow | None:
    """The flow of a row; None for one that a user wrote past us and that is none."""
    try:
        return CashFlow.model_validate({name: row[name] for name in _COLUMNS})
    except ValidationError:
        return None
