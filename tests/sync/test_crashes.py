"""Imports that are killed and imports at once: nothing lost, nothing twice, no batch in part."""

import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pikkit.bets.export import iter_export
from pikkit.store import open_store
from pikkit.sync.syncing import import_exports, sync_exports
from tests.sync.generated import good_rows, write_rows
from tests.sync.processes import IMPORT, start

ROWS, BATCH = 12_000, 1000
BATCHES = ROWS // BATCH
ROUNDS = 5


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of a dozen small batches."""
    return write_rows(tmp_path_factory.mktemp("big") / "ann.csv", ROWS)


@pytest.fixture(scope="module")
def whole(big: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The fingerprint of a store into which it was imported without trouble."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('whole') / 'bets.db'}")
    import_exports(big, store)
    yield store.fingerprint()
    store.close()


def batch_ends(file: Path) -> set[int]:
    """How many bets are stored after each batch."""
    ends, total = {0}, 0
    for part in iter_export(file, batch_rows=BATCH):
        total += part.bets.num_rows
        ends.add(total)
    return ends


def test_a_killed_import_leaves_whole_batches_and_another_completes_it(
    big: Path, whole: str, url: str, tmp_path: Path
) -> None:
    ends, rng = batch_ends(big), random.Random(20)
    kept: list[int] = []
    open_store(url).close()
    for _ in range(ROUNDS):
        importing = start(IMPORT, url, str(BATCH), str(big))
        assert importing.stdout is not None
        for _ in range(rng.randrange(1, BATCHES)):
            importing.stdout.readline()
        time.sleep(rng.uniform(0, 0.03))  # somewhere in the next batch
        importing.send_signal(signal.SIGKILL)
        importing.communicate()
        store = open_store(url)
        stored = store.counts().bets
        assert stored in ends
        assert store.read().num_rows == stored == int(store.fingerprint().split("-")[0])
        assert stored >= max(kept, default=0)
        assert (store.imports().num_rows == 0) or stored == max(ends)
        kept.append(stored)
        store.close()
    assert [stored for stored in kept if 0 < stored < max(ends)], "no import was killed on its way"
    store = open_store(url)
    sync_exports(big, store)
    assert store.fingerprint() == whole
    assert store.counts().rejects == ROWS - good_rows(ROWS)
    assert sync_exports(big, store).known == 1
    store.close()
    with sqlite3.connect(tmp_path / "store" / "bets.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_two_imports_of_one_file_at_once_store_it_once(big: Path, whole: str, url: str) -> None:
    open_store(url).close()
    both = [start(IMPORT, url, str(BATCH), str(big)) for _ in range(2)]
    assert [process.communicate()[0].splitlines()[-1] for process in both] == ["done"] * 2
    store = open_store(url)
    assert store.fingerprint() == whole
    assert store.counts().rejects == ROWS - good_rows(ROWS)
    assert store.imports().num_rows == 1
    store.close()


def test_imports_of_several_files_at_once_lose_nothing(url: str, folder: Path) -> None:
    files = [write_rows(folder / f"{name}.csv", 5000, first=5000 * i) for i, name in enumerate(("ann", "bob", "cy"))]
    processes = [start(IMPORT, url, "500", str(file)) for file in files]
    assert [process.communicate()[0].splitlines()[-1] for process in processes] == ["done"] * 3
    store = open_store(url)
    assert store.counts().bets == store.read().num_rows == 3 * good_rows(5000)
    assert store.imports()["bettor"].to_pylist() == ["ann", "bob", "cy"]
    assert sync_exports(folder, store).known == 3
    store.close()
