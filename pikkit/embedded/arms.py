"""The predictors that serve: one, or two while a candidate is rolled out, kept as ``pikkit rollout`` wants them."""

import json
import os
import time
from dataclasses import dataclass

from pikkit.base.errors import PikkitError
from pikkit.embedded.child import Child, start_child
from pikkit.embedded.front import EnvoyFront
from pikkit.embedded.http import get
from pikkit.embedded.kept_child import KeptChild, Say
from pikkit.embedded.ports import free_port
from pikkit.rollout.embedded.envoy import LOOPBACK, Arm
from pikkit.rollout.embedded.files import Served, Wanted, read_wanted, served_file, write_served
from pikkit.settings import Settings

READY_SECONDS = 300.0
"""How long a predictor may take to become ready, on a machine that does much else; one that cannot ends sooner."""
DRAIN_SECONDS = 2.0
"""How long a version that gets no more requests may finish those it has."""


@dataclass
class _Running:
    arm: Arm
    kept: KeptChild
    started: float
    idle_since: float | None = None
    dead: bool = False

    @property
    def child(self) -> Child:
        return self.kept.child


class Arms:
    """The processes of the versions behind an Envoy.

    Args:
        settings: The home they serve.
        stable: The version that serves without a rollout.
        front: The Envoy.
        follows: Whether the stable version's process goes with the champion's alias, as without a rollout under way.
    """

    def __init__(self, settings: Settings, stable: str, front: EnvoyFront, *, follows: bool) -> None:
        self._follows = follows
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
        arm = Arm(self._stable, port)
        self._running[self._stable] = _Running(arm, self._kept(arm, child), time.monotonic())
        self._know()
        self._divide({self._stable: 100}, None)

    def keep(self, say: Say) -> None:
        """Bring what runs nearer to what is wanted: one look, which never waits.

        Args:
            say: Told of processes that are started again.

        Raises:
            PikkitError: The only version's process ends again and again.
        """
        wanted = read_wanted(self._settings) or Wanted(self._stable, {self._stable: 100})
        self._start(wanted)
        self._restart(wanted, say)
        ready = {version for version, one in self._running.items() if self._is_ready(one)}
        if wanted.stable in ready:
            self._failed.pop(wanted.stable, None)  # it was started again
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
                self._running[version] = _Running(arm, self._kept(arm, self._child(arm)), time.monotonic())

    def _kept(self, arm: Arm, child: Child) -> KeptChild:
        return KeptChild(lambda: self._child(arm), child)

    def _child(self, arm: Arm) -> Child:
        settings = self._settings
        uri = f"models:/{settings.model_name}/{arm.version}"
        options = ["--host", LOOPBACK, "--port", str(arm.port), "--model-uri", uri]
        if self._goes_with_champion(arm.version):  # what it had served serves, where the champion cannot
            options[-1:] = [f"models:/{settings.model_name}@champion", "--fallback-uri", uri]
        return start_child(f"predictor-{arm.version}", "pikkit.inference.predictor", options, settings)

    def _goes_with_champion(self, version: str) -> bool:
        """Whether it is what serves without a rollout; a former champion that is rolled out again is itself."""
        wanted = read_wanted(self._settings)
        return self._follows and version == self._stable and (wanted is None or wanted.stable == version)

    def _restart(self, wanted: Wanted, say: Say) -> None:
        """Start again what ended by itself; a candidate only reports it, which rolls it back."""
        for version, one in list(self._running.items()):
            if version == wanted.stable:
                self._keep_stable(version, one, say)
            elif one.child.ended and version not in self._failed:
                self._failed[version] = str(one.child.failure())
                one.dead = True

    def _keep_stable(self, version: str, one: _Running, say: Say) -> None:
        before = one.child
        if before.ended:
            self._failed.setdefault(version, str(before.failure()))
        try:
            one.kept.look(say)
        except PikkitError:
            if len(self._running) == 1:
                raise
        if one.child is not before:
            one.started = time.monotonic()

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
        served = Served(
            os.getpid(),
            self._front.admin,
            weights,
            mirror,
            tuple(sorted(ready)),
            dict(sorted(self._failed.items())),
        )
        if served != self._told:
            write_served(self._settings, served)
            self._told = served


def version_served(url: str, settings: Settings) -> str:
    """The version that a ready predictor says it serves."""
    answer = get(f"{url}/v2/models/{settings.model_name}", token=settings.resolved_predictor_token)
    versions = json.loads(answer.text).get("versions", []) if answer and answer.status == 200 else []
    return str(versions[0]).rpartition("/")[2] if versions else "unknown"
