"""``pikkit bets reread`` and ``pikkit bets events``."""

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


def test_without_bets_both_say_what_to_do(pikkit: Pikkit) -> None:
    for command in ("reread", "events"):
        done = pikkit("bets", command)
        assert done.code != 0
        assert "pikkit import" in done.err
