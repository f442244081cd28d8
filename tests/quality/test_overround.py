"""The two sides of one market are paired by the game, whatever the books call its teams, and by whose line it is."""

from typing import Any

import pytest

from pikkit.quality.overround import booksums
from tests.quality.conftest import good_rows, table

OVER: dict[str, Any] = {
    "sportsbook": "FanDuel", "sport": "Basketball", "league": "NBA", "market": "player points", "period": None,
    "home": "Boston Celtics", "away": "Miami Heat", "line": 20.5, "subject": "Ann Able", "side": "over", "odds": 1.9,
    "live": False, "bet_type": "straight", "n_legs": 1,
}  # fmt: skip


def pairs(*changes: dict[str, Any]) -> int:
    """How many bets find their other side among some that were placed at one moment."""
    rows = [
        row | OVER | change | {"placed_at": good_rows(1)[0]["placed_at"]}
        for row, change in zip(good_rows(2), changes, strict=True)
    ]
    bets = table(rows)
    return int(booksums(bets.append_column("row", [list(range(bets.num_rows))])).num_rows)


@pytest.mark.parametrize("names", [{}, {"home": "Celtics", "away": "MIA Heat"}, {"home": "BOS", "away": "MIA"}])
def test_a_game_is_one_game_in_any_spelling(names: dict[str, str]) -> None:
    assert pairs({}, {"side": "under"} | names) == 1


def test_a_head_start_is_paired_with_the_other_teams() -> None:
    spread = {"market": "spread", "subject": None}
    assert pairs({**spread, "side": "home", "line": -4.5}, {**spread, "side": "away", "line": 4.5, "home": "BOS"}) == 1
    assert pairs({**spread, "side": "home", "line": -4.5}, {**spread, "side": "away", "line": 3.5}) == 0


def test_the_lines_of_two_players_are_no_pair() -> None:
    assert pairs({}, {"side": "under", "subject": "Bo Bell"}) == 0
