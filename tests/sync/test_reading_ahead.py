"""Exports read by processes of their own: the same store as by one, whatever becomes of a file or a process."""

import io
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from pikkit.base.errors import InputError
from pikkit.bets.export import ExportRead
from pikkit.bets.export.formats.known import format_named
from pikkit.store import BetStore, open_store
from pikkit.sync import export_reader, reading_ahead
from pikkit.sync.export_reader import Answer, Asked, answers, read_answer, write_answer
from pikkit.sync.export_readers import ExportReaders
from pikkit.sync.reading_ahead import ahead, readers_for
from pikkit.sync.syncing import import_exports, sync_exports
from tests.bets.export_files import row, write_export
from tests.sync.generated import good_rows, write_rows
from tests.sync.processes import start

BATCHES_OF_TWO = 70_000
"""Rows that are stored in two batches."""


@pytest.fixture
def three_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which three processes pay for any file."""
    monkeypatch.setattr(reading_ahead, "PAYS", 0)
    monkeypatch.setattr(reading_ahead, "_cores", lambda: 3)


@pytest.fixture
def mixed(folder: Path) -> Path:
    """Exports of four bettors, one of them in two files, and two files that are none."""
    for number, name in enumerate(("ann", "bob", "cy")):
        write_rows(folder / f"{name}.csv", 300 + 200 * number, first=1000 * number)
    write_export(folder / "dee.csv", [row(1), row(1), row(2, status="PLACED"), row(3, odds="")])
    (folder / "notes.csv").write_text("a,b\n1,2\n")
    (folder / "empty.csv").write_text("")
    return folder


def contents(store: BetStore) -> list[object]:
    """All that a store holds of bets, but for the moments of import."""
    tables = (store.read(), store.rejects(), store.imports())
    return [table.select(_lasting(table.column_names)).to_pylist() for table in tables]


def _lasting(names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(("seen_at", "imported_at", "quarantined_at"))]


def readers_of(process: psutil.Process) -> list[psutil.Process]:
    """The processes that read exports for it."""
    return [child for child in process.children() if export_reader.__name__ in child.cmdline()]


def test_the_store_and_the_summary_are_those_of_one_process(
    store: BetStore, mixed: Path, tmp_path: Path, three_at_once: None
) -> None:
    alone = open_store(f"sqlite:///{tmp_path / 'alone.db'}")
    expected, summary = sync_exports(mixed, alone), sync_exports(mixed, store, processes=4)
    assert contents(store) == contents(alone)
    assert asdict(replace(summary, watermark=0)) == asdict(replace(expected, watermark=0))
    assert [skipped.path.name for skipped in summary.skipped] == ["empty.csv", "notes.csv"]
    assert sync_exports(mixed, store, processes=4).known == 4
    alone.close()


def test_progress_is_told_in_the_order_of_the_files(store: BetStore, mixed: Path, three_at_once: None) -> None:
    heard: list[str] = []
    import_exports(mixed, store, progress=lambda *part: heard.append(str(part[0])), processes=3)
    assert heard == ["ann.csv", "bob.csv", "cy.csv", "dee.csv", "dee.csv"]


def test_a_process_that_is_killed_costs_its_own_file_alone_and_the_next_sync_brings_it(
    store: BetStore, folder: Path, three_at_once: None
) -> None:
    for name in ("ann", "cy"):
        write_rows(folder / f"{name}.csv", 500)
    write_rows(folder / "bob.csv", BATCHES_OF_TWO)
    killed: list[int] = []

    def kill(file: str, rows: int) -> None:
        if file == "bob.csv":
            for reader in readers_of(psutil.Process()):
                os.kill(reader.pid, signal.SIGKILL)
                killed.append(reader.pid)

    summary = sync_exports(folder, store, progress=kill, processes=2)
    assert killed
    skipped = {file.path.name: file.reason for file in summary.skipped}
    assert "bob.csv cannot be read to its end: the process that read it ended with status -9." in skipped["bob.csv"]
    assert store.imports()["bettor"].to_pylist()[0] == "ann"
    assert sync_exports(folder, store, processes=2).skipped == ()
    assert store.counts().bets == 2 * good_rows(500) + good_rows(BATCHES_OF_TWO)


def test_no_process_is_left_when_the_store_fails(
    store: BetStore, mixed: Path, three_at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(bets: object) -> None:
        assert readers_of(psutil.Process())
        raise InputError("The disk is full.")

    monkeypatch.setattr(store, "upsert", fail)
    with pytest.raises(InputError, match="disk is full"):
        sync_exports(mixed, store, processes=3)
    assert readers_of(psutil.Process()) == []


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    made = tmp_path / "scratch"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    monkeypatch.setenv("TMPDIR", str(made))
    return made


def test_nothing_lies_about_of_a_file_that_is_given_up_or_a_store_that_fails(
    store: BetStore, folder: Path, scratch: Path, three_at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other tables than Pikkit's own are translated into a temporary file first."""
    write_rows(folder / "ann.csv", 300)
    csv = write_rows(folder / "bad.csv", BATCHES_OF_TWO, bad_every=1)
    csv.with_suffix(".tsv").write_text(csv.read_text().replace(",", "\t"))
    csv.unlink()
    summary = sync_exports(folder, store, processes=3, format="auto")
    assert [file.path.name for file in summary.skipped] == ["bad.tsv"]
    assert "have the same fault" in summary.skipped[0].reason
    assert list(scratch.iterdir()) == []

    def fail(rejects: object) -> None:
        raise InputError("The disk is full.")

    monkeypatch.setattr(store, "add_rejects", fail)
    with pytest.raises(InputError, match="disk is full"):
        sync_exports(folder, store, processes=3, format="auto", every=True)
    assert list(scratch.iterdir()) == []


def test_a_reader_that_somebody_ends_while_it_is_idle_costs_no_file(folder: Path) -> None:
    file = write_rows(folder / "ann.csv", 300)
    with ExportReaders() as readers:
        for _ in range(2):
            parts = list(readers.read(file, None, batch_rows=1000, format=None))
            assert sum(part.rows for part in parts) == 300
            (reader,) = readers_of(psutil.Process())
            reader.kill()
            reader.wait()
    assert readers_of(psutil.Process()) == []


def test_what_an_interpreter_prints_as_it_starts_is_no_answer(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "sitecustomize.py").write_text("print('hello')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "own"))
    with ExportReaders() as readers:
        (part,) = readers.read(write_rows(folder / "ann.csv", 300), None, batch_rows=1000, format=None)
        assert part.rows == 300


LEFT = """
import os, signal, sys
from pathlib import Path
from pikkit.sync.export_readers import ExportReaders
readers = ExportReaders().__enter__()
parts = [readers.read(Path(file), None, batch_rows=1000, format=None) for file in sys.argv[1:]]
next(parts[0])
print(*(reader._process.pid for reader in readers._readers), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_processes_end_with_the_one_they_read_for(folder: Path) -> None:
    files = [write_rows(folder / f"{name}.csv", 5000) for name in ("ann", "bob")]
    left = start(LEFT, *map(str, files)).communicate()[0].split()
    assert len(left) == 2
    ends = time.monotonic() + 60
    while any(psutil.pid_exists(int(pid)) for pid in left):
        assert time.monotonic() < ends, "a reader went on for nobody"
        time.sleep(0.05)


def test_a_file_whose_name_is_too_long_for_a_bettor_is_told_and_the_others_are_read(
    store: BetStore, folder: Path
) -> None:
    write_export(folder / "ann.csv", [row(1)])
    write_export(folder / f"{'a' * 240}.csv", [row(1)])
    for every in (False, True):
        summary = sync_exports(folder, store, every=every)
        (skipped,) = summary.skipped
        assert "240 characters, read from" in skipped.reason
        assert summary.files + summary.known == 1


def test_small_files_one_file_and_one_core_need_no_other_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [write_rows(folder / f"{name}.csv", 300) for name in ("ann", "bob", "cy")]
    monkeypatch.setattr(reading_ahead, "_cores", lambda: 2)
    assert readers_for(files, 4) == 0
    monkeypatch.setattr(reading_ahead, "PAYS", 10_000)
    assert readers_for(files, 4) == readers_for([*files, folder / "gone.csv"], 4) == 2
    assert readers_for(files, 1) == readers_for(files[:1], 4) == 0
    assert readers_for(files, 4, "auto") == 2
    assert readers_for(files, 4, format_named("tracker")) == 0


def test_files_are_begun_so_many_before_their_turn() -> None:
    begun: list[int] = []

    def items() -> Iterator[int]:
        for number in range(5):
            begun.append(number)
            yield number

    seen = [(number, len(begun)) for number in ahead(items(), 3)]
    assert seen == [(0, 3), (1, 4), (2, 5), (3, 5), (4, 5)]
    begun.clear()
    assert [(number, len(begun)) for number in ahead(items(), 1)] == [(n, n + 1) for n in range(5)]


@pytest.mark.parametrize(
    ("error", "kind"),
    [(ValueError("odd"), RuntimeError), (InputError("odd"), InputError), (OSError(5, "odd"), OSError)],
)
def test_an_error_is_sent_and_an_unexpected_one_comes_with_the_lines_it_came_from(
    monkeypatch: pytest.MonkeyPatch, error: Exception, kind: type[Exception]
) -> None:
    def fail(*_: object, **__: object) -> Iterator[Answer]:
        raise error
        yield None

    monkeypatch.setattr(export_reader, "iter_export", fail)
    (answer,) = answers(Asked("ann.csv", None, 10, None))
    sent = io.BytesIO()
    write_answer(answer, sent)
    again = read_answer(io.BytesIO(sent.getvalue()))
    assert type(again) is kind
    assert "odd" in str(again)
    assert kind is not RuntimeError or "in fail" in again.__notes__[0]


def test_a_part_is_sent_whole_and_half_a_part_is_refused(folder: Path) -> None:
    file = write_export(folder / "ann.csv", [row(1), row(2, odds=""), row(3, odds="-150")])
    *parts, ended = answers(Asked(str(file), "bo", 10, None))
    sent = io.BytesIO()
    for part in parts:
        write_answer(part, sent)
    again = io.BytesIO(sent.getvalue())
    assert [read_answer(again) for _ in parts] == parts
    assert any(part.notes for part in parts if isinstance(part, ExportRead))
    for length in (0, 10, 2000):
        with pytest.raises((ValueError, OSError), match=r"Expect|Unterminated|Invalid|bytes|end of"):
            read_answer(io.BytesIO(sent.getvalue()[:length]))
    assert ended is None


def test_a_format_of_ones_own_is_not_sent(folder: Path) -> None:
    with pytest.raises(TypeError, match="ExportFormat"):
        ExportReaders().read(folder / "ann.csv", None, batch_rows=10, format=format_named("tracker"))


def test_one_file_is_read_here_however_many_may(store: BetStore, folder: Path) -> None:
    summary = sync_exports(write_export(folder / "ann.csv", [row(1)]), store, processes=64)
    assert (summary.files, summary.inserted) == (1, 1)
