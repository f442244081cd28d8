"""What each file of tests costs in CPU seconds, with the processes it began: printed at the end and kept.

Wall times say more of the machine than of a test; CPU seconds are comparable from run to run. A process counts where it
ended: a server that several files use is counted with the last of them.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

COSTS = "cpu_seconds"
KEPT = Path(".pikkit") / "cache" / "test_costs.json"
SHOWN = 15


def cpu_seconds() -> float:
    """What this process and its ended children have used until now, in seconds."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Note what a phase of a test cost until now; workers send it along with its report."""
    report = yield
    report.user_properties.append((COSTS, cpu_seconds()))
    return report
