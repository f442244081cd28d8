"""The embedded registry's database is the one that MLflow's own migrations make, only sooner."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import mlflow
import pytest

from pikkit.registry import client
from pikkit.registry.mlflow_database import SCHEMA, make_database, migrated_schema


def test_the_schema_written_down_is_that_of_the_installed_mlflow() -> None:
    """Otherwise write it anew: ``python -m pikkit.registry.mlflow_database``."""
    written, made = SCHEMA.read_text(encoding="utf-8"), migrated_schema()
    assert _lines(written) == _lines(made)


def _lines(script: str) -> list[str]:
    """In an order of their own: MLflow makes indexes and checks in the order of a set."""
    return sorted(line.strip("\t ,") for line in script.splitlines())


def test_mlflow_works_with_it_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    database = tmp_path / "home" / "mlflow.db"
    runs = client.connect(f"sqlite:///{database}")
    experiment = runs.create_experiment("training")
    run = runs.create_run(experiment)
    runs.create_registered_model("pikkit")
    runs.create_model_version("pikkit", "somewhere", run.info.run_id)
    runs.set_registered_model_alias("pikkit", "champion", "1")
    assert runs.get_model_version_by_alias("pikkit", "champion").run_id == run.info.run_id
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    assert {path.name.removeprefix("mlflow.db") for path in database.parent.iterdir()} <= {"", "-wal", "-shm"}


def test_one_that_is_there_stays(tmp_path: Path) -> None:
    database = tmp_path / "mlflow.db"
    database.write_text("another's, who was quicker")
    make_database(database, mlflow.__version__)
    assert database.read_text() == "another's, who was quicker"
    assert list(tmp_path.iterdir()) == [database]


def test_another_mlflow_makes_its_own(tmp_path: Path) -> None:
    make_database(tmp_path / "mlflow.db", "4.0.0")
    assert list(tmp_path.iterdir()) == []


def test_where_it_cannot_be_moved_into_place_mlflow_makes_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")  # a file system without hard links

    monkeypatch.setattr(os, "link", no_links)
    client.connect(f"sqlite:///{tmp_path / 'mlflow.db'}")
    with closing(sqlite3.connect(tmp_path / "mlflow.db")) as connection:
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
