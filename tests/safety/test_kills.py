"""kill -9 at any moment leaves what is served as before or as it should become; see `python -m tests.safety.kills`."""

from pathlib import Path

import pytest

from tests.safety.kills import KINDS

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("feast")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kill_breaks_nothing(kind: str, tmp_path: Path) -> None:
    tally = KINDS[kind](tmp_path, 3)
    assert (tally.tried, tally.broken) == (3, 0)
