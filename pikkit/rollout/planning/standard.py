"""KServe in Standard mode: ``spec.canary`` is a list of predictors beside the stable one, each with its share.

An entry is merged over the stable predictor. To promote, the entry first gets all traffic, and when the route says so
the stable predictor becomes the candidate's, its name too: its pods are not restarted, and no request meets the old
predictor's Service, which KServe takes away before the route points elsewhere. To roll back, the entry goes.
"""

from collections.abc import Mapping
from typing import Any

from pikkit.rollout.planning.goal import Act, Goal, Plan, PlanRefusal, Version, Versions, at, changed

_NO_FORMAT = {"name": ""}
"""As KServe's own webhook writes a format that was not given."""


def plan(live: Mapping[str, Any], versions: Versions, goal: Goal) -> Plan:
    """What to apply to an InferenceService to reach a goal.

    A promotion takes two: as long as the candidate is a canary with less than all traffic, the patch gives it all; once
    that is so (``divided``, and the route), the same goal makes it the stable predictor.
    """
    predictor = at(live, "spec", "predictor") or {}
    refused = _refusal(live, predictor, versions, goal)
    if refused:
        return refused
    if goal.act is Act.ROLL_BACK:
        return changed(live, _wanted(_stable(predictor, versions), []))
    if goal.act is Act.SHARE:
        return changed(
            live, _wanted(_stable(predictor, versions), [_entry(predictor, versions.candidate, goal.percent)])
        )
    if at(predictor, "model", "storageUri") == versions.candidate.uri:
        return changed(live, _wanted(_predictor(predictor, versions.candidate), []))
    if _percent_of(live, versions.candidate) < 100:
        return changed(live, _wanted(_stable(predictor, versions), [_entry(predictor, versions.candidate, 100)]))
    return changed(live, _wanted(_predictor(predictor, versions.candidate), []))


def is_on_the_way(live: Mapping[str, Any], versions: Versions) -> bool:
    """Whether a promotion has begun and is not done: the candidate has all traffic, and is not yet the stable one."""
    return _percent_of(live, versions.candidate) == 100


def _refusal(
    live: Mapping[str, Any], predictor: Mapping[str, Any], versions: Versions, goal: Goal
) -> PlanRefusal | None:
    candidate, entries = versions.candidate, at(live, "spec", "canary") or []
    if goal.act is Act.ROLL_BACK:
        return None
    if goal.act is Act.PROMOTE:
        deployed = at(predictor, "model", "storageUri") == candidate.uri or candidate.uri in map(_uri, entries)
        sentence = f"No canary of the InferenceService serves {candidate.uri}, so it cannot be promoted."
        return None if deployed else PlanRefusal(sentence)
    if versions.stable.uri == candidate.uri:
        return PlanRefusal(f"{candidate.uri} is the stable version; there is nothing to divide traffic with.")
    if any(_uri(entry) != candidate.uri for entry in entries):
        others = ", ".join(str(_uri(entry)) for entry in entries if _uri(entry) != candidate.uri)
        return PlanRefusal(
            f"Another candidate, {others}, has a share of the traffic; finish or abort that rollout first."
        )
    return _unfit(live, predictor, candidate)


def _unfit(live: Mapping[str, Any], predictor: Mapping[str, Any], candidate: Version) -> PlanRefusal | None:
    if at(live, "spec", "transformer"):
        return PlanRefusal("The InferenceService has a transformer, which KServe bypasses for a canary's requests.")
    if predictor.get("name") == candidate.name:
        return PlanRefusal(
            f"The stable predictor is named {candidate.name} too; KServe asks for another name of a canary."
        )
    least = predictor.get("minReplicas")
    if candidate.min_replicas is not None and candidate.min_replicas > (1 if least is None else least):
        return PlanRefusal(f"A canary may ask for no more pods than the stable predictor, which asks for {least or 1}.")
    return None


def _stable(predictor: Mapping[str, Any], versions: Versions) -> dict[str, Any]:
    """The stable predictor as the ledger knows it: whatever URI somebody else has put there."""
    named = {"name": predictor["name"]} if predictor.get("name") else {}
    return {**named, "model": {"storageUri": versions.stable.uri}}


def _predictor(predictor: Mapping[str, Any], candidate: Version) -> dict[str, Any]:
    """The candidate as the stable predictor; one that is there already keeps its name."""
    there = at(predictor, "model", "storageUri") == candidate.uri
    named = ({"name": predictor["name"]} if predictor.get("name") else {}) if there else {"name": candidate.name}
    least = {} if candidate.min_replicas is None else {"minReplicas": candidate.min_replicas}
    return {**named, "model": {"storageUri": candidate.uri}, **least}


def _entry(predictor: Mapping[str, Any], candidate: Version, percent: int) -> dict[str, Any]:
    """A canary; KServe's definition wants a format and a name of its model, though it merges the stable one's in."""
    own = {
        name: at(predictor, "model", name) or nothing for name, nothing in (("name", ""), ("modelFormat", _NO_FORMAT))
    }
    least = {} if candidate.min_replicas is None else {"minReplicas": candidate.min_replicas}
    entry = {"name": candidate.name, "model": {**own, "storageUri": candidate.uri}, **least}
    return {"trafficPercent": percent, "predictor": entry}


def _wanted(predictor: dict[str, Any], canary: list[dict[str, Any]]) -> dict[str, Any]:
    return {"spec": {"predictor": predictor, "canary": canary}}


def shares(live: Mapping[str, Any], stable: str) -> dict[str, int]:  # noqa: ARG001 - the object says which is stable
    """Model URI to percent of the traffic, as the object asks for it."""
    entries = {str(_uri(entry)): int(entry["trafficPercent"]) for entry in at(live, "spec", "canary") or []}
    return {at(live, "spec", "predictor", "model", "storageUri"): 100 - sum(entries.values()), **entries}


def divided(live: Mapping[str, Any]) -> bool:
    """Whether the status tells of the very canaries that the object asks for, each ready and with its share."""
    asked = {at(entry, "predictor", "name"): entry["trafficPercent"] for entry in at(live, "spec", "canary") or []}
    entries = at(live, "status", "canaryStatuses") or []
    given = {entry.get("name"): entry.get("trafficPercent", 0) for entry in entries if entry.get("ready")}
    return asked == given and len(entries) == len(asked)


def _percent_of(live: Mapping[str, Any], candidate: Version) -> int:
    return next((int(e["trafficPercent"]) for e in at(live, "spec", "canary") or [] if _uri(e) == candidate.uri), 0)


def _uri(entry: Mapping[str, Any]) -> Any:
    return at(entry, "predictor", "model", "storageUri")
