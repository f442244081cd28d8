"""Run a pipeline on this machine: each step a process, everything it makes below home."""

import fcntl
import logging
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from kfp import local

from pikkit.lineage.parents import RunId
from pikkit.lineage.recording import recorded_pipeline
from pikkit.pipelines.environment import step_environment
from pikkit.pipelines.events import PIPELINE, StepEvent, StepState
from pikkit.pipelines.failures import StepFailure
from pikkit.pipelines.warm_steps import step_server
from pikkit.pipelines.watching import RunLog, StepWatcher
from pikkit.settings import Settings

RUNS_KEPT = 3
LOGS_KEPT = 20

Emit = Callable[[StepEvent], None]


def run_locally(
    pipeline: Any, arguments: dict[str, object], settings: Settings, emit: Emit, name: str = "training"
) -> StepFailure | None:
    """Run a pipeline with kfp's local runner.

    Nothing is printed. Outputs go to ``{home}/runs``, what the steps say to ``{home}/logs``; old ones are removed.

    Args:
        pipeline: What ``@dsl.pipeline`` made.
        arguments: Its arguments.
        settings: What every step reads as its settings.
        emit: Called with each event, of the steps and of the run.
        name: First part of the run's name.

    Returns:
        Why it failed, or None.
    """
    run = f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%S.%f}"
    root, log = settings.resolved_home / "runs" / run, settings.resolved_home / "logs" / f"{run}.log"
    for folder, kept in ((root.parent, RUNS_KEPT), (log.parent, LOGS_KEPT)):
        folder.mkdir(parents=True, exist_ok=True)
        _make_room(folder, f"{name}-*", kept - 1)
    began = time.monotonic()
    emit(StepEvent(PIPELINE, StepState.STARTED, summary={"run": run, "steps": steps_of(pipeline)}, log=str(log)))
    with recorded_pipeline(pipeline.name, run, settings) as lineage:
        failure = _run(pipeline, arguments, settings, emit, _Places(root, log, lineage.id))
        lineage.error = failure.sentence if failure else ""
    seconds = round(time.monotonic() - began, 3)
    state = StepState.FAILED if failure else StepState.DONE
    emit(StepEvent(PIPELINE, state, seconds, error=failure.sentence if failure else "", log=str(log)))
    return failure


def steps_of(pipeline: Any) -> list[str]:
    """The names of a pipeline's steps, those of its groups (such as what an exit handler watches over) too."""
    spec = pipeline.pipeline_spec
    return sorted(task.replace("-", "_") for task in _tasks(spec.root.dag, spec.components))


def _tasks(dag: Any, components: Any) -> Iterator[str]:
    for name, task in dag.tasks.items():
        group = components[task.component_ref.name].dag
        if group.tasks:
            yield from _tasks(group, components)
        else:
            yield name


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a run's outputs and its log go, and what lineage calls it."""

    root: Path
    log: Path
    run: RunId


def _run(
    pipeline: Any, arguments: dict[str, object], settings: Settings, emit: Emit, places: _Places
) -> StepFailure | None:
    root, log = places.root, places.log
    with (
        _held(log) as file,
        _scratch(root) as scratch,
        step_environment(settings, scratch, places.run),
        step_server(scratch, steps_of(pipeline)),
    ):
        runner = local.SubprocessRunner(use_venv=False)
        local.init(runner, pipeline_root=str(root), workspace_root=str(scratch / "workspace"), raise_on_error=False)
        quiet = RunLog(file)
        watcher = StepWatcher(root, quiet, log, emit)
        with redirect_stdout(quiet), redirect_stderr(quiet), _watched(watcher, quiet):
            pipeline(**arguments)
    return watcher.failure


@contextmanager
def _held(log: Path) -> Iterator[TextIO]:
    """A log to write to, locked while the run goes on: whoever looks at it sees whether the run still does."""
    with log.open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


@contextmanager
def _scratch(root: Path) -> Iterator[Path]:
    scratch = root / "scratch"
    scratch.mkdir(parents=True)
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def _watched(watcher: StepWatcher, log: RunLog) -> Iterator[None]:
    """Watch the root logger, and take the handlers away that kfp leaves there: they write to a log that is closed."""
    logger = logging.getLogger()
    logger.addFilter(watcher)
    try:
        yield
    finally:
        logger.removeFilter(watcher)
        for handler in logger.handlers.copy():
            if isinstance(handler, logging.StreamHandler) and handler.stream is log:
                logger.removeHandler(handler)


def _make_room(folder: Path, pattern: str, kept: int) -> None:
    """Remove the oldest; names sort by time."""
    for old in sorted(folder.glob(pattern))[:-kept]:
        if old.is_dir():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.unlink(missing_ok=True)
