"""An import into a store that earlier rules filled says what today's read otherwise, and loses no correction."""

from collections import deque
from pathlib import Path

import pytest

import pikkit.sync.imported_files
from pikkit.cli.import_progress import otherwise
from pikkit.review.bet_decisions import correct_bets
from pikkit.review.decided import Reviewer
from pikkit.store import BetStore
from pikkit.sync.export_file import open_export, store_export
from pikkit.sync.syncing import import_exports, sync_exports
from tests.bets.export_files import row, write_export
from tests.sync.test_reread import GAME, OLD, store_as_before

SAID = {"sports": "Basketball", "leagues": "NBA"}


@pytest.fixture
def ann(folder: Path) -> Path:
    return write_export(folder / "ann.csv", [row(1, bet_info=f"Over 24.5 Ann Able Points {GAME}", **SAID)])


@pytest.fixture(autouse=True)
def later_rules(monkeypatch: pytest.MonkeyPatch, store: BetStore, ann: Path) -> None:
    """A store that was filled by rules before today's, which noted no events."""
    deque(store_export(store, open_export(ann)), maxlen=0)
    store_as_before(store, OLD)
    monkeypatch.setattr(pikkit.sync.imported_files, "reader_version", lambda: "99.0")


def test_bets_are_counted_by_what_is_another_now(store: BetStore, ann: Path) -> None:
    summary = sync_exports(ann, store)
    assert summary.otherwise == {"market": 1, "subject": 1, "line": 1, "home": 1, "event": 1}
    assert otherwise(summary) == [
        "Read by other rules before; bets by what is another now: 1 market, 1 subject, 1 line, 1 home, 1 event. "
        "Corrections are kept."
    ]


def test_a_second_import_changes_nothing_and_says_so(store: BetStore, ann: Path) -> None:
    import_exports(ann, store)
    assert import_exports(ann, store).otherwise == {"market": 0, "subject": 0, "event": 0}


def test_a_corrected_field_keeps_its_value(store: BetStore, ann: Path) -> None:
    correct_bets(store, store.read(), {"subject": "Ann B. Able"}, Reviewer("ann", "as placed"))
    assert sync_exports(ann, store).otherwise["subject"] == 1
    assert store.read()["subject"].to_pylist() == ["Ann B. Able"]


def test_files_never_read_before_are_not_spoken_of(store: BetStore, folder: Path) -> None:
    new = write_export(folder / "bob.csv", [row(7, bet_info=f"Celtics Moneyline {GAME}", **SAID)])
    summary = sync_exports(new, store)
    assert (summary.inserted, summary.otherwise, otherwise(summary)) == (1, {}, [])
