"""A bet handed in by an API or a person is checked, and becomes the row an export of it would."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from pikkit.bets.bet import Bet, bets_table
from pikkit.bets.export import read_export
from pikkit.bets.outcome import Outcome
from pikkit.bets.schema import BETS
from tests.bets.export_files import row, write_export

GOOD: dict[str, Any] = {
    "bettor": "alice",
    "bet_id": "818176870258164001",
    "sportsbook": "Caesars Sportsbook - New York",
    "outcome": "win",
    "odds": 2.5,
    "closing_odds": 2.4,
    "source_ev": 0.0417,
    "stake": 10.0,
    "profit": 15.0,
    "placed_at": "2025-12-27T22:55:44Z",
    "settled_at": "2025-12-28T01:02:03Z",
    "league": "EFL Championship",
    "bet_info": "Over 2.5 Total Hull vs. Watford",
    "source": "alice.csv",
}


def test_is_the_row_its_export_would_be(tmp_path: Path) -> None:
    file = write_export(tmp_path / "alice.csv", [row(1, sportsbook="Caesars - New York")])
    exported = read_export(file, now=datetime(2026, 1, 1, tzinfo=UTC)).bets
    table = bets_table([Bet(**GOOD)])
    assert table.schema == BETS
    assert table.drop(["source_line"]).to_pylist() == exported.drop(["source_line"]).to_pylist()


def test_of_several_legs_has_no_selection_columns() -> None:
    info = "Over 2.5 Total Hull vs. Watford | NYG Moneyline Live Dallas Cowboys @ New York Giants"
    bet = Bet(**{**GOOD, "bet_type": "parlay", "bet_info": info})
    (found,) = bets_table([bet]).to_pylist()
    assert [leg.market for leg in bet.legs] == ["total", "moneyline"]
    assert (found["n_legs"], found["live"], found["market"], found["side"]) == (2, True, None, None)


def test_lost_with_a_bonus_cost_nothing() -> None:
    assert Bet(**{**GOOD, "outcome": Outcome.LOSS, "profit": 0.0}).bonus
    assert not Bet(**{**GOOD, "outcome": Outcome.LOSS, "profit": -10.0}).bonus


@pytest.mark.parametrize(
    "change",
    [
        {"odds": 1.0},
        {"odds": float("inf")},
        {"stake": 0},
        {"bet_id": " "},
        {"closing_odds": 0.5},
        {"placed_at": "2025-12-27T22:55:44"},
        {"outcome": "won"},
        {"surprise": 1},
    ],
)
def test_that_is_none_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Bet(**{**GOOD, **change})


def test_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Bet(**GOOD).odds = 3.0  # type: ignore[misc]
