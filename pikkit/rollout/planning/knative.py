"""KServe on Knative: ``spec.predictor.canaryTrafficPercent`` divides between the last two revisions.

KServe 0.21 divides only if the field is set and ``status.components.predictor.latestRolledoutRevision`` is not empty.
To promote, the field is removed; to roll back, it is 0: the candidate stays, without traffic.
"""

from collections.abc import Mapping
from typing import Any

from pikkit.rollout.planning.goal import STABLE_URI, Act, Candidate, Goal, Plan, Refusal, at, changed

_PERCENT = "canaryTrafficPercent"


def plan(live: Mapping[str, Any], candidate: Candidate, goal: Goal) -> Plan:
    """What to apply to an InferenceService to reach a goal."""
    served = at(live, "spec", "predictor", "model", "storageUri")
    stable = at(live, "metadata", "annotations", STABLE_URI) or served
    refused = _refusal(live, candidate, goal, stable, served)
    if refused:
        return refused
    if goal.act is Act.PROMOTE:
        return changed(live, _wanted(candidate.uri, candidate.uri, None))
    if goal.act is Act.ROLL_BACK:
        return changed(live, _wanted(stable, served, 0 if served != stable else None))
    return changed(live, _wanted(stable, candidate.uri, goal.percent))


def _refusal(live: Mapping[str, Any], candidate: Candidate, goal: Goal, stable: Any, served: Any) -> Refusal | None:
    if not stable:
        return Refusal("The InferenceService has no model with a storageUri, so there is no stable version to keep.")
    if goal.act is Act.ROLL_BACK:
        return None
    if goal.act is Act.PROMOTE:
        told = f"The InferenceService serves {served}, so {candidate.uri} cannot be promoted: it was never deployed."
        return None if served == candidate.uri else Refusal(told)
    return _undivided(live, candidate, stable, served)


def _undivided(live: Mapping[str, Any], candidate: Candidate, stable: Any, served: Any) -> Refusal | None:
    if candidate.uri == stable:
        return Refusal(f"{candidate.uri} is the stable version; there is nothing to divide traffic with.")
    if not at(live, "status", "components", "predictor", "latestRolledoutRevision"):
        return Refusal("KServe has rolled out no revision yet, so it would give the candidate all traffic.")
    if served not in (stable, candidate.uri) and at(live, "spec", "predictor", _PERCENT):
        return Refusal(f"Another candidate, {served}, has a share of the traffic; finish or abort that rollout first.")
    return None


def _wanted(stable: str, uri: str, percent: int | None) -> dict[str, Any]:
    return {
        "metadata": {"annotations": {STABLE_URI: stable}},
        "spec": {"predictor": {_PERCENT: percent, "model": {"storageUri": uri}}},
    }


def shares(live: Mapping[str, Any]) -> dict[str, int]:
    """Model URI to percent of the traffic, as the object asks for it."""
    served = at(live, "spec", "predictor", "model", "storageUri")
    stable = at(live, "metadata", "annotations", STABLE_URI) or served
    percent = at(live, "spec", "predictor", _PERCENT)
    if percent is None or served == stable:
        return {served: 100}
    return {stable: 100 - percent, served: percent}
