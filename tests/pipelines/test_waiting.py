"""Schedules on this machine: pipelines as processes, when it is time, and never twice at once."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from pikkit.pipelines.waiting import Waiting
from pikkit.settings.schedule import Schedule, Scheduled, ScheduleRules
from tests.servers import ROOT
from tests.trained import process_environment

DEADLINE = 90


class Heard(list[str]):
    """What was told, line by line."""

    def wait_for(self, words: str, times: int = 1) -> None:
        deadline = time.monotonic() + DEADLINE
        while sum(words in line for line in self) < times:
            assert time.monotonic() < deadline, list(self)
            time.sleep(0.05)


@contextmanager
def waiting(heard: Heard, home: Path, late_seconds: int = 3600) -> Iterator[Waiting]:
    """One schedule, ``weekly``, which comes due by ``come_due`` alone."""
    weekly = Schedule(pipeline=Scheduled.BASELINE, cron="0 0 29 2 *")
    made = Waiting(ScheduleRules(runs={"weekly": weekly}, late_seconds=late_seconds), heard.append, home)
    made.start()
    try:
        yield made
    finally:
        made.stop()


def come_due(made: Waiting, name: str, trigger: object) -> None:
    """Have a schedule's time come now, which its cron would not for years."""
    made._scheduler.reschedule_job(name, trigger=trigger)


def test_a_run_that_fails_is_told_with_its_sentence(home: Path) -> None:
    heard = Heard()
    with waiting(heard, home) as made:
        come_due(made, "weekly", DateTrigger(datetime.now(UTC)))
        heard.wait_for("weekly: failed (2): There is no model models:/pikkit@champion")
    assert heard[0] == "weekly: began"


def test_a_run_is_left_out_while_its_last_goes_on_and_a_stop_ends_it(home: Path) -> None:
    heard = Heard()
    with waiting(heard, home) as made:
        come_due(made, "weekly", IntervalTrigger(seconds=1, start_date=datetime.now(UTC)))
        heard.wait_for("weekly: left out, it still runs")
        (process,) = made._running
    heard.wait_for(f"weekly: failed ({-signal.SIGTERM})")
    assert heard.count("weekly: began") == 1
    assert process.returncode == -signal.SIGTERM


def test_a_run_that_is_too_late_waits_for_its_next_time(home: Path) -> None:
    heard = Heard()
    with waiting(heard, home, late_seconds=1) as made:
        come_due(made, "weekly", DateTrigger(datetime.now(UTC) - timedelta(minutes=5)))
        heard.wait_for("weekly: left out, its time is too long ago")
    assert heard == ["weekly: left out, its time is too long ago"]


def test_the_command_tells_the_next_times_and_ends_when_told(home: Path) -> None:
    command = [sys.executable, "-m", "pikkit.cli.main", "schedule", "run", "--json"]
    env = process_environment(home)
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        try:
            assert run.stdout is not None
            lines = [json.loads(run.stdout.readline())["event"] for _ in range(2)]
            run.send_signal(signal.SIGINT)
            assert run.wait(DEADLINE) == 0
        finally:
            run.kill()
    assert {line.partition(":")[0] for line in lines} == {"monitoring", "baseline"}
    assert all("next at" in line for line in lines)
