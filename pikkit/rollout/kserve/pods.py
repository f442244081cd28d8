"""What becomes of each version's pods. An InferenceService's own ``modelStatus`` is of its stable predictor alone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pikkit.rollout.planning.goal import at

SOURCE = "internal.serving.kserve.io/storage-initializer-sourceuri"
"""Annotation of a pod template: the model's URI. KServe's webhook makes a storage initializer of it."""
HOPELESS = frozenset(
    {"CrashLoopBackOff", "ImagePullBackOff", "InvalidImageName", "CreateContainerConfigError", "RunContainerError"}
)
"""Why a container waits that will not begin by waiting longer."""


def failures(deployments: Sequence[Mapping[str, Any]], pods: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Model URI to a sentence, for each version whose pods will not run."""
    sentences = [*_of_pods(pods), *_of_deployments(deployments)]
    return {uri: sentence for uri, sentence in reversed(sentences) if uri}


def troubles(deployments: Sequence[Mapping[str, Any]], pods: Sequence[Mapping[str, Any]]) -> list[str]:
    """A sentence for each of these pods and Deployments that will not run, whatever model they were made for."""
    return [sentence for _, sentence in [*_of_pods(pods), *_of_deployments(deployments)]]


def uri_of(template: Mapping[str, Any]) -> str:
    """The model that a pod, or a template of one, was made for; empty where it does not say."""
    noted = at(template, "metadata", "annotations", SOURCE)
    if noted:
        return str(noted)
    first = (at(template, "spec", "initContainers") or [{}])[0]
    return str((first.get("args") or [""])[0])


def _of_pods(pods: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for pod in pods:
        if at(pod, "metadata", "deletionTimestamp"):
            continue
        statuses = [
            *(at(pod, "status", "initContainerStatuses") or []),
            *(at(pod, "status", "containerStatuses") or []),
        ]
        for one in statuses:
            waiting = at(one, "state", "waiting") or {}
            if waiting.get("reason") in HOPELESS:
                yield uri_of(pod), _sentence(pod, one, waiting)


def _sentence(pod: Mapping[str, Any], container: Mapping[str, Any], waiting: Mapping[str, Any]) -> str:
    ended = at(container, "lastState", "terminated") or {}
    last = f" It ended with code {ended['exitCode']} ({ended.get('reason', 'no reason')})." if ended else ""
    message = str(waiting.get("message") or "").rstrip(".")
    return (
        f"Pod {at(pod, 'metadata', 'name')}, container {container.get('name')}: {waiting['reason']}"
        f"{': ' + message if message else ''}.{last}"
    )


def _of_deployments(deployments: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in deployments:
        for condition in at(one, "status", "conditions") or []:
            if condition.get("reason") == "ProgressDeadlineExceeded":
                name = at(one, "metadata", "name")
                yield uri_of(at(one, "spec", "template") or {}), f"Deployment {name}: {condition.get('message')}"
