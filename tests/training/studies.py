"""Small searches, and what they leave in their storage."""

import subprocess
import sys
from pathlib import Path

import optuna

from pikkit.training.dataset import TrainingSet
from pikkit.training.tuning import Budget, Progress, Tuned, search_values
from pikkit.training.tuning.slots import SLOT
from pikkit.training.tuning.space import Values
from pikkit.training.tuning.storage import open_storage
from pikkit.training.tuning.studies import our_studies
from tests.servers import ROOT
from tests.training.worlds import moving_set

DATA = moving_set(600, 1, closes=1.1)


def storage_in(folder: Path) -> str:
    """The URL of a file in a folder."""
    return f"sqlite:///{folder / 'study.db'}"


def search(
    trials: int,
    url: str | None = None,
    data: TrainingSet = DATA,
    seed: int = 1,
    seconds: float = 600.0,
    champion: Values | None = None,
    told: list[Progress] | None = None,
) -> Tuned:
    """A search with time enough unless said."""
    report = None if told is None else told.append
    return search_values(data, Budget(trials, seconds), seed, url, report, champion)


def trials_in(url: str, stage: str = "trees") -> list[optuna.trial.FrozenTrial]:
    """Every trial of a stage."""
    with open_storage(url) as storage:
        names = [summary.study_name for summary in our_studies(storage)]
        return [
            trial
            for name in names
            if f"/{stage}/" in name
            for trial in optuna.load_study(study_name=name, storage=storage).trials
        ]


def story(url: str, stage: str = "trees") -> list[tuple[int, str, float | None, tuple[float, ...]]]:
    """Slot, state, value and values tried of every trial that stands, by slot."""
    return sorted(
        (trial.user_attrs[SLOT], trial.state.name, trial.value, tuple(trial.params.values()))
        for trial in trials_in(url, stage)
        if trial.state.name != "FAIL"
    )


def start_search(url: str, trials: int) -> subprocess.Popen[bytes]:
    """``search`` in a process of its own."""
    code = f"from tests.training.studies import search\nsearch({trials}, {url!r})"
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
