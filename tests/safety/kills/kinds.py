"""What is killed, by name."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.safety.kills.materialisation import kill_materialisations
from tests.safety.kills.registration import kill_registrations
from tests.safety.kills.rollout import kill_drivers
from tests.safety.kills.tally import Tally
from tests.safety.kills.training import kill_trainings
from tests.trained import TrainedHome

KINDS: Mapping[str, Callable[[Path, int], Tally]] = {
    "materialise": kill_materialisations,
    "register": kill_registrations,
}
IN_A_TRAINED_HOME: Mapping[str, Callable[[Path, int, TrainedHome], Tally]] = {
    "train": kill_trainings,
    "rollout": kill_drivers,
}
