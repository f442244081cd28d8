"""Every pipeline by its name: as it runs here, and as it is made for a cluster."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from pikkit.base.errors import InputError
from pikkit.pipelines.baseline import baseline_pipeline, make_baseline
from pikkit.pipelines.ingestion import ingestion_pipeline, make_ingestion
from pikkit.pipelines.monitoring import make_monitoring, monitoring_pipeline, shared_monitoring_pipeline
from pikkit.pipelines.quotes import make_quotes, quotes_pipeline
from pikkit.pipelines.rollout import make_rollout, rollout_pipeline
from pikkit.pipelines.steps import Steps
from pikkit.pipelines.training import make_training, shared_training_pipeline, training_pipeline, tuned_together
from pikkit.settings.pipelines import PipelineRules

_MAKERS: dict[str, Callable[[Steps], Any]] = {
    "baseline": make_baseline,
    "ingestion": make_ingestion,
    "monitoring": partial(make_monitoring, tuned=tuned_together),
    "quotes": make_quotes,
    "rollout": make_rollout,
    "training": partial(make_training, tuned=tuned_together, watched=True),
}
_HERE: dict[str, tuple[Any, Any]] = {
    "baseline": (baseline_pipeline, baseline_pipeline),
    "ingestion": (ingestion_pipeline, ingestion_pipeline),
    "monitoring": (monitoring_pipeline, shared_monitoring_pipeline),
    "quotes": (quotes_pipeline, quotes_pipeline),
    "rollout": (rollout_pipeline, rollout_pipeline),
    "training": (training_pipeline, shared_training_pipeline),
}
NAMES: tuple[str, ...] = tuple(_MAKERS)
"""The pipelines, in the order of the alphabet."""


def pipeline_here(name: str, workers: int = 1) -> Any:
    """A pipeline for this machine, whose tuning is done by so many processes.

    Raises:
        InputError: There is none of this name.
    """
    return _HERE[_known(name)][workers > 1]


def pipeline_for(name: str, rules: PipelineRules) -> Any:
    """A pipeline for a cluster, with what its pods are given.

    Raises:
        InputError: There is none of this name.
    """
    return _made(_known(name), rules.model_dump_json())


@lru_cache(maxsize=len(NAMES))
def _made(name: str, rules: str) -> Any:
    """Made once for the same rules: kfp takes about a second, and a command asks for its arguments and its file."""
    return _MAKERS[name](Steps(PipelineRules.model_validate_json(rules)))


def _known(name: str) -> str:
    if name not in _MAKERS:
        raise InputError(f"There is no pipeline {name!a}; there are {', '.join(NAMES)}.")
    return name
