"""Training runs that several tests look at, made once a worker."""

from pathlib import Path

import pytest

from pikkit.registry.client import connect
from tests.training.registries import Registry
from tests.training.runs import Run, run
from tests.training.worlds import HONEST_BOOKS, bets_table


@pytest.fixture(scope="session")
def soft_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run on books whose prices differ much from the close: there is something to learn."""
    return run(bets_table(2500, seed=1), tmp_path_factory.mktemp("soft"))


@pytest.fixture(scope="session")
def honest_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run on books that all price alike: there is nothing to learn."""
    return run(bets_table(1500, seed=2, books=HONEST_BOOKS), tmp_path_factory.mktemp("honest"))


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """MLflow's database before anything is in it: making one takes seconds, copying it nothing."""
    path = tmp_path_factory.mktemp("mlflow") / "mlflow.db"
    connect(f"sqlite:///{path}").search_experiments()
    return path.read_bytes()


@pytest.fixture
def registry(tmp_path: Path, empty_database: bytes) -> Registry:
    folder = tmp_path / "a home with a space"
    folder.mkdir()
    (folder / "mlflow.db").write_bytes(empty_database)
    return Registry(folder)
