"""A driver of a rollout as a process of its own, so that a test can kill it.

``drive.py HOME NAMESPACE [CANDIDATE [INTERVAL]]`` runs in the node's network, from where pods' addresses are reached.
With a candidate it begins a rollout, without one it goes on with the newest; with the interval "asked" it says how many
requests the candidate had in this step. Quality is as good on paper; health is what the pods counted.
"""

import subprocess
import sys
import time
from pathlib import Path

from kubernetes import config

from pikkit.deploying.rollouts import StoredLedger, drive, lock_of
from pikkit.rollout.driver import Driver
from pikkit.rollout.gateway.target import GatewayTarget
from pikkit.rollout.strategy import make_strategy
from pikkit.settings import Settings
from pikkit.settings.rollout import JudgeRules
from tests.cluster.kube import PATIENCE
from tests.cluster.machine.places import places
from tests.rollout.parts import Known

RULES = JudgeRules(min_requests=10, ready_seconds=PATIENCE, latency_slack_ms=1000)


class Champion:
    """A registry of one name, kept in a ConfigMap that the stand-ins read."""

    def __init__(self, namespace: str) -> None:
        self._kubectl = [str(places().programs / "kubectl"), "-n", namespace]

    def champion(self) -> str | None:
        return self._asked("get", "configmap", "registry", "-o", "jsonpath={.data.champion}") or None

    def promote(self, version: str) -> None:
        self._asked("patch", "configmap", "registry", "-p", f'{{"data": {{"champion": "{version}"}}}}')

    def _asked(self, *arguments: str) -> str:
        """A registry is not the API server: while that is away, this one still answers."""
        end = time.monotonic() + PATIENCE
        while True:
            done = subprocess.run([*self._kubectl, *arguments], capture_output=True, text=True, check=False)
            if not done.returncode or time.monotonic() > end:
                done.check_returncode()
                return done.stdout
            time.sleep(1)


def make_driver(home: Path, namespace: str) -> Driver:
    settings = Settings(home=home, store_url="", model_name="pikkit", gateway_namespace=namespace)
    registry = Champion(namespace)
    target = GatewayTarget(settings, registry.champion)
    return Driver("pikkit", StoredLedger(settings), target, Known(), registry, RULES, "ann")


def main(home: Path, namespace: str, candidate: str = "", interval: str = "1s") -> None:
    config.load_kube_config()
    driver = make_driver(home, namespace)
    if interval == "asked":
        counted = driver.target.traffic(candidate)
        sys.stdout.write(f"{counted.requests if counted else 0}\n")
        return
    if candidate:
        driver.start(candidate, make_strategy("canary", "10,50,100", interval))
    settings = Settings(home=home, store_url="", model_name="pikkit", gateway_namespace=namespace)
    for rollout in drive(driver, lock_of(settings, "ann")):
        sys.stdout.write(
            f"{rollout.phase} {rollout.last.decision} {rollout.percent} {' '.join(rollout.last.reasons)}\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
