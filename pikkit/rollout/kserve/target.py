"""An InferenceService as a rollout's target."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pikkit.base.errors import InputError, NotReadyError
from pikkit.rollout.judging.evidence import ArmTraffic
from pikkit.rollout.kserve.api import ATTEMPTS, ConflictError, KubernetesApi
from pikkit.rollout.kserve.prometheus import read_traffic
from pikkit.rollout.kserve.status import failure, is_settled
from pikkit.rollout.planning import Candidate, Refusal, planner_of
from pikkit.rollout.target import Observed, Order
from pikkit.settings import Settings

if TYPE_CHECKING:
    from kubernetes.client import ApiClient

_NOTES = 3


class KServeTarget:
    """The InferenceService named after the model.

    Args:
        settings: Its namespace, its name (the model's), and Prometheus's address.
        client: How to reach the API server; None: as in a pod, or as kubectl does.
    """

    def __init__(self, settings: Settings, client: "ApiClient | None" = None) -> None:
        self._settings = settings
        self._api = KubernetesApi(settings.kserve_namespace, settings.model_name, client)

    def apply(self, order: Order) -> None:
        """Patch it; planned anew where somebody else was faster.

        Raises:
            InputError: KServe would ignore it, or lose the stable version by it.
            NotReadyError: The API server does not answer, or the object changes all the time.
        """
        candidate = Candidate(f"v{order.candidate}", self._uri(order.candidate))
        for _ in range(ATTEMPTS):
            live = self._api.get()
            plan = planner_of(live).plan(live, candidate, order.goal)
            if isinstance(plan, Refusal):
                raise InputError(plan.sentence)
            if not plan:
                return
            try:
                self._api.apply(_named(plan.body), live["metadata"]["resourceVersion"])
            except ConflictError:
                continue
            return
        raise NotReadyError("The InferenceService changes faster than it can be patched; who else works on it?")

    def observe(self) -> Observed:
        """What it asks for, and whether that is so: until it is, nothing is said to serve."""
        live, deployments = self._api.get(), self._api.deployments()
        asked = {_version(uri): share for uri, share in planner_of(live).shares(live).items()}
        settled = is_settled(live, deployments)
        failed = failure(live, deployments)
        newest = next(reversed(asked))
        return Observed(
            asked=asked,
            serving=asked if settled else {},
            ready=frozenset(asked) if settled else frozenset(),
            failed={newest: failed} if failed else {},
            notes=() if settled else tuple(self._api.warnings()[-_NOTES:]),
        )

    def traffic(self, version: str) -> ArmTraffic | None:
        """What Prometheus counted of a version over the last window; None where that is away."""
        url = self._settings.prometheus_url
        window = self._settings.prometheus_window
        return read_traffic(url, f"{self._settings.model_name}/{version}", window) if url else None

    def _uri(self, version: str) -> str:
        return f"models:/{self._settings.model_name}/{version}"


def _version(uri: str) -> str:
    return uri.rpartition("/")[2]


def _named(body: Mapping[str, Any]) -> dict[str, Any]:
    """A merge patch as an apply configuration: what was ours and is not named is removed."""
    return {
        name: _named(part) if isinstance(part, Mapping) else part for name, part in body.items() if part is not None
    }
