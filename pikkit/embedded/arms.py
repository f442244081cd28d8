"""The predictors that serve: one, or two while a candidate is rolled out, kept as ``pikkit rollout`` wants them."""

import json
import os
import time
from dataclasses import dataclass

from pikkit.embedded.child import Child, start
from pikkit.embedded.front import EnvoyFront
from pikkit.embedded.http import get
from pikkit.embedded.ports import free_port
from pikkit.rollout.embedded.envoy import LOOPBACK, Arm
from pikkit.rollout.embedded.files import Served, Wanted, read_wanted, served_file, write_served
from pikkit.settings import Settings

READY_SECONDS = 120.0
"""How long a predictor may take to become ready."""
DRAIN_SECONDS = 2.0
"""How long a version that gets no more requests may finish those it has."""
_CRASHES = 3
"""How often a version's process is started again."""


@dataclass
class _Running:
    arm: Arm
    child: Child
    started: float
    crashes: int = 0
    idle_since: float | None = None
    dead: bool = False


class Arms:
    """The processes of the versions behind an Envoy.

    Args:
        settings: The home they serve.
        stable: The version that serves without a rollout.
        front: The Envoy.
    """

    def __init__(self, settings: Settings, stable: str, front: EnvoyFront) -> None:
        self._settings = settings
        self._front = front
        self._stable = stable
        self._running: dict[str, _Running] = {}
        self._failed: dict[str, str] = {}
        self._divided: tuple[dict[str, int], str | None] = ({}, None)
        self._known: tuple[Arm, ...] = ()
        self._told: Served | None = None

    def adopt(self, child: Child, port: int) -> None:
        """Take over the stable version's process, which is ready, and send it everything."""
        self._running[self._stable] = _Running(Arm(self._stable, port), child, time.monotonic())
        self._know()
        self._divide({self._stable: 100}, None)

    def keep(self) -> None:
        """Bring what runs nearer to what is wanted: one look, which never waits.

        Raises:
            PikkitError: The only version's process ends again and again.
        """
        wanted = read_wanted(self._settings) or Wanted(self._stable, {self._stable: 100})
        self._start(wanted)
        self._restart(wanted)
        ready = {version for version, one in self._running.items() if self._is_ready(one)}
        self._redirect(wanted, ready)
        self._retire(wanted)
        self._tell(ready)

    def stop(self) -> None:
        """Stop them all."""
        for one in self._running.values():
            one.child.stop()
        served_file(self._settings).unlink(missing_ok=True)

    @property
    def children(self) -> list[Child]:
        """The processes."""
        return [one.child for one in self._running.values()]

    def _start(self, wanted: Wanted) -> None:
        for version in self._failed.keys() - wanted.weights.keys():
            del self._failed[version]  # it is no longer asked for, and may be tried again later
        for version in wanted.weights.keys() - self._failed.keys():
            known = self._running.get(version)
            if known is None or known.dead:
                arm = known.arm if known else Arm(version, free_port(LOOPBACK, 0))
                self._running[version] = _Running(arm, self._child(arm), time.monotonic())

    def _child(self, arm: Arm) -> Child:
        settings = self._settings
        uri = f"models:/{settings.model_name}/{arm.version}"
        options = ["--host", LOOPBACK, "--port", str(arm.port), "--model-uri", uri]
        return start(f"predictor-{arm.version}", "pikkit.inference.predictor", options, settings)

    def _restart(self, wanted: Wanted) -> None:
        """Start again what ended by itself; a candidate only reports it, which rolls it back."""
        for version, one in list(self._running.items()):
            if not one.child.ended or (version in self._failed and version != wanted.stable):
                continue
            failure = one.child.failure()
            self._failed[version] = str(failure)
            one.dead = version != wanted.stable
            if version == wanted.stable and one.crashes < _CRASHES:
                one.child, one.crashes, one.started = self._child(one.arm), one.crashes + 1, time.monotonic()
            elif version == wanted.stable and len(self._running) == 1:
                raise failure

    def _is_ready(self, one: _Running) -> bool:
        answer = get(f"http://{LOOPBACK}:{one.arm.port}/v2/models/{self._settings.model_name}/ready", 2.0)
        ready = answer is not None and answer.status == 200
        if not ready and not one.child.ended and time.monotonic() - one.started > READY_SECONDS:
            self._failed[one.arm.version] = f"It was not ready after {READY_SECONDS:g} s; its log is {one.child.log}."
        return ready

    def _redirect(self, wanted: Wanted, ready: set[str]) -> None:
        """Divide as wanted, as far as the versions with traffic are ready; else the stable version keeps it all."""
        self._know()
        asked = {version for version, weight in wanted.weights.items() if weight} | {wanted.mirror} - {None}
        able = asked <= ready and self._front.knows([self._running[version].arm for version in asked if version])
        if able:
            self._divide(dict(wanted.weights), wanted.mirror)
        elif wanted.stable in ready and asked & self._failed.keys() and wanted.stable in self._running:
            self._divide({wanted.stable: 100}, None)

    def _know(self) -> None:
        arms = tuple(one.arm for one in self._running.values())
        if arms != self._known:
            self._front.send_to(arms)
            self._known = arms

    def _divide(self, weights: dict[str, int], mirror: str | None) -> None:
        serving = {version: weight for version, weight in weights.items() if version in self._running}
        if (serving, mirror) != self._divided:
            self._front.divide(serving, mirror)
            self._divided = (serving, mirror)

    def _retire(self, wanted: Wanted) -> None:
        """Stop versions that nobody wants any more, once they have finished what they had."""
        for version, one in list(self._running.items()):
            weights, mirror = self._divided
            needed = version == wanted.stable or (version in wanted.weights and version not in self._failed)
            if needed or weights.get(version) or version == mirror:
                one.idle_since = None
            elif one.idle_since is None:
                one.idle_since = time.monotonic()
            elif time.monotonic() - one.idle_since > DRAIN_SECONDS:
                del self._running[version]
                self._know()
                one.child.stop()

    def _tell(self, ready: set[str]) -> None:
        weights, mirror = self._divided
        told = Served(
            os.getpid(),
            self._front.admin_url,
            weights,
            mirror,
            tuple(sorted(ready)),
            dict(sorted(self._failed.items())),
        )
        if told != self._told:
            write_served(self._settings, told)
            self._told = told


def version_served(url: str, model_name: str) -> str:
    """The version that a ready predictor says it serves."""
    answer = get(f"{url}/v2/models/{model_name}")
    versions = json.loads(answer.text).get("versions", []) if answer and answer.status == 200 else []
    return str(versions[0]).rpartition("/")[2] if versions else "unknown"
