"""Two tune steps of a local run share one study, in the home's file or in Postgres."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kfp import dsl
from kfp.dsl import Artifact, Dataset, Input, Output

from pikkit.components.image import IMAGE
from pikkit.pipelines.events import StepEvent, StepState
from pikkit.pipelines.local import run_locally
from pikkit.pipelines.steps import Steps
from pikkit.pipelines.training import tuned_together
from pikkit.settings import Settings
from pikkit.training.recipe import Recipe
from pikkit.training.tuning.search_status import read_studies
from pikkit.training.tuning.space import values_of
from tests.store.postgres_server import PostgresServer
from tests.training.worlds import bets_table, training_file

TRIALS = 5


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def features_from(folder: str, features: Output[Dataset]) -> None:
    import shutil

    shutil.copytree(folder, features.path)


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def keep(recipe: Input[Artifact], kept: Output[Artifact]) -> None:
    import shutil

    shutil.copyfile(recipe.path, kept.path)


@dsl.pipeline(name="shared-tuning")
def shared_tuning(folder: str, trials: int, workers: int) -> None:
    features = features_from(folder=folder).outputs["features"]
    keep(recipe=tuned_together(Steps(), workers, features=features, trials=trials, seconds=600.0))


def run(folder: Path, home: Path, workers: int, storage: str = "") -> list[StepEvent]:
    told: list[StepEvent] = []
    arguments: dict[str, object] = {"folder": str(folder), "trials": TRIALS, "workers": workers}
    run_locally(shared_tuning, arguments, Settings(home=home, tuning_storage=storage), told.append)
    return told


@pytest.fixture(params=["the home's file", "postgres"])
def storage(request: pytest.FixtureRequest) -> Iterator[str]:
    """The setting: "" for the file."""
    if request.param != "postgres":
        yield ""
        return
    server = PostgresServer()
    yield server.create("studies")
    server.remove()


def test_two_workers_spend_one_budget_and_the_best_recipe_goes_on(tmp_path: Path, storage: str) -> None:
    folder = training_file(bets_table(1000, seed=1, closes=1.0), tmp_path / "features").parent
    told = run(folder, tmp_path / "home", workers=2, storage=storage)
    assert (told[-1].step, told[-1].state) == ("pipeline", StepState.DONE)
    assert [(event.step, event.state) for event in told].count(("tune", StepState.STARTED)) == 2
    assert any(event.state is StepState.RUNNING for event in told)
    studies = read_studies(storage or f"sqlite:///{tmp_path / 'home' / 'tuning.db'}")
    (trees,) = (study for study in studies if study.stage == "trees")
    assert (tmp_path / "home" / "tuning.db").exists() is not storage.startswith("postgresql")
    assert (trees.complete + trees.pruned, trees.interrupted, trees.running) == (TRIALS, 0, 0)
    (kept,) = (event for event in told if event.step == "keep" and event.state is StepState.DONE)
    recipe = Recipe.read(Path(kept.artifacts["kept"]))
    assert trees.best_values.items() <= values_of(recipe).items()


@pytest.mark.parametrize("workers", [0, 65])
def test_a_number_of_workers_that_cannot_be_is_refused_before_anything_is_tuned(workers: int, tmp_path: Path) -> None:
    (tmp_path / "features").mkdir()
    told = run(tmp_path / "features", tmp_path / "home", workers)
    assert told[-1].error == f"Tuning takes 1 to 64 workers at the same time, not {workers}."
    assert not (tmp_path / "home" / "tuning.db").exists()
