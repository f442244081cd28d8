"""The first step of a pipeline: how far it says it is while it is under way."""

from pathlib import Path

from pikkit.store import BetStore
from pikkit.sync.ingesting import ingest
from tests.sync.test_importing import row, write


def test_it_tells_of_a_file_and_of_the_snapshot_only_when_they_are_done(store: BetStore, folder: Path) -> None:
    write(folder / "ann.csv", row("1"))
    write(folder / "bob.csv", row("2"), row("3"))
    snapshot, heard = folder.parent / "bets.parquet", list[tuple[int, int, str, int, bool]]()

    def hear(done: int, total: int, parts: str) -> None:
        heard.append((done, total, parts, store.read().num_rows, snapshot.exists()))

    ingest(store, snapshot, folder, tell=hear)
    parts = "parts (2 files, snapshot, counts)"
    assert list(dict.fromkeys(heard)) == [
        (0, 4, parts, 0, False),
        (1, 4, parts, 1, False),
        (2, 4, parts, 3, False),
        (3, 4, parts, 3, True),
    ]


def test_without_exports_there_are_two_parts(store: BetStore, tmp_path: Path) -> None:
    heard = list[tuple[int, int, str]]()
    ingest(store, tmp_path / "bets.parquet", tell=lambda *part: heard.append(part))
    assert heard == [(0, 2, "parts (snapshot, counts)"), (1, 2, "parts (snapshot, counts)")]
