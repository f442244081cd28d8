"""Which of KServe's ways to divide traffic a live object understands."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from pikkit.base.errors import InputError
from pikkit.rollout.planning import knative, standard
from pikkit.rollout.planning.goal import at

MODE = "serving.kserve.io/deploymentMode"
_BY_MODE: dict[str, ModuleType] = {
    "Knative": knative,
    "Serverless": knative,  # its name before KServe 0.16
    "Standard": standard,
}


def planner_of(live: Mapping[str, Any]) -> ModuleType:
    """``knative`` or ``standard``: a module with ``plan``, ``shares`` and ``divided``.

    Raises:
        InputError: The object is no InferenceService in one of these modes.
    """
    mode = at(live, "status", "deploymentMode") or at(live, "metadata", "annotations", MODE) or "Knative"
    if live.get("kind") != "InferenceService" or mode not in _BY_MODE:
        name = at(live, "metadata", "name")
        raise InputError(
            f"The {live.get('kind')} {name} in mode {mode} has no traffic that can be divided; accepted: an "
            f"InferenceService in mode {' or '.join(_BY_MODE)}."
        )
    return _BY_MODE[mode]
