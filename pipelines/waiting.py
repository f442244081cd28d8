"""Schedules on this machine: a process in the foreground that starts pipelines as processes when it is time."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from apscheduler.events import EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobSubmissionEvent
from apscheduler.schedulers.background import BackgroundScheduler

from pikkit.base.cron import Cron
from pikkit.pipelines.arguments import Value
from pikkit.pipelines.cron_trigger import CronTrigger
from pikkit.pipelines.last_runs import LastRun, write_last_run
from pikkit.settings.schedule import Schedule, ScheduleRules

GRACE_SECONDS = 25.0
"""How long a pipeline may take to stop once it is told to."""

log = logging.getLogger("pikkit.schedule")

Tell = Callable[[str], None]


class Waiting:
    """Runs pipelines when their time comes. One that still runs then is not started a second time."""

    def __init__(self, rules: ScheduleRules, tell: Tell, home: Path) -> None:
        """Prepare.

        Args:
            rules: What runs when.
            tell: Called with a line for every run that begins, ends or is left out.
            home: Where what the last runs came to is kept.
        """
        self._tell, self._home = tell, home
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._stopping = False
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": rules.late_seconds},
        )
        for name, schedule in rules.runs.items():
            trigger = CronTrigger(Cron.parse(schedule.cron), ZoneInfo(rules.zone))
            self._scheduler.add_job(partial(self.run, name, schedule), trigger, id=name, name=name)
        self._scheduler.add_listener(self._left_out, EVENT_JOB_MAX_INSTANCES | EVENT_JOB_MISSED)

    def start(self) -> None:
        """Begin to wait."""
        self._scheduler.start()

    def next_times(self) -> dict[str, datetime]:
        """When each runs next (UTC), by name; after ``start``."""
        return {job.id: job.next_run_time for job in self._scheduler.get_jobs()}

    def run(self, name: str, schedule: Schedule) -> int:
        """Run a pipeline now, to its end; returns its exit code. What it says is in its log in the home."""
        with self._lock:
            if self._stopping:
                return 0
            command = [sys.executable, "-m", "pikkit.pipelines", schedule.pipeline, *_options(schedule.arguments)]
            process = subprocess.Popen(  # noqa: S603 — the command is ours
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
            self._running.add(process)
        began = _now()
        self._tell(f"{name}: began")
        errors = process.communicate()[1].decode(errors="replace").strip()
        with self._lock:
            self._running.discard(process)
        last = errors.splitlines()[-1] if errors else ""
        result = "done" if process.returncode == 0 else f"failed ({process.returncode}): {last}"
        write_last_run(self._home, name, LastRun(began, _now(), result))
        self._tell(f"{name}: {result}")
        return process.returncode

    def stop(self) -> None:
        """Stop waiting, and the runs under way."""
        self._scheduler.shutdown(wait=False)
        with self._lock:
            self._stopping = True
            running = list(self._running)
        for process in running:
            _end(process)

    def _left_out(self, event: object) -> None:
        why = "it still runs" if isinstance(event, JobSubmissionEvent) else "its time is too long ago"
        self._tell(f"{getattr(event, 'job_id', '')}: left out, {why}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _options(arguments: Mapping[str, Value]) -> list[str]:
    """As the command of pipelines takes them."""
    options = {f"--{name.replace('_', '-')}": value for name, value in arguments.items()}
    return [f"{name}={str(value).lower() if isinstance(value, bool) else value}" for name, value in options.items()]


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ask the whole group, which the steps are part of, to stop; then make it."""
    for number, seconds in ((signal.SIGTERM, GRACE_SECONDS), (signal.SIGKILL, GRACE_SECONDS)):
        try:
            os.killpg(process.pid, number)
            process.wait(seconds)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
        else:
            return
