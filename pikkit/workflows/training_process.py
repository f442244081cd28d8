"""Run the training pipeline as a process and follow it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from pikkit.base.errors import NotReadyError, PikkitError
from pikkit.base.steps import Step
from pikkit.embedded.child import REFUSED, Child, ChildFailedError, start_child
from pikkit.settings import Settings
from pikkit.workflows.home_record import TrainingRecord, training_key
from pikkit.workflows.progress_words import progress_words
from pikkit.workflows.training_messages import (
    PIPELINE,
    EvaluationDocument,
    LearnedQuotes,
    Registered,
    StepMessage,
    Tuning,
)

_PAGES = (("validate", "report"), ("report", "run_report"))
"""The steps that write a page for people, and what their outputs are called."""


@dataclass
class _Followed:
    """What the events said so far."""

    log: str = ""
    error: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    done: dict[str, StepMessage] = field(default_factory=dict)

    def add(self, event: StepMessage, step: Step) -> None:
        self.log = event.log or self.log
        self.error = event.error or self.error
        if event.step == PIPELINE:
            return
        if event.state == "started":
            step.update(_words(event.step))
        elif event.state == "running":
            step.update(f"{_words(event.step)}: {progress_words(event.summary)}")
        elif event.state == "done":
            self.done[event.step] = event
            self.seconds[event.step] = event.seconds or 0.0
            step.note(f"{_words(event.step)} ({event.seconds or 0.0:.1f} s)")


def train_on_store(settings: Settings, step: Step, example: Callable[[], dict[str, object]]) -> TrainingRecord:
    """Train on the bets of the store, with every step noted, and keep the record.

    Args:
        settings: Where everything is, and how much effort is made.
        step: Told how it goes.
        example: Gives a score request for one of the bets, for the record.

    Raises:
        NotReadyError: The bets do not allow it; the sentence says why.
        ChildFailedError: A step failed unexpectedly.
    """
    child = start_child("training", "pikkit.pipelines", ["training", *_arguments(settings)], settings, piped=True)
    followed = _Followed()
    try:
        for event in _events(child):
            followed.add(event, step)
        child.process.wait()
    finally:
        child.stop()
    if child.process.returncode:
        raise _failure(child, followed)
    record = _record(settings, followed, example())
    record.write(settings)
    return record


def _arguments(settings: Settings) -> list[str]:
    options = {
        "--trials": settings.tuning_trials,
        "--seconds": settings.tuning_seconds,
        "--seed": settings.seed,
        "--test-share": settings.test_share,
    }
    return ["--json", *(text for name, value in options.items() for text in (name, str(value)))]


def _events(child: Child) -> Iterator[StepMessage]:
    for line in child.process.stdout or ():
        try:
            yield StepMessage.model_validate_json(line)
        except ValidationError:  # a library that prints to stdout is no event
            continue


def _failure(child: Child, followed: _Followed) -> PikkitError:
    if not followed.error:
        return child.failure()
    if child.process.returncode == REFUSED:
        return NotReadyError(followed.error)
    return ChildFailedError(followed.error)


def _record(settings: Settings, followed: _Followed, example: dict[str, object]) -> TrainingRecord:
    evaluated, registered = followed.done["evaluate"], followed.done["register"]
    summary = {name: value or None for name, value in registered.summary.items()}
    quality, run_report = (Path(followed.done[step].artifacts[name]) for step, name in _PAGES)
    return TrainingRecord(
        key=training_key(settings, str(followed.done["ingest"].summary["fingerprint"])),
        finished_at=datetime.now(UTC),
        model=Registered.model_validate(summary),
        evaluation=EvaluationDocument.model_validate_json(Path(evaluated.artifacts["evaluation"]).read_bytes()),
        request=example,
        log=followed.log,
        report=str(quality / "report.html"),
        seconds=followed.seconds,
        model_report=str(run_report / "report.html"),
        tuning=Tuning.model_validate(followed.done["tune"].summary),
        quotes=LearnedQuotes.model_validate(followed.done["build_features"].summary),
    )


def _words(step: str) -> str:
    return step.replace("_", " ")
