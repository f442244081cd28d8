"""The exit handler of every pipeline: whoever must know is told that it failed, and why."""

from typing import Any

from kfp import dsl

from pikkit.components.notify_failure.component import notify_failure
from pikkit.pipelines.steps import Steps


def telling(step: Steps, settings: Any) -> dsl.ExitHandler:
    """A block whose failure is told.

    Kubeflow Pipelines hands a state over and no message (component_utils and the launcher leave the error empty), so
    the step is given the run's ids to look it up by.
    """
    ids = {"job": dsl.PIPELINE_JOB_NAME_PLACEHOLDER, "run_id": dsl.PIPELINE_JOB_ID_PLACEHOLDER}
    return dsl.ExitHandler(step(notify_failure, **ids, settings=settings))
