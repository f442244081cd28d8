"""``pikkit quality``: stored bets checked from the command line, and the rules listed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pikkit.cli.app import app
from pikkit.settings import get_settings
from tests.bets.export_files import row, write_export


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PIKKIT_HOME", str(tmp_path / "home"))
    get_settings.cache_clear()
    yield tmp_path / "home"
    get_settings.cache_clear()


def test_the_rules_are_listed_with_what_they_do(home: Path) -> None:
    done = CliRunner().invoke(app, ["quality", "rules", "--json"])
    listed = {entry["name"]: entry["severity"] for entry in json.loads(done.stdout)}
    assert listed["odds.missing"] == "reject"
    assert listed["profit.missing"] == "warn"
    assert "warn    profit.missing" in CliRunner().invoke(app, ["quality", "rules"]).stdout


def test_stored_bets_are_checked_and_the_report_is_where_it_says(home: Path, tmp_path: Path) -> None:
    export = write_export(tmp_path / "ann.csv", [row(number) for number in range(3)])
    assert CliRunner().invoke(app, ["import", str(export)]).exit_code == 0
    done = CliRunner().invoke(app, ["quality", "check", "--json"])
    said = json.loads(done.stdout)
    assert done.exit_code == 2
    assert said["blocking"] == ["enough_decided"]
    assert Path(said["report"]) == home / "quality" / "report.html"
    assert "not fit to train on" in Path(said["report"]).read_text(encoding="utf-8")
