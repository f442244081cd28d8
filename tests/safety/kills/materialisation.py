"""Kill materialisations: served is what was before or what should be, and the next one works as if nothing had been."""

import shutil
from pathlib import Path

from pikkit.features.feast.feast_store import materialize
from tests.feature_repo.conftest import LATE, build
from tests.feature_repo.test_materialisation import ann
from tests.features.histories import DAY, bet, table
from tests.safety.kills.tally import Tally
from tests.safety.kills.victim import Victim

PROGRAM = """
import sys
from datetime import datetime
from pathlib import Path
from pikkit.features.feast.feast_store import materialize
import feast
print("ready", flush=True)
materialize(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), full=True)
"""
BETS = (2, 3)


def kill_materialisations(folder: Path, points: int) -> Tally:
    """Of one history and of another in turn."""
    for count in BETS:
        build(table(*(bet(day * DAY, (day + 1) * DAY) for day in range(count))), folder / f"{count}")
    serving, tally = folder / "serving", Tally()
    _bring(folder, serving, 2)
    victim = Victim(["-c", PROGRAM, str(serving), LATE.isoformat()], says_ready=True)
    before, longest = 2, victim.duration()
    for seconds in tally.moments(points, longest):
        after = 5 - before
        _bring(folder, serving, after)
        tally.killed += victim.killed_after(seconds)[0]
        tally.expect("served", ann(serving), float(before), float(after))
        materialize(serving, LATE)
        tally.expect("served after the next run", ann(serving), float(after))
        tally.expect("left half-written", sorted(serving.glob(".staging-*")), [])
        before = after
    return tally


def _bring(folder: Path, serving: Path, count: int) -> None:
    shutil.copytree(folder / f"{count}" / "views", serving / "views", dirs_exist_ok=True)
