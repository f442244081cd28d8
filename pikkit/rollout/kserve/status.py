"""Whether KServe has done what an InferenceService asks for. ``Ready`` alone can be true while pods still change."""

from collections.abc import Mapping, Sequence
from typing import Any

from pikkit.rollout.planning.goal import at

_FAILED = ("BlockedByFailedLoad", "InvalidSpec")


def is_settled(live: Mapping[str, Any], deployments: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the controller has seen the newest spec, calls it ready, and every Deployment has all its new pods."""
    seen = at(live, "status", "observedGeneration") == at(live, "metadata", "generation")
    return seen and _conditions_hold(live) and bool(deployments) and all(map(_is_rolled_out, deployments))


def failure(live: Mapping[str, Any], deployments: Sequence[Mapping[str, Any]]) -> str:
    """Why what is asked for will not come to be; empty while it may."""
    state = at(live, "status", "modelStatus") or {}
    if state.get("transitionStatus") in _FAILED:
        return str(at(state, "lastFailureInfo", "message") or state["transitionStatus"])
    for one in deployments:
        for condition in at(one, "status", "conditions") or []:
            if condition.get("reason") == "ProgressDeadlineExceeded":
                return f"Deployment {at(one, 'metadata', 'name')}: {condition.get('message')}"
    return ""


def _conditions_hold(live: Mapping[str, Any]) -> bool:
    told = {one["type"]: one["status"] for one in at(live, "status", "conditions") or []}
    needed = ["Ready", *(["CanaryPredictorReady"] if at(live, "spec", "canary") else [])]
    return all(told.get(name) == "True" for name in needed)


def _is_rolled_out(deployment: Mapping[str, Any]) -> bool:
    wanted = at(deployment, "spec", "replicas")
    status = at(deployment, "status") or {}
    seen = status.get("observedGeneration", 0) >= at(deployment, "metadata", "generation")
    counts = (status.get(name, 0) for name in ("updatedReplicas", "availableReplicas", "replicas"))
    return seen and all(count == (1 if wanted is None else wanted) for count in counts)
