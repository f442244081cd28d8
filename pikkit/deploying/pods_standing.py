"""How the pods of a release stand, asked of the cluster that the settings name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pikkit.base.errors import PikkitError
from pikkit.rollout.calls import Calls, configured
from pikkit.rollout.pod_troubles import is_ready, pod_troubles
from pikkit.settings import Settings

if TYPE_CHECKING:
    from kubernetes.client import ApiClient

_SECONDS = 5.0
_LONGEST = 40
_WITHOUT_RIGHTS = "helm/pikkit/templates/rbac.yaml"


@dataclass(frozen=True, slots=True)
class PodsStanding:
    """How many pods there are, how many of them are ready, and what is wrong with the others."""

    pods: int
    ready: int
    troubles: tuple[str, ...]


def pods_standing(settings: Settings, client: "ApiClient | None" = None) -> PodsStanding | None:
    """None where the settings name no cluster; one that cannot be asked is a trouble like others.

    Args:
        settings: Their namespace is looked at.
        client: How to reach the API server; None: as in a pod, or as kubectl does.
    """
    namespace = settings.gateway_namespace or settings.kserve_namespace
    if not namespace:
        return None
    try:
        pods, events = _asked(settings, namespace, client or configured())
    except PikkitError as error:
        return PodsStanding(0, 0, (str(error),))
    return PodsStanding(len(pods), sum(map(is_ready, pods)), tuple(pod_troubles(pods, events)))


def _asked(settings: Settings, namespace: str, client: "ApiClient") -> tuple[list[Any], list[Any]]:
    from kubernetes.client import CoreV1Api

    core, calls = CoreV1Api(client), Calls(f"the pods in namespace {namespace}", _WITHOUT_RIGHTS)
    warning = "type=Warning"
    pods = calls.again(lambda: core.list_namespaced_pod(namespace, _request_timeout=_SECONDS))
    events = calls.again(
        lambda: core.list_namespaced_event(namespace, field_selector=warning, _request_timeout=_SECONDS)
    )
    items = client.sanitize_for_serialization(pods).get("items") or []
    ours = [one for one in items if _is_ours(one, settings)]
    return ours, client.sanitize_for_serialization(events).get("items") or []


def _is_ours(pod: Mapping[str, Any], settings: Settings) -> bool:
    """A namespace may hold other releases, and other people's pods."""
    labels = pod["metadata"].get("labels") or {}
    if not settings.gateway_namespace:
        return labels.get("serving.kserve.io/inferenceservice") == settings.model_name
    return labels.get("app.kubernetes.io/name") == "pikkit" and _prefix_of(labels) == settings.gateway_release


def _prefix_of(labels: Mapping[str, str]) -> str:
    """How the names of a release's objects begin, as the chart's ``pikkit.name`` has it."""
    release = labels.get("app.kubernetes.io/instance", "")
    return (release if "pikkit" in release else f"{release}-pikkit")[:_LONGEST].removesuffix("-")
