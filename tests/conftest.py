"""Fixtures every test may use."""

import gc
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis.configuration import set_hypothesis_home_dir

from pikkit.base.process_variables import share_cores
from pikkit.base.settled_memory import look_seldom
from pikkit.settings import get_settings

if TYPE_CHECKING:
    from tests.trained import TrainedHome

pytest_plugins = ["tests.costs", "tests.strangers"]

share_cores()  # with the other worker, and with what tests start

if not hasattr(sys.modules["__main__"], "__file__"):  # a parallel worker, which PySpark takes for its own doctests
    sys.modules["__main__"].__file__ = os.devnull  # empty: processes that tests start run their main file

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell's background job: what tests start would ignore it too
    signal.signal(signal.SIGINT, signal.default_int_handler)

set_hypothesis_home_dir(Path(__file__).parents[1] / ".pikkit" / "cache" / "hypothesis")
hypothesis.settings.register_profile("pikkit", deadline=None, max_examples=60, derandomize=True)
hypothesis.settings.load_profile("pikkit")


def pytest_configure() -> None:
    """Look for no garbage while ten thousand tests and all they import come in: none of it is."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Leave what was collected out of every later search for garbage, each of which took a second through it."""
    gc.freeze()
    look_seldom()
    gc.enable()


SLOW_FIXTURES = {"trained_home", "postgres", "predictor", "serving", "browser", "chromium", "soft_run", "honest_run"}
SLOW_FIXTURES |= {"scorer"}
"""What starts a server, trains a model or fills an online store: a test that uses one is slow."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what such fixtures make slow."""
    for item in items:
        if SLOW_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Pikkit home of the test's own, so that no test sees another's store or models."""
    folder = tmp_path / "home"
    monkeypatch.setenv("PIKKIT_HOME", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))  # nothing that a developer trusts counts
    get_settings.cache_clear()
    return folder


@pytest.fixture(scope="session")
def trained_home(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> "TrainedHome":
    """A home in which the pipeline has trained on a small sample, once for all workers (about a minute). Read only."""
    from tests.trained import train_once

    own = tmp_path_factory.getbasetemp()
    return train_once((own if worker_id == "master" else own.parent) / "trained")
