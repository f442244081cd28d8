"""What the route and the two Deployments say, and what to say to them: functions of the objects alone."""

import re
from collections.abc import Mapping
from typing import Any

from pikkit.rollout.planning.goal import at

STABLE, CANDIDATE = "predictor", "candidate"
MADE_FOR = "pikkit.io/model-version"
"""Annotation of the stable arm's pods: the promotion after which they were started."""
_MODEL = re.compile(r"models:/[^\s\"]+")


def weights(route: Mapping[str, Any]) -> dict[str, int]:
    """Arm to percent, as the route asks for."""
    shares = {arm_of(str(ref["name"])): int(ref.get("weight", 1)) for ref in _backends(route)}
    total = sum(shares.values())
    return {arm: round(100 * weight / total) for arm, weight in shares.items()} if total else {}


def arm_of(name: str) -> str:
    """The arm that a Service or Deployment is of."""
    return CANDIDATE if name.endswith(f"-{CANDIDATE}") else STABLE


def divided(route: Mapping[str, Any], percent: int, annotations: Mapping[str, str]) -> dict[str, Any]:
    """The patch that gives the candidate's arm its share, and adds annotations; everything else of the route stays."""
    shares = {CANDIDATE: percent, STABLE: 100 - percent}
    rules = [
        {**rule, "backendRefs": [{**ref, "weight": shares[arm_of(str(ref["name"]))]} for ref in rule["backendRefs"]]}
        for rule in route["spec"]["rules"]
    ]
    metadata = {"resourceVersion": route["metadata"]["resourceVersion"], "annotations": dict(annotations)}
    return {"metadata": metadata, "spec": {"rules": rules}}


def is_routed(route: Mapping[str, Any]) -> bool:
    """Whether the gateway has taken the route as it is now."""
    generation = at(route, "metadata", "generation")
    parents = at(route, "status", "parents") or []
    accepted = [one for parent in parents for one in parent.get("conditions") or [] if one["type"] == "Accepted"]
    return bool(accepted) and all(
        one["status"] == "True" and one.get("observedGeneration", generation) == generation for one in accepted
    )


def is_rolled_out(deployment: Mapping[str, Any]) -> bool:
    """Whether a Deployment has at least one pod, and all of them as it asks for now."""
    wanted = at(deployment, "spec", "replicas")
    wanted = 1 if wanted is None else wanted
    status = at(deployment, "status") or {}
    seen = status.get("observedGeneration", 0) >= at(deployment, "metadata", "generation")
    counts = (status.get(name, 0) for name in ("updatedReplicas", "availableReplicas", "replicas"))
    return bool(wanted) and seen and all(count == wanted for count in counts)


def model_of(deployment: Mapping[str, Any]) -> str:
    """The address of the model that its pods serve; empty where they do not say."""
    containers = at(deployment, "spec", "template", "spec", "containers") or [{}]
    match = _MODEL.search(" ".join(containers[0].get("args") or []))
    return match[0] if match else ""


def serving(deployment: Mapping[str, Any], uri: str) -> dict[str, Any]:
    """The parts of a pod template in which its model is named, with this one."""
    spec = at(deployment, "spec", "template", "spec") or {}
    parts = {}
    for kind in ("initContainers", "containers"):
        changed = [_renamed(one, uri) for one in spec.get(kind) or []]
        parts[kind] = [one for one in changed if len(one) > 1]
    return {"spec": {"template": {"spec": parts}}}


def _renamed(container: Mapping[str, Any], uri: str) -> dict[str, Any]:
    words = {kind: [_MODEL.sub(uri, word) for word in container.get(kind) or []] for kind in ("command", "args")}
    return {"name": container["name"], **{kind: new for kind, new in words.items() if new != container.get(kind, [])}}


def _backends(route: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rules = at(route, "spec", "rules") or [{}]
    return list(rules[0].get("backendRefs") or [])
