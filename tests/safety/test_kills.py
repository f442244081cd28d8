"""kill -9 at any moment leaves what is served as before or as it should become.

`python -m tests.safety.kills` tries more moments, and trainings, of which each moment costs three.
"""

from pathlib import Path

import pytest

from tests.safety.kills.kinds import IN_A_TRAINED_HOME, KINDS
from tests.trained import TrainedHome

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("feast")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kill_breaks_nothing(kind: str, tmp_path: Path) -> None:
    tally = KINDS[kind](tmp_path, 2)
    assert (tally.tried, tally.broken) == (2, [])


def test_a_killed_driver_is_followed_by_one_that_ends_its_rollout(tmp_path: Path, trained_home: TrainedHome) -> None:
    tally = IN_A_TRAINED_HOME["rollout"](tmp_path, 1, trained_home)
    assert (tally.tried, tally.broken) == (1, [])
