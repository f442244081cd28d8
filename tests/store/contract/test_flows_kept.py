"""Deposits and withdrawals, in every kind of store."""

from datetime import date

import pytest

from pikkit.base.errors import InputError
from pikkit.money.cash_flow import CashFlow
from pikkit.money.flows_kept import keep_flow, read_flows, take_back_flow
from pikkit.store.money_tables import cash_flows
from pikkit.store.records import Records

FLOW = CashFlow(id="a", kind="deposit", amount=12.5, sportsbook="FanDuel", day=date(2026, 5, 2), note="a gift")


def test_flows_come_back_by_day_and_each_bettor_has_his_own(records: Records) -> None:
    later = CashFlow(id="b", kind="withdrawal", amount=1, sportsbook="Bet365", day=date(2026, 5, 3))
    assert keep_flow(records, "ann", later)
    assert keep_flow(records, "ann", FLOW)
    assert read_flows(records, "ann") == [FLOW, later]
    assert read_flows(records, "bob") == []


def test_the_same_flow_again_changes_nothing_and_another_of_its_id_is_refused(records: Records) -> None:
    assert keep_flow(records, "ann", FLOW)
    assert not keep_flow(records, "ann", FLOW)
    with pytest.raises(InputError, match="The id a is another flow's, which stays as it is"):
        keep_flow(records, "ann", FLOW.model_copy(update={"amount": 13}))
    assert keep_flow(records, "bob", FLOW)


def test_what_is_taken_back_counts_no_longer_and_stays(records: Records) -> None:
    keep_flow(records, "ann", FLOW)
    assert take_back_flow(records, "bob", "a") is None
    assert take_back_flow(records, "ann", "a") == FLOW
    assert take_back_flow(records, "ann", "a") is None
    assert read_flows(records, "ann") == []
    assert len(records.read(cash_flows)) == 1
