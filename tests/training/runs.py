"""Whole training runs on made-up worlds, with few trees."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pikkit.training import training_steps
from pikkit.training.recipe import Recipe, TreeParameters
from tests.training.worlds import training_file

FEW_TREES = Recipe(trees=TreeParameters(rounds=30, learning_rate=0.15, min_rows=30.0), ridge_penalty=100.0)
TEST_SHARE = 0.4


@dataclass(frozen=True)
class Run:
    """What a run left: its files and what its steps said."""

    folder: Path
    training: Path
    ensemble: training_steps.EnsembleSummary
    gated: training_steps.GatedEvaluation

    @property
    def bundle(self) -> Path:
        return self.folder / "bundle"


def run(bets: pa.Table, folder: Path) -> Run:
    """Features, ensemble, calibration and evaluation of a bets table."""
    return run_file(training_file(bets, folder), folder)


def run_file(training: Path, folder: Path) -> Run:
    """The same from a training.parquet on."""
    folder.mkdir(parents=True, exist_ok=True)
    FEW_TREES.write(folder / "recipe.json")
    ensemble = training_steps.fit_ensemble(
        training, folder / "recipe.json", folder / "ensemble", seed=1, test_share=TEST_SHARE
    )
    training_steps.calibrate(training, folder / "ensemble", folder / "bundle", seed=1, test_share=TEST_SHARE)
    gated = training_steps.evaluate(
        training, folder / "bundle", folder / "evaluation.json", champion=None, test_share=TEST_SHARE
    )
    return Run(folder, training, ensemble, gated)
