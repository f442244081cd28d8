"""Builds of the same bets by each engine, and whether they are the same to the last bit."""

from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.features.build.arrays import array_views
from pikkit.features.build.build import TRAINING_FILE, VIEW_FOLDER
from pikkit.features.build.spool import Spool
from pikkit.features.build.training_rows import write_training_rows
from pikkit.features.views.column_names import KNOWN_AT
from pikkit.features.views.view import VIEWS
from tests.features.relational import sums as relational


def built_by_arrays(bets: pa.Table, out: Path) -> Path:
    """What arrays build, under a folder."""
    path, spool = _begin(bets, out)
    array_views.build_views(path, out / VIEW_FOLDER, spool, threads=2)
    return _end(path, spool, out)


def built_by(engine: ibis.BaseBackend, bets: pa.Table, out: Path) -> Path:
    """What a relational engine builds, under a folder."""
    path, spool = _begin(bets, out)
    relational.build_views(path, out / VIEW_FOLDER, spool, engine)
    return _end(path, spool, out)


def _begin(bets: pa.Table, out: Path) -> tuple[Path, Spool]:
    for folder in (out / VIEW_FOLDER, out / "spool"):
        folder.mkdir(parents=True)
    pq.write_table(bets, out / "bets.parquet")
    return out / "bets.parquet", Spool(out / "spool")


def _end(bets: Path, spool: Spool, out: Path) -> Path:
    write_training_rows(bets, spool, out / TRAINING_FILE, threads=2)
    return out


def files(out: Path) -> dict[str, pa.Table]:
    """Every file of a build; a view's rows by entity and moment, whichever epoch they were written in."""
    views = {f"{VIEW_FOLDER}/{view.name}.parquet": [*view.keys, KNOWN_AT] for view in VIEWS}
    rows = {
        name: pq.read_table(out / name).sort_by([(key, "ascending") for key in keys]) for name, keys in views.items()
    }
    return {TRAINING_FILE: pq.read_table(out / TRAINING_FILE)} | rows


def differing(one: Path, other: Path) -> list[str]:
    """The columns that two builds do not agree on, row by row, to the last bit."""
    left, right = files(one), files(other)
    return [
        f"{name}: {column}"
        for name in left
        for column in left[name].column_names
        if not left[name][column].equals(right[name][column])
    ]
