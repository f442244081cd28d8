"""Two Deployments behind an HTTPRoute as a rollout's target: what the chart makes where there is no KServe.

The stable arm serves the champion, or one version; the candidate's arm is empty between rollouts. A share is the
route's weights, and it is given only to pods that are ready. A promotion moves all traffic to the candidate's pods, has
the stable arm start anew on the promoted version, moves the traffic back and empties the candidate's arm: at every
moment all traffic goes to pods that are ready.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pikkit.base.errors import InputError, NotReadyError
from pikkit.rollout.calls import ATTEMPTS, ConflictError
from pikkit.rollout.gateway.api import GatewayApi
from pikkit.rollout.gateway.arms import (
    CANDIDATE,
    MADE_FOR,
    STABLE,
    divided,
    is_rolled_out,
    is_routed,
    model_of,
    serving,
    weights,
)
from pikkit.rollout.gateway.first_counts import first_counts, noted
from pikkit.rollout.gateway.metrics import counts_of
from pikkit.rollout.judging.evidence import ArmTraffic
from pikkit.rollout.kserve.news import kserve_warnings
from pikkit.rollout.kserve.pods import troubles
from pikkit.rollout.kserve.prometheus import read_traffic
from pikkit.rollout.planning.goal import Act, at
from pikkit.rollout.request_counts import sum_counts
from pikkit.rollout.target import Observed, RolloutOrder
from pikkit.settings import Settings

if TYPE_CHECKING:
    from kubernetes.client import ApiClient

_NOTES = 3
POLL_SECONDS = 1.0
ROUTE_LOOKS = 10
"""How often the gateway is asked whether it has taken the route, before the candidate's pods are left as they are."""


class GatewayTarget:
    """A release of the chart in its mode "deployment", with a Gateway.

    Args:
        settings: Its namespace, its name, the model's, and Prometheus's address.
        champion: What the registry says serves by default; the stable arm may follow that name.
        client: How to reach the API server; None: as in a pod, or as kubectl does.
        sleep: How to wait for the gateway before pods are ended.
    """

    mirrors = False
    """Weights alone: it copies no requests."""

    def __init__(
        self,
        settings: Settings,
        champion: Callable[[], str | None],
        client: "ApiClient | None" = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._sleep = sleep
        self._settings = settings
        self._champion = champion
        self._api = GatewayApi(settings.gateway_namespace, settings.gateway_release, client)

    def apply(self, order: RolloutOrder) -> None:
        """Do the next thing that is possible on the way there; called again, the one after it.

        Raises:
            InputError: The cluster refuses it.
            NotReadyError: The API server does not answer, or the route changes all the time.
        """
        if order.goal.act is Act.PROMOTE:
            self._promote(order.candidate)
        elif order.goal.act is Act.ROLL_BACK:
            self._divide(0)
            self._empty()
        else:
            self._share(order)

    def observe(self, stable: str) -> Observed:
        """What the route asks for, and whether the gateway and the pods are so."""
        route, arms = self._api.route(), {arm: self._api.deployment(arm) for arm in (STABLE, CANDIDATE)}
        versions = {arm: self._version(one, stable) for arm, one in arms.items()}
        asked: dict[str, int] = {}
        for arm, share in weights(route).items():
            if share:
                asked[versions[arm]] = asked.get(versions[arm], 0) + share
        ready = frozenset(versions[arm] for arm, one in arms.items() if is_rolled_out(one))
        on_the_way = weights(route).get(CANDIDATE) == 100 and versions[CANDIDATE] == self._champion()
        settled = is_routed(route) and set(asked) <= ready and not on_the_way
        pods = self._api.pods(CANDIDATE)
        candidate_troubles = troubles([arms[CANDIDATE]], pods) if at(arms[CANDIDATE], "spec", "replicas") else []
        parts = [*arms.values(), *pods]
        news = [] if settled else kserve_warnings(self._api.warnings(), f"{self._api.name}-{STABLE}", parts)
        failed = (
            {versions[CANDIDATE]: candidate_troubles[0]}
            if candidate_troubles and versions[CANDIDATE] != versions[STABLE]
            else {}
        )
        return Observed(asked, asked if settled else {}, ready, failed, tuple(news[-_NOTES:]))

    def traffic(self, version: str) -> ArmTraffic | None:
        """What Prometheus counted lately, or without one the arm's own pods since the traffic was last divided.

        Requests of pods that have ended since are not in it.
        """
        settings = self._settings
        if settings.prometheus_url:
            named = f"{settings.model_name}/{version}"
            return read_traffic(settings.prometheus_url, named, settings.prometheus_window)
        arm = CANDIDATE if self._version(self._api.deployment(CANDIDATE), "") == version else STABLE
        counted = counts_of(self._api.pods(arm))
        if not counted:
            return None
        before = first_counts(self._api.route())
        return sum_counts(one.after(before.get(name)) for name, one in counted.items()).traffic

    def _share(self, order: RolloutOrder) -> None:
        candidate = self._api.deployment(CANDIDATE)
        uri = self._uri(order.candidate)
        if model_of(candidate) != uri or not at(candidate, "spec", "replicas"):
            self._divide(0)  # nobody is sent to pods that are about to go
            replicas = max(1, at(self._api.deployment(STABLE), "spec", "replicas") or 1)
            body = serving(candidate, uri)
            body["spec"]["replicas"] = replicas
            self._api.patch_deployment(CANDIDATE, body)
        elif is_rolled_out(candidate) or weights(self._api.route()).get(CANDIDATE, 0) > order.goal.percent:
            self._divide(order.goal.percent, begins=True)

    def _promote(self, version: str) -> None:
        """Each call finds how far it is: all traffic to the candidate's pods, the stable arm anew, traffic back."""
        stable, candidate, route = self._api.deployment(STABLE), self._api.deployment(CANDIDATE), self._api.route()
        if self._is_started_for(stable, version):
            if is_rolled_out(stable):
                self._divide(0)
                self._empty()
            return
        if model_of(candidate) != self._uri(version) or not is_rolled_out(candidate):
            raise NotReadyError(f"The pods of version {version} are not ready, so it is not given all traffic.")
        if weights(route).get(CANDIDATE) != 100:
            self._divide(100)
        elif is_routed(route) and self._follows(stable) in ("", version):
            self._api.patch_deployment(STABLE, self._started_for(stable, version))

    def _is_started_for(self, stable: dict[str, Any], version: str) -> bool:
        noted = at(stable, "spec", "template", "metadata", "annotations", MADE_FOR)
        return str(noted) == version and (self._follows(stable) or _number(model_of(stable))) == version

    def _started_for(self, stable: dict[str, Any], version: str) -> dict[str, Any]:
        body = {"spec": {"template": {"spec": {}}}} if self._follows(stable) else serving(stable, self._uri(version))
        body["spec"]["template"]["metadata"] = {"annotations": {MADE_FOR: version}}
        return body

    def _follows(self, deployment: dict[str, Any]) -> str:
        """The version that a name such as @champion means now; empty for a Deployment of one version."""
        return (self._champion() or "") if "@" in model_of(deployment) else ""

    def _version(self, deployment: dict[str, Any], stable: str) -> str:
        uri = model_of(deployment)
        if "@" not in uri:
            return _number(uri)
        return (self._champion() or stable) if deployment["metadata"]["name"].endswith(f"-{STABLE}") else ""

    def _counted(self) -> dict[str, str]:
        """What pods have counted so far, to be kept with the route; Prometheus has windows instead."""
        if self._settings.prometheus_url:
            return {}
        return noted(counts_of([pod for arm in (STABLE, CANDIDATE) for pod in self._api.pods(arm)]))

    def _divide(self, percent: int, *, begins: bool = False) -> None:
        for _ in range(ATTEMPTS):
            route = self._api.route()
            if weights(route) == {STABLE: 100 - percent, CANDIDATE: percent}:
                return
            try:
                self._api.patch_route(divided(route, percent, self._counted() if begins else {}))
            except ConflictError:
                continue
            return
        raise NotReadyError("The HTTPRoute changes faster than it can be patched; who else works on it?")

    def _empty(self) -> None:
        """End the candidate's pods, once the gateway sends them nothing."""
        if not at(self._api.deployment(CANDIDATE), "spec", "replicas"):
            return
        for _ in range(ROUTE_LOOKS):
            if is_routed(self._api.route()):
                self._api.patch_deployment(CANDIDATE, {"spec": {"replicas": 0}})
                return
            self._sleep(POLL_SECONDS)

    def _uri(self, version: str) -> str:
        if not version.isdigit():
            raise InputError(f"{version} is no version of {self._settings.model_name}.")
        return f"models:/{self._settings.model_name}/{version}"


def _number(uri: str) -> str:
    return uri.rpartition("/")[2]
