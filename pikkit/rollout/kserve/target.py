"""An InferenceService as a rollout's target."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pikkit.base.errors import InputError, NotReadyError
from pikkit.rollout.calls import ATTEMPTS, ConflictError
from pikkit.rollout.judging.evidence import ArmTraffic
from pikkit.rollout.kserve.api import KubernetesApi
from pikkit.rollout.kserve.news import kserve_warnings
from pikkit.rollout.kserve.pods import failures
from pikkit.rollout.kserve.prometheus import read_traffic
from pikkit.rollout.kserve.status import is_settled
from pikkit.rollout.planning import Act, Goal, PlanRefusal, Version, Versions, planner_of, standard
from pikkit.rollout.target import Observed, RolloutOrder
from pikkit.settings import Settings

if TYPE_CHECKING:
    from kubernetes.client import ApiClient

_NOTES = 3
POLL_SECONDS = 1.0
ROUTE_LOOKS = 30
"""How often a route is looked at before whoever drives is told that it takes longer."""


class KServeTarget:
    """The InferenceService named after the model.

    Args:
        settings: Its namespace, its name (the model's), and Prometheus's address.
        client: How to reach the API server; None: as in a pod, or as kubectl does.
        sleep: How to wait for the route while a promotion is under way.
    """

    mirrors = False
    """KServe's route has weights alone: it copies no requests."""

    def __init__(
        self, settings: Settings, client: "ApiClient | None" = None, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._settings = settings
        self._api = KubernetesApi(settings.kserve_namespace, settings.model_name, client)
        self._sleep = sleep

    def apply(self, order: RolloutOrder) -> None:
        """Patch it; planned anew where somebody else was faster.

        A promotion in Standard mode is two patches: all traffic for the canary, and, once the route has that, the
        canary as the stable predictor. Killed between them, the next call goes on with the second.

        Raises:
            InputError: KServe would ignore it, or lose the stable version by it, or the cluster refuses it.
            NotReadyError: The API server does not answer, the object changes all the time, or the route is slow.
        """
        versions = Versions(self._version(order.stable), self._version(order.candidate))
        promotes = order.goal.act is Act.PROMOTE
        live = self._api.get()
        if not (promotes and planner_of(live) is standard and standard.is_on_the_way(live, versions)):
            live = self._patch(versions, order.goal)
        if promotes and planner_of(live) is standard and standard.is_on_the_way(live, versions):
            self._wait_for_the_route(order.candidate)
            self._patch(versions, order.goal)

    def observe(self, stable: str) -> Observed:
        """What it asks for, and whether that is so: until it is, nothing is said to serve."""
        live, deployments, pods = self._api.get(), self._api.deployments(), self._api.pods()
        asked = {_number(uri): share for uri, share in planner_of(live).shares(live, self._uri(stable)).items()}
        settled = is_settled(live, deployments, self._api.routes())
        failed = {_number(uri): sentence for uri, sentence in failures(deployments, pods).items()}
        news = (
            () if settled else kserve_warnings(self._api.warnings(), self._settings.model_name, [*deployments, *pods])
        )
        return Observed(
            asked=asked,
            serving=asked if settled else {},
            ready=frozenset(asked) if settled else frozenset(),
            failed={version: sentence for version, sentence in failed.items() if version in asked},
            notes=tuple(news[-_NOTES:]),
        )

    def traffic(self, version: str) -> ArmTraffic | None:
        """What Prometheus counted of a version over the last window; None where that is away."""
        url = self._settings.prometheus_url
        window = self._settings.prometheus_window
        return read_traffic(url, f"{self._settings.model_name}/{version}", window) if url else None

    def _patch(self, versions: Versions, goal: Goal) -> dict[str, Any]:
        """Apply what is planned, if anything is; returns the object as it is then."""
        for _ in range(ATTEMPTS):
            live = self._api.get()
            plan = planner_of(live).plan(live, versions, goal)
            if isinstance(plan, PlanRefusal):
                raise InputError(plan.sentence)
            if not plan:
                return live
            try:
                self._api.apply(_named(plan.body), live["metadata"]["resourceVersion"])
            except ConflictError:
                continue
            return self._api.get()
        raise NotReadyError("The InferenceService changes faster than it can be patched; who else works on it?")

    def _wait_for_the_route(self, candidate: str) -> None:
        for _ in range(ROUTE_LOOKS):
            if is_settled(self._api.get(), self._api.deployments(), self._api.routes()):
                return
            self._sleep(POLL_SECONDS)
        raise NotReadyError(
            f"Version {candidate} is to get all traffic before it is promoted, and the route does not say so yet."
        )

    def _version(self, number: str) -> Version:
        return Version(f"v{number}", self._uri(number))

    def _uri(self, number: str) -> str:
        return f"models:/{self._settings.model_name}/{number}"


def _number(uri: object) -> str:
    return str(uri).rpartition("/")[2]


def _named(body: Mapping[str, Any]) -> dict[str, Any]:
    """A merge patch as an apply configuration: what was ours and is not named is removed."""
    return {
        name: _named(part) if isinstance(part, Mapping) else part for name, part in body.items() if part is not None
    }
