"""What each file of tests costs in CPU seconds, with the processes it began: printed at the end and kept.

Wall times say more of the machine than of a test; CPU seconds can be compared from run to run. A process counts where
it ended: a server that several files use is counted with the last of them.
"""

import json
import os
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path

import pytest

CPU_SECONDS = "cpu_seconds"
KEPT = Path(__file__).parents[1] / ".pikkit" / "cache" / "test_costs.json"
SHOWN = 25


class Costs:
    """Counts in each process that runs tests, and adds up in the one that reports."""

    def __init__(self) -> None:
        self._before = cpu_seconds()
        self._files: defaultdict[str, float] = defaultdict(float)

    def pytest_collection_finish(self) -> None:
        """Begin to count: what imports cost is nobody's."""
        self._before = cpu_seconds()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Write on a phase's report what it cost: reports travel from workers, counters do not."""
        report = yield
        now = cpu_seconds()
        report.user_properties.append((CPU_SECONDS, now - self._before))
        self._before = now
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add a phase to its file."""
        costs = [float(str(cost)) for name, cost in report.user_properties if name == CPU_SECONDS]
        self._files[report.location[0]] += sum(costs)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the dearest files, and keep all."""
        if len(self._files) < SHOWN:
            return
        terminalreporter.section(f"{sum(self._files.values()):,.0f} CPU seconds by file of tests")
        dearest = sorted(self._files.items(), key=lambda one: -one[1])
        for name, seconds in dearest[:SHOWN]:
            terminalreporter.line(f"{seconds:8.1f} {name}")
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps(dict(dearest), indent=1))


def cpu_seconds() -> float:
    """What this process and its ended children have used until now, in seconds."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def pytest_configure(config: pytest.Config) -> None:
    """Count from here on."""
    config.pluginmanager.register(Costs(), "costs")
