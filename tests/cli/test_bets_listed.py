"""`pikkit bets list` and `pikkit bets export`."""

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pikkit.bets.bet import bets_table
from pikkit.settings import Settings
from pikkit.store import open_store
from tests.cli.conftest import Pikkit
from tests.performance.histories import bet


@pytest.fixture
def filled(home: Path) -> Path:
    """A home of three bets, two of the NBA."""
    store = open_store(Settings(home=home, store_url="").resolved_store_url)
    store.upsert(bets_table([bet(1, stake=5.0, profit=-5.0), bet(2, tags="=1+1"), bet(3, league="NFL")]))
    store.close()
    return home


@pytest.mark.usefixtures("filled")
def test_bets_are_listed_with_the_figures_of_all_that_fit(pikkit: Pikkit) -> None:
    listed = json.loads(
        pikkit("bets", "list", "--where", "league=NBA", "--limit", "1", "--sort", "stake", "--json").out
    )
    assert [one["bet_id"] for one in listed["bets"]] == ["b1"]
    assert (listed["total"]["bets"], listed["total"]["stake"], listed["total"]["profit"]) == (2, 15.0, -15.0)
    assert "2 bets: 15.00 staked, profit -15.00" in pikkit("bets", "list", "--where", "league=NBA").out
    assert [
        row["tags"] for row in csv.DictReader(io.StringIO(pikkit("bets", "list", "--words", "=1", "--csv").out))
    ] == ["'=1+1"]
    assert "No bet fits" in pikkit("bets", "list", "--bettor", "nobody").out


@pytest.mark.usefixtures("filled")
def test_all_that_fit_are_exported(pikkit: Pikkit, tmp_path: Path) -> None:
    assert "2 bets written" in pikkit("bets", "export", str(tmp_path / "x.csv"), "--where", "league=NBA").out
    assert len((tmp_path / "x.csv").read_text().splitlines()) == 3
    assert "1 bet written" in pikkit("bets", "export", str(tmp_path / "x.parquet"), "--since", "2024-01-04").out
    assert pq.read_table(tmp_path / "x.parquet")["league"].to_pylist() == ["NFL"]
