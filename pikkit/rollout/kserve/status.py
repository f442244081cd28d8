"""Whether KServe has done what an InferenceService asks for, read where its controller (0.21) really says so.

``Ready`` alone can be true while pods still change. ``status.observedGeneration`` is not the InferenceService's: the
controller copies it from the predictor's first Deployment (Standard) or Knative Service. So these are believed:
the shares in the status (``divided``), the conditions, the Deployments' own generations, and the route's weights.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pikkit.rollout.planning import planner_of
from pikkit.rollout.planning.goal import at


def is_settled(
    live: Mapping[str, Any], deployments: Sequence[Mapping[str, Any]], routes: Sequence[Mapping[str, Any]]
) -> bool:
    """Whether traffic is divided as asked, among predictors that all have their new pods."""
    planner = planner_of(live)
    if not (planner.divided(live) and _conditions_hold(live)):
        return False
    if at(live, "status", "deploymentMode") == "Standard" or routes:
        return bool(deployments) and all(map(_is_rolled_out, deployments)) and _routed(live, routes)
    return all(map(_is_rolled_out, deployments))


def _conditions_hold(live: Mapping[str, Any]) -> bool:
    statuses = {one["type"]: one["status"] for one in at(live, "status", "conditions") or []}
    needed = ["Ready", *(["CanaryPredictorReady"] if at(live, "spec", "canary") else [])]
    return all(statuses.get(name) == "True" for name in needed)


def _is_rolled_out(deployment: Mapping[str, Any]) -> bool:
    wanted = at(deployment, "spec", "replicas")
    status = at(deployment, "status") or {}
    seen = status.get("observedGeneration", 0) >= at(deployment, "metadata", "generation")
    counts = (status.get(name, 0) for name in ("updatedReplicas", "availableReplicas", "replicas"))
    return seen and all(count == (1 if wanted is None else wanted) for count in counts)


def _routed(live: Mapping[str, Any], routes: Sequence[Mapping[str, Any]]) -> bool:
    """Whether every rule that divides does so by the shares asked for, and the gateway has taken the route."""
    percents = [int(entry["trafficPercent"]) for entry in at(live, "spec", "canary") or []]
    wanted = sorted(share for share in (100 - sum(percents), *percents) if share)
    return all(_rules_hold(route, wanted) and _is_accepted(route) for route in routes)


def _rules_hold(route: Mapping[str, Any], wanted: list[int]) -> bool:
    rules = at(route, "spec", "rules") or []
    weights = [[ref.get("weight", 1) for ref in rule.get("backendRefs") or []] for rule in rules]
    return all(_percents(group) == wanted for group in weights if group)


def _percents(weights: list[int]) -> list[int]:
    total = sum(weights)
    return sorted(round(100 * weight / total) for weight in weights if weight) if total else []


def _is_accepted(route: Mapping[str, Any]) -> bool:
    generation = at(route, "metadata", "generation")
    parents = at(route, "status", "parents") or []
    accepted = [one for parent in parents for one in parent.get("conditions") or [] if one["type"] == "Accepted"]
    return bool(accepted) and all(
        one["status"] == "True" and one.get("observedGeneration", generation) == generation for one in accepted
    )
