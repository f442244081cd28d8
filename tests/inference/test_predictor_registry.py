"""A predictor of an alias follows it in a real registry, with a trained model; one of a version stays with it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pikkit.inference.predictor.reloading import newest
from pikkit.registry.client import connect
from pikkit.settings import Settings
from tests.inference.load import Load
from tests.servers import Running, running
from tests.trained import TrainedHome, process_environment

pytestmark = pytest.mark.xdist_group("predictor")

ALIAS = "models:/pikkit@serving"


@pytest.fixture
def served_home(trained_home: TrainedHome, tmp_path: Path) -> Path:
    """A home with the trained one's features and a registry of its own, whose version 2 is version 1 again."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(trained_home.home / "mlflow.db", home)
    (home / "features").symlink_to(trained_home.home / "features")
    client = connect(f"sqlite:///{home / 'mlflow.db'}")
    first = client.get_model_version("pikkit", "1")
    client.create_model_version("pikkit", first.source, first.run_id)
    client.set_registered_model_alias("pikkit", "serving", "1")
    return home


@pytest.fixture
def server(served_home: Path) -> Iterator[Running]:
    env = process_environment(served_home) | {"PIKKIT_RELOAD_SECONDS": "0.1"}
    with running(["-m", "pikkit.inference.predictor", "--port", "0", "--model-uri", ALIAS], env=env) as server:
        yield server


def test_the_alias_is_followed_under_load(served_home: Path, server: Running) -> None:
    with Load(server.url, clients=2) as load:
        load.wait_for("pikkit/1")
        connect(f"sqlite:///{served_home / 'mlflow.db'}").set_registered_model_alias("pikkit", "serving", "2")
        load.wait_for("pikkit/2")
    load.check()
    assert {version for _, versions in load.answers for version in versions} == {"pikkit/1", "pikkit/2"}


@pytest.mark.parametrize(("uri", "follows"), [(ALIAS, True), ("models:/pikkit/1", False), ("/mnt/models", False)])
def test_only_an_alias_is_followed(uri: str, tmp_path: Path, *, follows: bool) -> None:
    assert (newest(Settings(home=tmp_path), uri) is not None) is follows
