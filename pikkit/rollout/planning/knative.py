"""KServe on Knative: ``spec.predictor.canaryTrafficPercent`` divides between the last two revisions.

KServe 0.21 divides only if the field is set and ``status.components.predictor.latestRolledoutRevision`` is not empty.
To promote, the field is removed; to roll back, it is 0: the candidate stays, without traffic.
"""

from collections.abc import Mapping
from typing import Any

from pikkit.rollout.planning.goal import Act, Goal, Plan, PlanRefusal, Versions, at, changed

_PERCENT = "canaryTrafficPercent"


def plan(live: Mapping[str, Any], versions: Versions, goal: Goal) -> Plan:
    """What to apply to an InferenceService to reach a goal."""
    served = at(live, "spec", "predictor", "model", "storageUri")
    stable, candidate = versions.stable.uri, versions.candidate.uri
    refused = _refusal(live, versions, goal, served)
    if refused:
        return refused
    if goal.act is Act.PROMOTE:
        return changed(live, _wanted(candidate, None))
    if goal.act is Act.ROLL_BACK:
        foreign = served not in (stable, candidate)
        return changed(live, _wanted(stable, None) if foreign or served == stable else _wanted(served, 0))
    return changed(live, _wanted(candidate, goal.percent))


def _refusal(live: Mapping[str, Any], versions: Versions, goal: Goal, served: Any) -> PlanRefusal | None:
    if goal.act is Act.ROLL_BACK:
        return None
    if goal.act is Act.PROMOTE:
        sentence = (
            f"The InferenceService serves {served}, so {versions.candidate.uri} cannot be promoted: it does not run."
        )
        return None if served == versions.candidate.uri else PlanRefusal(sentence)
    if versions.candidate.uri == versions.stable.uri:
        return PlanRefusal(f"{versions.candidate.uri} is the stable version; there is nothing to divide traffic with.")
    if not at(live, "status", "components", "predictor", "latestRolledoutRevision"):
        return PlanRefusal("KServe has rolled out no revision yet, so it would give the candidate all traffic.")
    if served not in (versions.stable.uri, versions.candidate.uri) and at(live, "spec", "predictor", _PERCENT):
        return PlanRefusal(
            f"Another candidate, {served}, has a share of the traffic; finish or abort that rollout first."
        )
    return None


def _wanted(uri: str, percent: int | None) -> dict[str, Any]:
    return {"spec": {"predictor": {_PERCENT: percent, "model": {"storageUri": uri}}}}


def shares(live: Mapping[str, Any], stable: str) -> dict[str, int]:
    """Model URI to percent of the traffic, as the object asks for it.

    Args:
        live: The InferenceService.
        stable: URI of the version that serves unless a candidate is promoted.
    """
    served = at(live, "spec", "predictor", "model", "storageUri")
    percent = at(live, "spec", "predictor", _PERCENT)
    if percent is None or served == stable:
        return {served: 100}
    return {stable: 100 - percent, served: percent}


def divided(live: Mapping[str, Any]) -> bool:
    """Whether the status says that traffic is divided as the object asks, and that its newest revision is ready."""
    status = at(live, "status", "components", "predictor") or {}
    newest, ready = status.get("latestCreatedRevision"), status.get("latestReadyRevision")
    if newest != ready:
        return False
    percents = sorted(entry["percent"] for entry in status.get("traffic") or [] if entry.get("percent"))
    asked = at(live, "spec", "predictor", _PERCENT)
    wanted = [100] if asked in (None, 0, 100) else sorted([asked, 100 - asked])
    return percents == wanted
