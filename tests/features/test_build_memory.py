"""What keeps a build's memory and disk small changes no value."""

from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pytest

from pikkit.features.build import spool as spool_file
from pikkit.features.build import training_rows
from pikkit.features.build.arrays import array_views, as_of_join
from pikkit.features.build.arrays.array_views import each_once
from pikkit.features.build.arrays.coding import Coded, combined
from pikkit.features.build.arrays.running_totals import RunningTotals
from pikkit.features.build.spool import Spool
from pikkit.features.views.view import View
from tests.features.engines import built_by_arrays, differing
from tests.features.test_engines import HISTORIES

COLUMNS = {
    "counts": np.arange(20.0),
    "large": np.arange(20.0) * 1e9,
    "fractions": np.arange(20) / 8,
    "late fraction": np.append(np.arange(19.0), 0.5),
    "nothing known": np.append(np.arange(19.0), np.nan),
    "without end": np.append(np.arange(19.0), np.inf),
    "minus nothing": np.append(np.arange(19.0), -0.0),
    "moments": np.arange(20) * 86_400_000_000,
    "no moment": np.full(20, -1),
}


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Spool:
    monkeypatch.setattr(spool_file, "PIECE", 8)
    monkeypatch.setattr(spool_file, "PROBED", 3)
    return Spool(tmp_path)


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize(("start", "count"), [(0, 20), (3, 4), (6, 11), (16, 4), (20, 0)])
def test_a_column_comes_back_to_the_last_bit(name: str, start: int, count: int, spool: Spool) -> None:
    values = COLUMNS[name]
    spool.write(name, values)
    read = spool.read(start, count)[name]
    assert read.dtype == values.dtype
    assert read.tobytes() == values[start : start + count].tobytes()


def test_counts_take_a_byte_each_and_fractions_eight(spool: Spool) -> None:
    sizes = {}
    for name in ("counts", "fractions"):
        spool.write(name, COLUMNS[name])
        sizes[name] = sum(file.stat().st_size for file in spool.folder.glob(f"{name}.*"))
    assert sizes == {"counts": 20, "fractions": 160}


def test_rows_that_were_read_take_no_disk(spool: Spool) -> None:
    spool.write("counts", COLUMNS["counts"])
    spool.release(7)
    assert len(list(spool.folder.iterdir())) == 3
    spool.release(17)
    spool.release(17)
    assert [file.name for file in spool.folder.iterdir()] == ["counts.2"]
    assert spool.read(16, 4)["counts"].tolist() == [16, 17, 18, 19]


def test_what_is_done_at_once_changes_no_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bets = HISTORIES["random and nasty"]
    whole = built_by_arrays(bets, tmp_path / "whole")
    for module, name, few in ((as_of_join, "AT_ONCE", 7), (array_views, "EVALUATED", 50), (spool_file, "PIECE", 16)):
        monkeypatch.setattr(module, name, few)
    monkeypatch.setattr(training_rows, "BATCH", 30)
    parted = built_by_arrays(bets, tmp_path / "parted")
    assert differing(whole, parted) == []
    assert [file for file in (parted / "spool").iterdir() if int(file.suffix[1:]) < 3] == []


def test_codes_of_more_columns_than_fit_keep_their_order() -> None:
    random = np.random.default_rng(1)
    codes = random.integers(0, 40_000, (3, 500))
    words = pa.array(range(40_000))
    together, size = combined([Coded(column, words) for column in codes])
    kinds = sorted(set(zip(*codes.tolist(), strict=True)))
    assert together.dtype == np.int32
    assert size <= np.iinfo(np.int32).max
    ranks = np.unique(together, return_inverse=True)[1]
    assert ranks.tolist() == [kinds.index(kind) for kind in zip(*codes.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("added", "kind"),
    [
        (np.array([1, 0, 1, 1], np.int8), np.int32),
        (np.array([2**29, -(2**29), 2**29, -1]), np.int32),
        (np.array([2**30, 2**30, 2**30, -1]), np.int64),
        (np.array([2**62, 2**62, 5, -(2**62)]), np.int64),  # past the end of 64 bits
    ],
)
def test_differences_of_running_totals_are_exact(added: np.ndarray, kind: type) -> None:
    order = np.array([3, 1, 0, 2])
    totals = RunningTotals({"sum": added}, order)["sum"]
    assert totals.dtype == kind
    assert np.diff(totals).tolist() == added[order].tolist()


def views(count: int) -> list[View]:
    return [cast("View", SimpleNamespace(name=str(number))) for number in range(count)]


@pytest.mark.parametrize("threads", [1, 2, 3, 9])
def test_every_view_is_worked_on_once(threads: int) -> None:
    done: list[str] = []
    each_once(lambda view: done.append(view.name), views(6), threads)
    assert sorted(done) == list("012345")


def test_the_largest_view_is_worked_on_beside_the_smallest() -> None:
    begun: list[str] = []
    both = Event()

    def work(view: View) -> None:
        begun.append(view.name)
        if len(begun) == 2:
            both.set()
        assert both.wait(30)

    each_once(work, views(6), 2)
    assert sorted(begun[:2]) == ["0", "5"]


def test_an_error_in_a_view_is_raised() -> None:
    def work(view: Any) -> None:
        raise IndexError(view.name)

    with pytest.raises(IndexError):
        each_once(work, views(3), 2)
