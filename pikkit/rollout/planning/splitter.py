"""An InferenceGraph whose root splits between two InferenceServices, for KServe versions without a canary of their own.

A candidate's URI is kept in its own InferenceService; here it goes by the service's name.
"""

from collections.abc import Mapping
from typing import Any

from pikkit.rollout.planning.goal import STABLE_URI, Act, Candidate, Goal, Plan, Refusal, at, changed

ROOT = "root"


def plan(live: Mapping[str, Any], candidate: Candidate, goal: Goal) -> Plan:
    """What to apply to an InferenceGraph to reach a goal; its annotation names the stable service."""
    steps = at(live, "spec", "nodes", ROOT, "steps") or []
    stable = at(live, "metadata", "annotations", STABLE_URI) or at(steps[0] if steps else {}, "serviceName")
    refused = _refusal(live, steps, stable, candidate, goal)
    if refused:
        return refused
    if goal.act is Act.PROMOTE:
        return changed(live, _wanted(candidate.name, {candidate.name: 100}))
    if goal.act is Act.ROLL_BACK:
        return changed(live, _wanted(stable, {stable: 100}))
    return changed(live, _wanted(stable, {stable: 100 - goal.percent, candidate.name: goal.percent}))


def _refusal(
    live: Mapping[str, Any], steps: list[Mapping[str, Any]], stable: Any, candidate: Candidate, goal: Goal
) -> Refusal | None:
    if at(live, "spec", "nodes", ROOT, "routerType") != "Splitter" or not stable:
        return Refusal("The InferenceGraph's root is no Splitter with a service, so there are no weights to set.")
    names = [at(step, "serviceName") for step in steps]
    if goal.act is Act.ROLL_BACK:
        return None
    if goal.act is Act.PROMOTE:
        told = f"The InferenceGraph has no step for {candidate.name}, so it cannot be promoted."
        return None if candidate.name in names else Refusal(told)
    if stable == candidate.name:
        return Refusal(f"{candidate.name} is the stable service; there is nothing to divide traffic with.")
    others = [name for name in names if name not in (stable, candidate.name)]
    if others:
        told = f"The InferenceGraph also splits to {', '.join(map(str, others))}; finish or abort that rollout first."
        return Refusal(told)
    return None


def _wanted(stable: str, weights: Mapping[str, int]) -> dict[str, Any]:
    steps = [{"serviceName": name, "weight": weight} for name, weight in weights.items()]
    root = {"routerType": "Splitter", "steps": steps}
    return {"metadata": {"annotations": {STABLE_URI: stable}}, "spec": {"nodes": {ROOT: root}}}


def shares(live: Mapping[str, Any]) -> dict[str, int]:
    """Service name to percent of the traffic."""
    steps = at(live, "spec", "nodes", ROOT, "steps") or []
    return {str(step["serviceName"]): int(step["weight"]) for step in steps}
