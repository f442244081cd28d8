"""Rows that only a person can make a bet of: a pick'em's factor, a promotion without a stake, a price in doubt."""

from pathlib import Path

import pytest

from pikkit.review.decided import Reviewer
from pikkit.review.quarantine import accept_rows, correct_rows
from pikkit.review.quarantined_items import RowFilter, find_rows
from pikkit.store import BetStore
from pikkit.sync.syncing import import_exports
from tests.bets.export_files import row, write_export

BO = Reviewer("bo", "The book's own page says so.")


def imported(store: BetStore, folder: Path, *rows: dict[str, str]) -> None:
    import_exports(write_export(folder / "ann.csv", rows), store)


def test_a_pickems_factor_can_be_accepted_so_that_the_profit_is_whole(store: BetStore, tmp_path: Path) -> None:
    factor = {"odds": "0.84", "closing_line": "", "ev": "", "type": "parlay"}
    lost = {"status": "SETTLED_LOSS", "profit": "-10.0"}
    imported(store, tmp_path, row(1), row(2, **factor, profit="8.40"), row(3, **factor | lost))
    assert accept_rows(store, find_rows(store, RowFilter(rules=["odds.range"])), BO).done == 2
    bets = store.read().sort_by("bet_id").to_pylist()
    assert [bet["odds"] for bet in bets] == [2.5, 1.84, 1.84]
    assert sum(bet["profit"] for bet in bets) == pytest.approx(15 + 8.4 - 10)


def test_a_number_below_1_that_is_not_what_the_win_paid_cannot_be_accepted(store: BetStore, tmp_path: Path) -> None:
    imported(store, tmp_path, row(1), row(2, odds="0.84", profit="-1.60"))
    found = find_rows(store, RowFilter(rules=["odds.range"]))
    assert accept_rows(store, found, BO).done == 0
    assert correct_rows(store, found, {"odds": "1.84"}, BO).done == 1


def test_a_stake_of_nothing_that_paid_can_be_accepted(store: BetStore, tmp_path: Path) -> None:
    promo = row(2, amount="0", odds="5.00", profit="50.00", closing_line="", ev="")
    imported(store, tmp_path, row(1), promo, row(3, amount="0", profit="0.0", status="SETTLED_LOSS"))
    assert accept_rows(store, find_rows(store, RowFilter(rules=["stake.range"])), BO).done == 1
    paid = {bet["bet_id"]: (bet["stake"], bet["profit"]) for bet in store.read().to_pylist()}
    assert {bet["bet_id"] for bet in store.read().to_pylist() if bet["bonus"]} == {row(2)["bet_id"]}
    assert paid == {row(1)["bet_id"]: (10.0, 15.0), row(2)["bet_id"]: (0.0, 50.0)}


@pytest.mark.parametrize(("odds", "read"), [(None, 150.0), ("+150", 2.5), ("150", 150.0), ("2.5", 2.5)])
def test_a_price_in_doubt_is_accepted_as_decimal_or_corrected(
    store: BetStore, tmp_path: Path, odds: str | None, read: float
) -> None:
    imported(store, tmp_path, row(1, odds="150", closing_line="", ev=""))
    found = find_rows(store, RowFilter(rules=["odds.ambiguous"]))
    decided = accept_rows(store, found, BO) if odds is None else correct_rows(store, found, {"odds": odds}, BO)
    assert decided.done == 1
    assert store.read()["odds"].to_pylist() == [read]


def test_an_id_that_a_spreadsheet_shortened_cannot_be_accepted(store: BetStore, tmp_path: Path) -> None:
    ids = ["638543012345678000", "638543012345679000"]
    imported(store, tmp_path, *(row(n, bet_id=text) for n, text in enumerate(ids)))
    found = find_rows(store, RowFilter(rules=["id.shortened"]))
    assert len(found) == 2
    assert accept_rows(store, found, BO).done == 0
