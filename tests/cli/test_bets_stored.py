"""``pikkit bets reread``, ``pikkit bets events`` and ``pikkit bets habits``."""

import json
from pathlib import Path

from tests.bets.export_files import row, write_export
from tests.cli.conftest import Pikkit


def test_events_and_a_reread_of_an_imported_file_are_told(pikkit: Pikkit, tmp_path: Path) -> None:
    rows = [row(1), row(2, bet_info="Hull City Moneyline Watford FC @ Hull City"), row(3, bet_info="League winner")]
    pikkit("import", write_export(tmp_path / "ann.csv", rows))
    events = json.loads(pikkit("bets", "events", "--json").out)
    assert events == {
        "bets": 3, "on_a_game": 2, "events": 1, "unsure": 0, "unsure_below": 0.7, "unmatched": 1, "changed": 0,
        "stored": True,
    }  # fmt: skip
    again = json.loads(pikkit("bets", "reread", "--dry-run", "--json").out)
    assert again == {
        "bets": 3, "changed": 0, "market": 0, "subject": 0, "event": 0, "fields": {}, "corrections": 0, "stored": False,
    }  # fmt: skip
    assert "0 changed" in pikkit("bets", "reread").out
    assert "2 of 3 bets are on one of 1 game" in pikkit("bets", "events").out


def test_without_bets_each_says_what_to_do(pikkit: Pikkit) -> None:
    for command in ("reread", "events", "habits"):
        done = pikkit("bets", command)
        assert done.code != 0
        assert "pikkit import" in done.err


def test_how_books_list_teams_is_said(pikkit: Pikkit, tmp_path: Path) -> None:
    days = [f"2025-11-{day:02}T01:00:00.000Z" for day in range(1, 12)]
    game = {"leagues": "NBA", "sports": "Basketball"}
    rows = []
    for number, day in enumerate(days):
        when = {**game, "time_placed_iso": day, "time_settled_iso": day.replace("T01", "T03")}
        sure, listed = "Over 220.5 Total Utah Jazz @ Miami Heat", "Over 220.5 Total Utah Jazz vs Miami Heat"
        rows += [
            row(2 * number, bet_info=sure, **when),
            row(2 * number + 1, bet_info=listed, sportsbook="Lines", **when),
        ]
    pikkit("import", write_export(tmp_path / "ann.csv", rows))
    said = {one["sportsbook"]: one for one in json.loads(pikkit("bets", "habits", "--json").out)}
    assert said["Lines"] == {
        "sportsbook": "Lines", "habit": "visitors_first", "known": False, "home_first": 0, "visitors_first": 11,
    }  # fmt: skip
    assert said["Kalshi"]["known"] is True
    assert "stored bets: home first on 0, visitors first on 11" in pikkit("bets", "habits").out
