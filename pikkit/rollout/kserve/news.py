"""What a cluster's events say that concerns an InferenceService."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pikkit.rollout.planning.goal import at

_LEFT_BEHIND = "HorizontalPodAutoscaler"
"""KServe leaves a removed canary's behind, and it warns for ever."""


def kserve_warnings(events: Iterable[Mapping[str, Any]], name: str, parts: Sequence[Mapping[str, Any]]) -> list[str]:
    """The warnings about it and its parts as sentences, newest last.

    Args:
        events: The namespace's warning events.
        name: The InferenceService's.
        parts: Its Deployments and pods; what Deployments made (replica sets, older pods) is theirs by its name.
    """
    names = {str(at(part, "metadata", "name")) for part in parts}
    made = tuple(f"{one}-" for one in names)
    ours = [one for one in events if _concerns(at(one, "involvedObject") or {}, name, names, made)]
    return [_sentence(one) for one in sorted(ours, key=_moment)]


def _concerns(involved: Mapping[str, Any], name: str, names: set[str], made: tuple[str, ...]) -> bool:
    kind, whose = involved.get("kind"), str(involved.get("name"))
    if kind == _LEFT_BEHIND:
        return whose in names
    return (kind == "InferenceService" and whose == name) or whose in names or whose.startswith(made)


def _sentence(event: Mapping[str, Any]) -> str:
    involved = event["involvedObject"]
    return f"{involved.get('kind')} {involved.get('name')}: {event.get('reason')}: {event.get('message')}"


def _moment(event: Mapping[str, Any]) -> str:
    """ISO 8601 in UTC, whichever of its times an event has: they sort as texts."""
    times = (event.get("lastTimestamp"), event.get("eventTime"), at(event, "metadata", "creationTimestamp"))
    return str(next((time for time in times if time), ""))
