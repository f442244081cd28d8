"""Kill drivers of rollouts on a real `pikkit serve` under load: no decision is lost, and the next driver ends it."""

import json
from collections import deque
from pathlib import Path

from pikkit.deploying.rollouts import begin, drive, lock_of, make_driver
from pikkit.rollout.ledger import Deployment
from pikkit.rollout.state import LedgerEvent
from pikkit.rollout.strategy import make_strategy
from pikkit.settings import Settings
from tests.rollout.load import requests
from tests.rollout.versions import EQUAL, add_version, copied
from tests.safety.kills.tally import Tally
from tests.safety.kills.victim import Victim
from tests.safety.serving import Serving, serving, until
from tests.trained import TrainedHome, process_environment

RULES = {"count_learned": True, "min_requests": 1, "latency_slack_ms": 1e6}
"""Equal versions are promoted, also where the machine is busy and the newer one answers its first requests slowly."""
STEPS, INTERVAL = "20,60,100", "1s"


def kill_drivers(folder: Path, points: int, trained: TrainedHome) -> Tally:
    """Of rollouts of two versions that are as good, one after the other."""
    settings = copied(trained.home, folder / "made")
    versions = ("1", add_version(settings, EQUAL))
    with serving(TrainedHome(settings.resolved_home, trained.exports), folder) as served:
        return _Series(served, versions).run(points)


class _Series:
    def __init__(self, served: Serving, versions: tuple[str, str]) -> None:
        rules = served.settings.rollout.model_copy(update=RULES)
        self._settings: Settings = served.settings.model_copy(update={"rollout": rules})
        self._served, self._versions, self._tally = served, versions, Tally()

    def run(self, points: int) -> Tally:
        with requests(self._served.predictor_url) as load:
            longest = self._victim(self._challenger).duration()
            for seconds in self._tally.moments(points, longest):
                self._kill(seconds)
            until(lambda: load.versions[-20:] == [f"{self._settings.model_name}/{self._champion}"] * 20)
        self._tally.expect("failed requests", load.failures, [])
        return self._tally

    def _kill(self, seconds: float) -> None:
        """Kill one driver, and have the next one end its rollout."""
        stable, candidate, before = self._champion, self._challenger, self._ledger()
        killed, said = self._victim(candidate).killed_after(seconds)
        self._tally.killed += killed
        left = self._ledger()
        told = [json.loads(line)["id"] for line in said if line.startswith("{")]
        self._tally.expect("decisions told and lost", [one for one in told if one not in _ids(left)], [])
        if killed:
            self._go_on(candidate, begun=len(left) > len(before))
        after = self._ledger()
        self._tally.expect("the older ledger", after[-len(left) :], left)
        new = [one.decision for one in after[: len(after) - len(before)]]
        self._tally.expect("rollouts begun for one", new.count(LedgerEvent.START), 1)
        ends = {LedgerEvent.PROMOTE: candidate, LedgerEvent.ROLLBACK: stable}  # a busy machine may have it rolled back
        self._tally.expect("the last decisions", new[:2], *([LedgerEvent.DONE, end] for end in ends))
        self._tally.expect("the champion", self._champion, ends.get(LedgerEvent(new[1])))
        lock_of(self._settings, "another").take()
        lock_of(self._settings, "another").give_back()

    def _go_on(self, candidate: str, *, begun: bool) -> None:
        """End what the killed driver began, or begin."""
        driver, lock = make_driver(self._settings, "ann"), lock_of(self._settings, "ann")
        if not begun:
            begin(driver, self._settings, candidate, make_strategy("canary", STEPS, INTERVAL), lock)
        deque(drive(driver, lock), maxlen=0)

    @property
    def _champion(self) -> str:
        return str(make_driver(self._settings, "ann").aliases.champion())

    @property
    def _challenger(self) -> str:
        return next(version for version in self._versions if version != self._champion)

    def _ledger(self) -> list[Deployment]:
        return make_driver(self._settings, "ann").ledger.history()

    def _victim(self, candidate: str) -> Victim:
        environment = process_environment(self._settings.resolved_home) | {
            f"PIKKIT_ROLLOUT__{name.upper()}": json.dumps(value) for name, value in RULES.items()
        }
        command = ["rollout", "start", candidate, "--steps", STEPS, "--interval", INTERVAL, "--json"]
        return Victim(["-m", "pikkit.cli.main", *command], environment)


def _ids(ledger: list[Deployment]) -> set[str]:
    return {one.id for one in ledger}
