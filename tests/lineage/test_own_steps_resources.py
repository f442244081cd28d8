"""What the steps of a run used is read from its journal, and of no other run."""

from pathlib import Path

import pytest

from pikkit.lineage.own_steps_resources import own_steps_resources
from pikkit.lineage.parents import PARENT
from pikkit.lineage.recording import recorded
from pikkit.lineage.run_journal import journal_of
from pikkit.settings import Settings

RUN, OTHER = "0190f1a0-0000-7000-8000-000000000001", "0190f1a0-0000-7000-8000-000000000002"


def test_figures_are_those_of_the_own_runs_ended_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(home=tmp_path)
    for run, step in ((OTHER, "tune"), (RUN, "ensemble")):
        monkeypatch.setenv(PARENT, f"pikkit/pikkit-training/{run}")
        with recorded(step, settings):
            pass
    with journal_of(settings).open("a") as journal:
        journal.write(f'{{"torn": "{RUN} cpu_seconds')
    found = own_steps_resources(settings)
    assert sorted(found) == ["system/ensemble/cpu_seconds", "system/ensemble/peak_memory_mib"]
    assert min(found.values()) > 0
    monkeypatch.delenv(PARENT)
    assert own_steps_resources(settings) == {}
