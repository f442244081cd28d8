"""Runs of pipelines on this machine, as their logs and files tell of them: what `status` and its like show here."""

import fcntl
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pikkit.base.errors import InputError, NotReadyError
from pikkit.kubeflow.run import Run, Task, same_step
from pikkit.pipelines.catalogue import NAMES
from pikkit.pipelines.failures import step_failure
from pikkit.pipelines.step_log import StepLine, lines_by_step
from pikkit.settings import Settings

_NAME = re.compile(r"(?P<pipeline>[a-z]+)-(?P<began>\d{8}T\d{6}\.\d{6})")
_STATES = {"SUCCESS": "SUCCEEDED", "FAILURE": "FAILED", "SKIPPED": "SKIPPED"}
_NOT_WRITTEN = frozenset({"executor_output.json", "scratch"})
"""What kfp and the runner keep beside the steps' outputs for themselves."""


class HomeRuns:
    """The runs of a home whose logs are still there, in the words of a cluster's."""

    def __init__(self, settings: Settings) -> None:
        """Look into the home of the settings."""
        self._home = settings.resolved_home

    def runs(self) -> list[Run]:
        """All of them, the newest first, without their steps; of one that failed, why."""
        logs = [log for log in (self._home / "logs").glob("*.log") if _is_run(log.stem)]
        newest = sorted(logs, key=lambda log: log.stem.partition("-")[2], reverse=True)
        return [_alone(self.run(log.stem)) for log in newest]

    def run(self, name: str) -> Run:
        """A run by its name.

        Raises:
            InputError: There is none, or no longer.
        """
        log = self._log(name)
        lines = list(lines_by_step(log))
        running = _is_held(log)
        tasks = tuple(_tasks(lines, running=running))
        failed = [task for task in tasks if task.failed]
        state = "RUNNING" if running else "FAILED" if failed or not _is_whole(lines) else "SUCCEEDED"
        finished = None if running else datetime.fromtimestamp(log.stat().st_mtime, UTC)
        error = "It was stopped before its end." if state == "FAILED" and not failed else ""
        return Run(name, f"pikkit-{_parts(name)['pipeline']}", state, _began(name), finished, error=error, tasks=tasks)

    def log(self, run: Run, step: str) -> Iterator[str]:
        """What a step said, line by line.

        Raises:
            InputError: The run has no such step.
        """
        if run.task(step) is None:
            there = ", ".join(dict.fromkeys(task.name.replace("-", "_") for task in run.tasks)) or "none yet"
            raise InputError(f"The run has no step {step!a}; there are {there}.")
        return (line.text for line in lines_by_step(self._log(run.id)) if same_step(line.step, step))

    def copy_artifacts(self, name: str, folder: Path) -> list[Path]:
        """Copy all that a run's steps wrote below a folder, as step/…/name; returns the files.

        Raises:
            InputError: There is no such run.
            NotReadyError: It left nothing, or that was removed; those of the newest runs are kept.
        """
        self._log(name)
        kept = self._home / "runs" / name
        paths = [path for path in sorted(kept.glob("*/**/*")) if path.is_file() and not _NOT_WRITTEN & set(path.parts)]
        if not paths:
            raise NotReadyError(
                f"There are no artifacts of the run {name}; those of each pipeline's newest runs are kept."
            )
        return [_copied(path, folder.joinpath(*path.relative_to(kept).parts[1:])) for path in paths]

    def retry(self, name: str) -> None:
        """A run here is not gone on with.

        Raises:
            InputError: Always, with what to do instead.
        """
        self._log(name)
        raise InputError("A run here is not gone on with; `pikkit pipelines submit` begins another.")

    def page(self, run: Run) -> str:
        """Where a person reads on."""
        return f"Its log is {self._log(run.id)}."

    def _log(self, name: str) -> Path:
        log = self._home / "logs" / f"{name}.log"
        if not _is_run(name) or not log.is_file():
            raise InputError(f"There is no run {name!a} here; `pikkit pipelines status` lists those that are kept.")
        return log


def _tasks(lines: list[StepLine], *, running: bool) -> Iterator[Task]:
    for number, line in enumerate(lines):
        if not line.begins:
            continue
        own = [later for later in lines[number + 1 :] if later.step == line.step]
        ended = next((later for later in own if later.status), None)
        if ended is None:
            yield Task(line.step, "RUNNING") if running else Task(line.step, "FAILED", "It was stopped.")
        elif ended.status == "FAILURE":
            yield Task(line.step, "FAILED", step_failure(line.step, (later.text for later in own)).sentence)
        else:
            yield Task(line.step, _STATES.get(ended.status, ended.status))


def _alone(run: Run) -> Run:
    """A run without its steps, whose error is that of the first that failed."""
    whys = [run.error, *(f"{task.name}: {task.error}" for task in run.tasks if task.failed)]
    return replace(run, tasks=(), error=next(filter(None, whys), ""))


def _is_whole(lines: list[StepLine]) -> bool:
    """Whether the log has the run's own end."""
    return any(not line.step and line.status == "SUCCESS" for line in lines)


def _is_held(log: Path) -> bool:
    """Whether the process that runs it lives: it holds the log's lock to its end."""
    with log.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _is_run(name: str) -> bool:
    match = _NAME.fullmatch(name)
    return match is not None and match["pipeline"] in NAMES


def _parts(name: str) -> re.Match[str]:
    match = _NAME.fullmatch(name)
    if match is None:
        raise InputError(f"The run {name!a} is none of a pipeline.")
    return match


def _began(name: str) -> datetime:
    return datetime.strptime(_parts(name)["began"], "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)


def _copied(path: Path, to: Path) -> Path:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)
    return to
