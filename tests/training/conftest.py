"""Training runs that several tests look at, made once a worker."""

import pytest

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
