"""Follows kfp's local runner through what it logs, and keeps all of it in a file instead of on stdout."""

import io
import json
import logging
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from pikkit.base.progress import read_progress
from pikkit.pipelines.events import StepEvent, StepState
from pikkit.pipelines.failures import BROKEN, StepFailure, step_failure
from pikkit.pipelines.step_log import COLOUR, ENDED, STARTED

_LINES_KEPT = 400


class RunLog(io.TextIOBase):
    """Stands in for stdout and stderr: writes to a file, and remembers the last lines of the step that runs."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._begun = ""
        self.heard: Callable[[str], None] = lambda _: None
        """Called with each line."""
        self.tail: deque[str] = deque(maxlen=_LINES_KEPT)

    def write(self, text: str) -> int:
        """Write through; lines are complete at their newline."""
        *lines, self._begun = (self._begun + text).split("\n")
        self.tail.extend(lines)
        for line in lines:
            self.heard(line)
        self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush the file."""
        self._file.flush()


class StepWatcher(logging.Filter):
    """A filter of the root logger that lets everything through and tells of the steps it sees begin and end.

    kfp's local runner has no callback. It logs to the root logger, whose handlers it replaces but whose filters it
    leaves alone.
    """

    def __init__(self, root: Path, log: RunLog, log_file: Path, emit: Callable[[StepEvent], None]) -> None:
        """Watch a run whose outputs go below ``root``, and call ``emit`` with each event."""
        super().__init__()
        self._root = root
        self._log = log
        self._log_file = log_file
        self._emit = emit
        log.heard = self._hear
        self._began = time.monotonic()
        self.failure: StepFailure | None = None
        """Why the first step that failed did."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let it through."""
        message = COLOUR.sub("", record.getMessage())
        if started := STARTED.fullmatch(message):
            self._began = time.monotonic()
            self._log.tail.clear()
            self._emit(StepEvent(_step(started["task"]), StepState.STARTED))
        elif ended := ENDED.fullmatch(message):
            self._end(ended["task"], ended["status"])
        return True

    def _hear(self, line: str) -> None:
        if (figures := read_progress(line)) is not None:
            step = str(figures.pop("step", ""))
            self._emit(StepEvent(step, StepState.RUNNING, round(time.monotonic() - self._began, 3), figures))

    def _end(self, task: str, status: str) -> None:
        seconds = round(time.monotonic() - self._began, 3)
        if status != "SUCCESS":
            self._fail(_step(task), seconds)
            return
        summary, artifacts = _outputs(self._root, task)
        self._emit(StepEvent(_step(task), StepState.DONE, seconds, summary, artifacts))

    def _fail(self, step: str, seconds: float) -> None:
        failure = step_failure(step, self._log.tail)
        if failure.code == BROKEN:
            failure = StepFailure(f"{failure.sentence} The log is {self._log_file}.", BROKEN)
        self.failure = self.failure or failure
        self._emit(StepEvent(step, StepState.FAILED, seconds, error=failure.sentence, log=str(self._log_file)))


def _step(task: str) -> str:
    return task.replace("-", "_")


def _outputs(root: Path, task: str) -> tuple[dict[str, object], dict[str, str]]:
    """Metadata and paths of the artifacts a task wrote, from the file in which kfp's executor says so."""
    summary: dict[str, object] = {}
    paths: dict[str, str] = {}
    for file in root.rglob(f"{task}/executor_output.json"):
        document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        for name, listed in document.get("artifacts", {}).items():
            for artifact in listed["artifacts"]:
                summary |= artifact.get("metadata", {})
                paths[name] = artifact["uri"]
    return summary, paths
