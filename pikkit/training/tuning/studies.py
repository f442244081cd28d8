"""Studies by name: one for the same bets, seed, code and libraries, the newest kept."""

import hashlib
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pikkit.training.dataset import TrainingSet
from pikkit.training.recipe import Recipe
from pikkit.training.tuning.slots import is_running
from pikkit.training.tuning.space import Knob, Values

if TYPE_CHECKING:
    from optuna import Study
    from optuna.storages import BaseStorage
    from optuna.study import StudySummary

PREFIX = "pikkit-tuning"
STUDIES_KEPT = 30
"""Three a search."""
SEARCHED_AT = "searched_at"
"""Attribute of a study: when a search of it last began, in seconds; its first trial may be a month old, or not be."""
STARTING = 4
"""Finished trials before one is given up for falling behind their median."""
_TRAINING = Path(__file__).parents[1]
_ELSEWHERE = {"registry", "report", "evaluation"}
_LIBRARIES = ("numpy", "optuna", "scikit-learn", "xgboost", "xgboost-cpu")


@dataclass(frozen=True)
class StudyName:
    """What makes a study's trials comparable.

    Attributes:
        stage: What is searched.
        data: Digest of the bets that are learned from (``digest_of``).
        way: Digest of the code and the libraries that judge a trial, and of the recipe it starts from: another search
            space is other code.
        seed: Of sampler and learners.
    """

    stage: str
    data: str
    way: str
    seed: int

    def __str__(self) -> str:
        """As the storage knows it."""
        return "/".join((PREFIX, self.stage, self.data, self.way, str(self.seed)))

    @classmethod
    def of(cls, stage: str, data: str, base: Recipe) -> "StudyName":
        """The study of a stage from a recipe on."""
        way = hashlib.sha256(f"{_digest_of_code()} {base}".encode()).hexdigest()[:8]
        return cls(stage, data, way, base.seed)

    @classmethod
    def read(cls, name: str) -> "StudyName":
        """From the storage's name."""
        _, stage, data, way, seed = name.split("/")
        return cls(stage, data, way, int(seed))


def open_study(storage: "BaseStorage", name: StudyName, space: Mapping[str, Knob], first: Sequence[Values]) -> "Study":
    """The study of a name, made if it is not there.

    Args:
        storage: Where it is kept.
        name: Its name.
        space: What is searched.
        first: What the first slots try.
    """
    import optuna

    from pikkit.training.tuning.sampling import SlotSampler  # noqa: PLC0415 (loads optuna)

    study = optuna.create_study(
        storage=storage,
        sampler=SlotSampler({n: knob.distribution() for n, knob in space.items()}, first, name.seed, storage),
        pruner=optuna.pruners.MedianPruner(n_startup_trials=STARTING, n_warmup_steps=0),
        study_name=str(name),
        direction="maximize",
        load_if_exists=True,
    )
    study.set_user_attr(SEARCHED_AT, time.time())
    return study


def our_studies(storage: "BaseStorage") -> "list[StudySummary]":
    """Our studies, the one that was last searched first; a storage may be shared with others."""
    import optuna

    summaries = optuna.get_all_study_summaries(storage, include_best_trial=False)
    ours = [summary for summary in summaries if summary.study_name.startswith(f"{PREFIX}/")]
    return sorted(ours, key=_searched, reverse=True)


def _searched(summary: "StudySummary") -> tuple[float, str]:
    begun = summary.datetime_start.timestamp() if summary.datetime_start else 0.0
    return float(summary.user_attrs.get(SEARCHED_AT, begun)), summary.study_name


def forget_old(storage: "BaseStorage", kept: int = STUDIES_KEPT) -> list[str]:
    """Delete all but the newest studies, save those that are being searched; their names."""
    import optuna

    forgotten = []
    for summary in our_studies(storage)[kept:]:
        with suppress(KeyError):  # another process was faster
            study = optuna.load_study(study_name=summary.study_name, storage=storage)
            if not any(is_running(trial) for trial in study.get_trials(deepcopy=False)):
                optuna.delete_study(study_name=summary.study_name, storage=storage)
                forgotten.append(summary.study_name)
    return forgotten


def digest_of(data: TrainingSet) -> str:
    """A text that is equal exactly when all columns are."""
    digest = hashlib.sha256()
    for field in fields(data):
        array = np.asarray(getattr(data, field.name))
        plain = array.astype(str) if array.dtype.hasobject else array
        digest.update(f"{field.name} {plain.dtype} {plain.shape}".encode())
        digest.update(np.ascontiguousarray(plain).tobytes())
    return digest.hexdigest()[:16]


@cache
def _digest_of_code() -> str:
    digest = hashlib.sha256()
    for file in sorted(_TRAINING.rglob("*.py")):
        if not _ELSEWHERE & set(file.relative_to(_TRAINING).parts):
            digest.update(file.read_bytes())
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{name} {version(name)}".encode())
    return digest.hexdigest()[:8]
