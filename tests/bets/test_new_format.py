"""A new format of exports is one file: it is found by being there, read when it is guessed and offered by name."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pikkit.bets.export import formats, read_export
from pikkit.bets.export.formats import format_named, known_formats
from pikkit.bets.outcome import Outcome

NEW = """
from pikkit.bets.export.formats.export_format import ExportFormat
from pikkit.bets.export.formats.tracker import BET_TYPES
from pikkit.bets.outcome import Outcome

FORMAT = ExportFormat(
    name="elsewhere",
    title="Elsewhere's list",
    source="this test",
    columns={
        "bet_id": ("ticket",), "sportsbook": ("house",), "type": ("form",), "status": ("verdict",),
        "odds": ("quota",), "amount": ("risk",), "time_placed": ("moment",), "selection": ("pick",),
    },
    statuses={"gained": Outcome.WIN, "gone": Outcome.LOSS},
    bet_types=BET_TYPES,
    required=("sportsbook", "odds", "amount", "status", "time_placed", "selection"),
    marks=("status", "odds", "time_placed"),
    time_zone="UTC",
    prices="decimal",
)
"""
EXPORT = """\
ticket,house,form,verdict,quota,risk,moment,pick
a1,Bet365,straight,gained,1.92,10,2025-04-13 18:00:00,Over 2.5 Total Leeds vs. Hull
a2,Bet365,straight,gone,2.10,5,2025-04-14 18:00:00,Over 2.5 Total Leeds vs. Hull
"""


@pytest.fixture
def new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One file more in the package of formats."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "elsewhere.py").write_text(NEW, encoding="utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path / "more")])
    known_formats.cache_clear()
    yield
    known_formats.cache_clear()
    sys.modules.pop(f"{formats.__name__}.elsewhere", None)
    vars(formats).pop("elsewhere", None)


@pytest.mark.usefixtures("new_file")
def test_a_new_format_is_one_file(tmp_path: Path) -> None:
    assert format_named("elsewhere").title == "Elsewhere's list"
    export = tmp_path / "ann.csv"
    export.write_text(EXPORT, encoding="utf-8")
    bets = read_export(export).bets
    assert bets["outcome"].to_pylist() == [Outcome.WIN, Outcome.LOSS]
    assert bets["odds"].to_pylist() == [1.92, 2.1]
    assert bets["market"].to_pylist() == ["total", "total"]
