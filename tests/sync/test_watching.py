"""A watched folder is synced when a file has come to rest, never while it is being written."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pikkit.base.errors import InputError, NotReadyError
from pikkit.store import BetStore, open_store
from pikkit.sync.folder_watch import watch_exports
from pikkit.sync.resting import RestingFiles
from pikkit.sync.syncing import SyncSummary
from tests.bets.export_files import row, write_export
from tests.sync.test_syncing import age

LONG = 60.0


@contextmanager
def watched(folder: Path, url: str) -> "Iterator[queue.Queue[SyncSummary]]":
    """What a watch of a folder tells, in a thread of its own."""
    told: queue.Queue[SyncSummary] = queue.Queue()
    stop = threading.Event()
    store = open_store(url)
    thread = threading.Thread(
        target=watch_exports, args=(folder, store, told.put, stop), kwargs={"settle_seconds": 0.2}
    )
    thread.start()
    try:
        yield told
    finally:
        stop.set()
        thread.join(LONG)
        store.close()
        assert not thread.is_alive()


def test_what_is_there_is_synced_and_then_what_comes_and_changes(folder: Path, url: str) -> None:
    age(write_export(folder / "ann.csv", [row(1)]))
    with watched(folder, url) as told:
        assert told.get(timeout=LONG).inserted == 1
        write_export(folder / "bob.csv", [row(1), row(2, odds="")])
        came = told.get(timeout=LONG)
        assert (came.files, came.inserted, came.quarantined) == (1, 1, 1)
        write_export(folder / "ann.csv", [row(1), row(2)])
        assert told.get(timeout=LONG).inserted == 1
        (folder / "notes.txt").write_text("no export")
        (folder / "empty.csv").touch()
        assert "empty" in told.get(timeout=LONG).skipped[0].reason


def test_an_empty_folder_is_watched(folder: Path, url: str) -> None:
    with watched(folder, url) as told:
        write_export(folder / "ann.csv", [row(1)])
        assert told.get(timeout=LONG).inserted == 1


def test_what_is_no_folder_cannot_be_watched(folder: Path, store: BetStore) -> None:
    with pytest.raises(InputError, match=r"bets\.csv is no folder"):
        watch_exports(folder / "bets.csv", store, print, threading.Event())


class AwayOnce:
    """A store that is away the first time it is asked, and then the real one."""

    def __init__(self, store: BetStore) -> None:
        self._store, self._away = store, True

    def __getattr__(self, name: str) -> object:
        if self._away:
            self._away = False
            raise NotReadyError("The store is away.")
        return getattr(self._store, name)


def test_a_store_that_is_away_is_tried_again(folder: Path, store: BetStore) -> None:
    age(write_export(folder / "ann.csv", [row(1)]))
    stop = threading.Event()
    trouble: list[NotReadyError] = []
    told: list[SyncSummary] = []

    def tell(summary: SyncSummary) -> None:
        told.append(summary)
        stop.set()

    away: BetStore = AwayOnce(store)  # type: ignore[assignment]  # it hands every method on
    watch_exports(folder, away, tell, stop, settle_seconds=0.1, troubled=trouble.append)
    assert [str(error) for error in trouble] == ["The store is away."]
    assert told[0].inserted == 1


class TestRest:
    def test_a_file_that_grows_is_at_rest_only_when_it_has_stopped(self, folder: Path) -> None:
        file, resting = folder / "ann.csv", RestingFiles(folder, settle_seconds=2)
        assert resting.look(100) == []
        file.write_text("a")
        assert resting.look(101) == []
        file.write_text("ab")
        assert resting.look(102.5) == []
        assert resting.look(104) == []
        assert resting.look(104.5) == [file]
        resting.done([file])
        assert resting.look(110) == []

    def test_it_is_given_until_it_is_done_with_and_again_when_it_changes(self, folder: Path) -> None:
        file, resting = folder / "ann.csv", RestingFiles(folder, settle_seconds=1)
        resting.look(100)
        file.write_text("a")
        resting.look(101)
        assert resting.look(102) == resting.look(103) == [file]
        resting.done([file])
        file.write_text("abc")
        assert resting.look(104) == []
        assert resting.look(105) == [file]

    def test_an_old_file_is_at_rest_at_once_and_a_fresh_one_is_not(self, folder: Path) -> None:
        old, fresh = folder / "ann.csv", folder / "bob.csv"
        old.write_text("a")
        age(old, 100)
        fresh.write_text("b")
        now = fresh.stat().st_mtime
        assert RestingFiles(folder, settle_seconds=2).look(now) == [old]
