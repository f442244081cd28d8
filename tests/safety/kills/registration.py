"""Kill registrations, the end of a training: the champion is a whole model each time, and the next one works."""

from pathlib import Path

from pikkit.registry import resolve
from pikkit.registry.client import connect
from pikkit.training.bundle import Bundle
from tests.safety.kills.tally import Tally
from tests.safety.kills.victim import Victim
from tests.training.registries import NAME, Registry

PROGRAM = """
import sys
from pathlib import Path
import mlflow
from tests.training.registries import Registry
registry = Registry(Path(sys.argv[1]))
print("ready", flush=True)
registry.register()
"""


def kill_registrations(folder: Path, points: int) -> Tally:
    """Each of a new version of one model."""
    connect(f"sqlite:///{folder / 'mlflow.db'}").search_experiments()
    registry, tally = Registry(folder), Tally()
    registry.register()
    victim = Victim(["-c", PROGRAM, str(folder)], says_ready=True)
    longest = victim.duration()
    for seconds in tally.moments(points, longest):
        tally.killed += victim.killed_after(seconds)[0]
        _served(registry)
        made = registry.register()
        tally.expect("the champion after the next run", _served(registry), made.version)
    return tally


def _served(registry: Registry) -> str:
    """The champion's version; it fails where its files are not whole."""
    found = resolve(f"models:/{NAME}@champion", registry.uri)
    assert Bundle.load(found.folder).recipe
    return found.version
