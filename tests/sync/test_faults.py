"""Files cut short, of any encoding, hostile or huge, and a disk that is full: what can be saved is, and is told."""

import json
import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pikkit.base.errors import InputError
from pikkit.store import BetStore, open_store
from pikkit.sync.syncing import sync_exports
from tests.bets.export_files import COLUMNS, row, write_export
from tests.sync.generated import good_rows, write_rows
from tests.sync.processes import MEASURED, ROOT, start


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_file_cut_short_gives_its_whole_rows_and_the_rest_when_it_is_whole(
    store: BetStore, folder: Path, tmp_path: Path, share: float
) -> None:
    file = write_rows(folder / "ann.csv", 400)
    whole = file.read_bytes()
    cut = whole[: int(share * len(whole))]
    file.write_bytes(cut)
    first = sync_exports(folder, store)
    # Of the row that was cut nobody can tell if the cut went through its last field: it is a bet until the rest comes.
    assert first.inserted - good_rows(cut.count(b"\n") - 1) in {0, 1}
    assert set(first.rules) <= {"odds.missing", "row.width"}
    file.write_bytes(whole)
    sync_exports(folder, store)
    at_once = open_store(f"sqlite:///{tmp_path / 'whole.db'}")
    sync_exports(folder, at_once)
    assert store.fingerprint() == at_once.fingerprint()
    at_once.close()


def test_a_row_cut_inside_quotes_does_not_swallow_the_others(store: BetStore, folder: Path) -> None:
    file = write_export(folder / "ann.csv", [row(1), row(2, bet_info='Over 2.5, "Total" Hull vs. Watford')])
    file.write_bytes(file.read_bytes()[:-60])
    summary = sync_exports(folder, store)
    assert (summary.inserted, summary.rules) == (1, {"row.quotes": 1})


def test_rows_of_another_encoding_are_quarantined_and_the_others_read(store: BetStore, folder: Path) -> None:
    file = write_export(folder / "ann.csv", [row(1), row(2, tags="Málaga"), row(3)], bom=True)
    odd = ",".join([row(4)[name].replace("Hull", "Köln") for name in COLUMNS]).encode("latin-1")
    file.write_bytes(file.read_bytes() + odd + b"\r\n")
    summary = sync_exports(folder, store)
    assert (summary.inserted, summary.rules) == (3, {"text.encoding": 1})
    assert "K\\xf6ln" in json.loads(store.rejects()["raw"][0].as_py())["bet_info"]


def test_a_file_of_another_encoding_is_refused_with_a_sentence(store: BetStore, folder: Path) -> None:
    file = write_export(folder / "ann.csv", [row(1)])
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16"))
    with pytest.raises(InputError, match="is not a UTF-8 CSV file"):
        sync_exports(folder, store)


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE bets; --", "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd", "☃" * 2000, "\u202e", "%s%n{0}"],
)
def test_hostile_text_is_stored_as_the_text_it_is(store: BetStore, folder: Path, text: str) -> None:
    write_export(folder / "ann.csv", [row(1, bet_info=text, tags=text), row(2)])
    assert sync_exports(folder, store).inserted == 2
    assert store.read(bet_ids=["818176870258164001"])["tags"].to_pylist() == [text]
    assert store.fingerprint().startswith("2-")


def test_nul_is_stored_as_its_picture_since_not_every_store_takes_it(store: BetStore, folder: Path) -> None:
    write_export(folder / "ann.csv", [row(1, tags="a\x00b")])
    assert sync_exports(folder, store).inserted == 1
    assert store.read()["tags"].to_pylist() == ["a␀b"]


def test_a_hostile_file_name_is_a_bettors_name(store: BetStore, folder: Path) -> None:
    name = "'; DROP TABLE bets; --"
    write_export(folder / f"{name}.csv", [row(1), row(2, odds="")])
    sync_exports(folder, store)
    assert store.read(bettors=[name]).num_rows == 1
    assert store.imports()["bettor"].to_pylist() == [name]


def test_a_line_without_end_is_refused_in_bounded_memory(store: BetStore, folder: Path) -> None:
    file = write_export(folder / "ann.csv", [row(1)])
    with file.open("ab") as stream:
        for _ in range(80):
            stream.write(b"x" * (1 << 20))
    with pytest.raises(InputError, match="is longer than 64 MiB; this is no Pikkit export"):
        sync_exports(folder, store)
    assert store.imports().num_rows == 0


def test_a_file_ten_times_as_large_takes_hardly_more_memory(folder: Path, tmp_path: Path) -> None:
    peaks = {}
    for rows in (20_000, 240_000):
        file = write_rows(folder / f"{rows}.csv", rows)
        done = start(MEASURED, f"sqlite:///{tmp_path / f'{rows}.db'}", str(file))
        measured = json.loads(done.communicate()[0])
        assert measured["inserted"] == good_rows(rows)
        peaks[file.stat().st_size] = measured["peak"]
    (small, small_peak), (large, large_peak) = sorted(peaks.items())
    assert large > 50e6 > 10 * small
    # One batch is held at a time, so it is the batch that counts and not the file: measured, about 150 MiB more.
    assert large_peak - small_peak < 320 * 2**20


def test_a_full_disk_is_a_sentence_and_what_is_stored_stays_whole(folder: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bets.db'}"
    write_export(folder / "ann.csv", [row(1)])
    store = open_store(url)
    sync_exports(folder, store)
    write_rows(folder / "bob.csv", 20_000)
    full = subprocess.run(
        [sys.executable, "-m", "pikkit.cli.main", "sync", str(folder)],
        env={**os.environ, "PIKKIT_STORE_URL": url, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20)),
    )
    assert full.returncode == 2
    assert full.stderr.splitlines()[-1].startswith(f"The bet store {url} cannot be used: disk")
    assert "Traceback" not in full.stderr
    assert store.counts().bets == store.read().num_rows == 1
    with sqlite3.connect(tmp_path / "bets.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert sync_exports(folder, store).inserted == good_rows(20_000)
    store.close()


def test_a_bettors_name_with_blanks_around_it_is_read_once(store: BetStore, folder: Path) -> None:
    write_export(folder / "export.csv", [row(1), row(2)])
    first = sync_exports(folder, store, " alice ")
    assert (first.inserted, store.imports()["bettor"].to_pylist()) == (2, ["alice"])
    for again in (" alice ", "alice"):
        assert sync_exports(folder, store, again).known == 1


@pytest.mark.parametrize("name", ["", "  ", "x" * 5000])
def test_a_bettors_name_that_is_none_is_refused_with_a_sentence(store: BetStore, folder: Path, name: str) -> None:
    write_export(folder / "export.csv", [row(1)])
    with pytest.raises(InputError, match="The bettor's name"):
        sync_exports(folder, store, name)
