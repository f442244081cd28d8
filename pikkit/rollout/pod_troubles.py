"""What keeps pods from running, as sentences: from what the API server knows of them and their events."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pikkit.rollout.kserve.news import kserve_warnings
from pikkit.rollout.planning.goal import at

BEGINNING = frozenset({"ContainerCreating", "PodInitializing"})
"""Why a container waits that is on its way."""
_NEWS = 1
"""Events told of a pod that does not say by itself what it waits for."""


def is_ready(pod: Mapping[str, Any]) -> bool:
    """Whether it answers, or has done its work."""
    conditions = at(pod, "status", "conditions") or []
    ready = any(one["type"] == "Ready" and one["status"] == "True" for one in conditions)
    return ready or at(pod, "status", "phase") == "Succeeded"


def pod_troubles(pods: Sequence[Mapping[str, Any]], events: Sequence[Mapping[str, Any]]) -> list[str]:
    """A sentence or more for each pod that is not ready, and for each container that ran out of memory.

    Args:
        pods: As the API server has them.
        events: The namespace's warnings.
    """
    sentences: list[str] = []
    for pod in pods:
        pod_sentences = [*_of_pod(pod), *_of_containers(pod)]
        if not pod_sentences and not is_ready(pod):
            pod_sentences = kserve_warnings(events, "", [pod])[-_NEWS:]
        sentences += pod_sentences
    return sentences


def _of_pod(pod: Mapping[str, Any]) -> Iterator[str]:
    name, status = at(pod, "metadata", "name"), at(pod, "status") or {}
    if status.get("phase") == "Failed":
        words = [status.get("message"), *_last_words(status.get("containerStatuses") or [])]
        reason = " ".join(str(one).strip() for one in words if one)
        yield f"Pod {name} ended: {status.get('reason', 'Failed')}. {reason}".rstrip()
    for one in status.get("conditions") or []:
        if one["type"] == "PodScheduled" and one["status"] == "False":
            yield f"Pod {name} has no node: {one.get('message', one.get('reason'))}"


def _last_words(containers: Sequence[Mapping[str, Any]]) -> list[Any]:
    return [at(one, "state", "terminated", "message") for one in containers]


def _of_containers(pod: Mapping[str, Any]) -> Iterator[str]:
    name = at(pod, "metadata", "name")
    for one in at(pod, "status", "initContainerStatuses") or []:
        if at(one, "state", "running") is not None:
            yield f"Pod {name} waits for its container {one['name']}, whose log says what for."
        yield from _of_container(name, one)
    for one in at(pod, "status", "containerStatuses") or []:
        yield from _of_container(name, one)


def _of_container(pod: str, one: Mapping[str, Any]) -> Iterator[str]:
    waiting, ended = at(one, "state", "waiting") or {}, at(one, "lastState", "terminated") or {}
    ended = at(one, "state", "terminated") or ended
    where = f"Pod {pod}, container {one['name']}"
    if ended.get("reason") == "OOMKilled":
        yield f"{where}: was killed at its memory limit (OOMKilled), last at {ended.get('finishedAt')}; raise it."
    elif waiting and waiting.get("reason") not in BEGINNING:
        words = [str(waiting.get("message") or "").strip(), str(ended.get("message") or "").strip()]
        yield f"{where}: {waiting.get('reason')}: {' '.join(word for word in words if word)}".rstrip(": ")
