"""KServe in Standard mode: ``spec.canary`` is a list of predictors beside the stable one, each with its share.

An entry is merged over the stable predictor. To promote, the stable predictor becomes the candidate's, its name too, so
that pods are not restarted; to roll back, the entry goes.
"""

from collections.abc import Mapping
from typing import Any

from pikkit.rollout.planning.goal import STABLE_URI, Act, Candidate, Goal, Plan, Refusal, at, changed


def plan(live: Mapping[str, Any], candidate: Candidate, goal: Goal) -> Plan:
    """What to apply to an InferenceService to reach a goal."""
    predictor = at(live, "spec", "predictor") or {}
    refused = _refusal(live, predictor, candidate, goal)
    if refused:
        return refused
    stable = _stable(predictor)
    if goal.act is Act.PROMOTE:
        return changed(live, _wanted(_predictor(candidate), []))
    entries = (
        [] if goal.act is Act.ROLL_BACK else [{"trafficPercent": goal.percent, "predictor": _predictor(candidate)}]
    )
    return changed(live, _wanted(stable, entries))


def _refusal(live: Mapping[str, Any], predictor: Mapping[str, Any], candidate: Candidate, goal: Goal) -> Refusal | None:
    stable, entries = at(predictor, "model", "storageUri"), at(live, "spec", "canary") or []
    if not stable:
        return Refusal("The InferenceService has no model with a storageUri, so there is no stable version to keep.")
    if goal.act is Act.ROLL_BACK:
        return None
    if goal.act is Act.PROMOTE:
        deployed = stable == candidate.uri or candidate.uri in map(_uri, entries)
        told = f"No canary of the InferenceService serves {candidate.uri}, so it cannot be promoted."
        return None if deployed else Refusal(told)
    if stable == candidate.uri:
        return Refusal(f"{candidate.uri} is the stable version; there is nothing to divide traffic with.")
    if any(_uri(entry) != candidate.uri for entry in entries):
        others = ", ".join(str(_uri(entry)) for entry in entries if _uri(entry) != candidate.uri)
        return Refusal(f"Another candidate, {others}, has a share of the traffic; finish or abort that rollout first.")
    return _unfit(live, predictor, candidate)


def _unfit(live: Mapping[str, Any], predictor: Mapping[str, Any], candidate: Candidate) -> Refusal | None:
    if at(live, "spec", "transformer"):
        return Refusal("The InferenceService has a transformer, which KServe bypasses for a canary's requests.")
    if predictor.get("name") == candidate.name:
        return Refusal(f"The stable predictor is named {candidate.name} too; KServe asks for another name of a canary.")
    least = predictor.get("minReplicas")
    if candidate.min_replicas is not None and candidate.min_replicas > (1 if least is None else least):
        return Refusal(f"A canary may ask for no more pods than the stable predictor, which asks for {least or 1}.")
    return None


def _stable(predictor: Mapping[str, Any]) -> dict[str, Any]:
    named = {"name": predictor["name"]} if predictor.get("name") else {}
    return {**named, "model": {"storageUri": predictor["model"]["storageUri"]}}


def _predictor(candidate: Candidate) -> dict[str, Any]:
    least = {} if candidate.min_replicas is None else {"minReplicas": candidate.min_replicas}
    return {"name": candidate.name, "model": {"storageUri": candidate.uri}, **least}


def _wanted(predictor: dict[str, Any], canary: list[dict[str, Any]]) -> dict[str, Any]:
    uri = predictor["model"]["storageUri"]
    return {"metadata": {"annotations": {STABLE_URI: uri}}, "spec": {"predictor": predictor, "canary": canary}}


def shares(live: Mapping[str, Any]) -> dict[str, int]:
    """Model URI to percent of the traffic, as the object asks for it."""
    entries = {str(_uri(entry)): int(entry["trafficPercent"]) for entry in at(live, "spec", "canary") or []}
    return {at(live, "spec", "predictor", "model", "storageUri"): 100 - sum(entries.values()), **entries}


def _uri(entry: Mapping[str, Any]) -> Any:
    return at(entry, "predictor", "model", "storageUri")
