"""The embedded servers as a rollout's target."""

from pikkit.base.errors import NotReadyError
from pikkit.base.process import process_runs
from pikkit.rollout.embedded.files import (
    Served,
    Wanted,
    read_served,
    read_wanted,
    write_wanted,
)
from pikkit.rollout.embedded.first_reading import FirstCounts, read_first, write_first
from pikkit.rollout.embedded.statistics import read_counters
from pikkit.rollout.judging.evidence import ArmTraffic
from pikkit.rollout.planning.goal import Act
from pikkit.rollout.target import Observed, RolloutOrder
from pikkit.settings import Settings


class EmbeddedTarget:
    """Whatever ``pikkit serve`` or ``pikkit run`` serves in a home.

    Args:
        settings: The home's.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def apply(self, order: RolloutOrder) -> None:
        """Say what is wanted; the serving process does it within a second or so of the versions' being ready."""
        served = self._served()
        candidate, stable, percent = order.candidate, order.stable, order.goal.percent
        if order.goal.act is Act.PROMOTE:
            wanted = Wanted(candidate, {candidate: 100})
        elif order.goal.act is Act.ROLL_BACK:
            wanted = Wanted(stable, {stable: 100})
        else:
            wanted = Wanted(stable, {stable: 100 - percent, candidate: percent}, order.mirror)
        if read_wanted(self._settings) != wanted:
            write_first(
                self._settings, _counted(served, {stable, candidate})
            )  # each step is judged by its own requests
            write_wanted(self._settings, wanted)

    mirrors = True

    def observe(self, stable: str) -> Observed:  # noqa: ARG002 - the wanted weights name every version
        """What is wanted, and what the serving process says."""
        served, wanted = self._served(), read_wanted(self._settings)
        asked = wanted.weights if wanted else {}
        return Observed(asked, served.weights, frozenset(served.ready), served.failed)

    def traffic(self, version: str) -> ArmTraffic | None:
        """What Envoy counted of a version since the traffic was last divided, whoever did that."""
        served, first = self._served(), read_first(self._settings)
        counted = read_counters(served.admin, version)
        if counted is None:
            return None
        return counted.after(first.versions.get(version) if first.pid == served.pid else None).traffic

    def _served(self) -> Served:
        """What the serving process says.

        Raises:
            NotReadyError: None runs, or it runs without an Envoy.
        """
        served = read_served(self._settings)
        if served is None or not process_runs(served.pid):
            raise NotReadyError(
                f"Nothing serves in {self._settings.resolved_home} that could roll a version out. Start it with "
                "`pikkit serve`; it needs Envoy (pip install 'pikkit[embedded]')."
            )
        return served


def _counted(served: Served, versions: set[str]) -> FirstCounts:
    read = {version: read_counters(served.admin, version) for version in versions}
    return FirstCounts(served.pid, {version: one for version, one in read.items() if one is not None})
