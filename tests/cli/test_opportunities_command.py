"""``pikkit opportunities scan``, on quotes that lie in the watched folder."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.csv as pacsv
import pytest

from tests.cli.conftest import Pikkit
from tests.quotes.quote_tables import raw_rows


@pytest.fixture
def inbox(home: Path) -> Path:
    """A watched folder with quotes of two books that disagree, and a file that is none."""
    folder = home / "quotes"
    folder.mkdir(parents=True)
    now = datetime.now(UTC)
    seen = {
        "observed_at": (now - timedelta(minutes=5)).isoformat(),
        "event_start": (now + timedelta(hours=3)).isoformat(),
    }
    seen |= {"sport": "Tennis", "league": "ATP", "home": "Nadal R.", "away": "Djokovic N."}
    prices = (("Bwin", 2.2, 1.8), ("Pinnacle", 1.8, 2.2))
    sides = ("Nadal R.", "Djokovic N.")
    rows = [
        {**seen, "sportsbook": book, "selection": side, "odds": price}
        for book, *odds in prices
        for side, price in zip(sides, odds, strict=True)
    ]
    pacsv.write_csv(raw_rows(*rows), folder / "prices.csv")
    (folder / "broken.json").write_text("[{")
    return folder


def test_rows_of_the_folder_that_are_set_aside_are_told(
    pikkit: Pikkit, inbox: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [row | {"odds": -110.0} for row in pacsv.read_csv(inbox / "prices.csv").to_pylist()]
    pacsv.write_csv(raw_rows(*rows), inbox / "prices.csv")
    said = pikkit("opportunities", "scan", "--json")
    assert "broken.json is no whole JSON document" in caplog.text
    assert "Set aside of prices.csv, odds.format: 4." in caplog.text
    assert said.document["prices"] == 0


def test_a_watch_or_scan_reads_the_folder_and_shows_stakes(pikkit: Pikkit, inbox: Path) -> None:
    said = pikkit("opportunities", "scan")
    assert said.code == 0, said
    assert "Arbitrages: 1" in said.out
    assert "  profit  minutes old  bets\n  +10.0 %            5  Nadal" in said.out
    assert "50.00 of 100 on Nadal R. moneyline 2.20 at Bwin" in said.out
    assert sorted(file.name for file in inbox.iterdir()) == ["broken.json.unreadable"]
    again = pikkit("opportunities", "scan", "--json", "--books", "Bwin").document
    assert again["arbitrages"] == []
    assert again["prices"] == 2


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("share", "code"), [("2%", 0), ("0.02", 0), ("2 %", 0), ("two", 2), ("nan", 2)])
def test_a_share_is_read_as_people_write_it(pikkit: Pikkit, share: str, code: int) -> None:
    said = pikkit("opportunities", "scan", "--min-ev", share)
    assert (said.code == 0) == (code == 0)
    assert said.code == 0 or "accepted is a share" in said.err


def test_what_is_wrong_with_a_feed_is_said_with_an_exit_code(pikkit: Pikkit, inbox: Path) -> None:
    assert pikkit("quotes", "check").out == "No quote is stored.\n"
    old = datetime.now(UTC) - timedelta(hours=9)
    rows = [row | {"observed_at": old.isoformat()} for row in pacsv.read_csv(inbox / "prices.csv").to_pylist()]
    pacsv.write_csv(raw_rows(*rows), inbox / "prices.csv")
    assert pikkit("quotes", "import", str(inbox / "prices.csv")).code == 0
    said = pikkit("quotes", "check")
    assert (said.code, said.out) == (1, "No price was seen for 9 hours, at any book.\n")
