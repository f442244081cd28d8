"""A run of Kubeflow Pipelines and its steps, as its API tells of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

ENDED_WELL = frozenset({"SUCCEEDED", "COMPLETE", "SKIPPED", "CACHED"})
ENDED = ENDED_WELL | {"FAILED", "ERROR", "CANCELED"}
_NOT_STEPS = ("-driver", "executor", "root", "exit-hook")


@dataclass(frozen=True, slots=True)
class Task:
    """A step, or a group of steps: its name, its state in the server's words, why it failed, and its pod."""

    name: str
    state: str
    error: str = ""
    pod: str = ""

    @property
    def failed(self) -> bool:
        """Whether it did."""
        return self.state in {"FAILED", "ERROR"}


@dataclass(frozen=True, slots=True)
class Run:
    """A run; ``state`` is in the server's words, SUCCEEDED or FAILED at the end."""

    id: str
    name: str
    state: str
    created: datetime | None = None
    finished: datetime | None = None
    recurring: str = ""
    error: str = ""
    tasks: tuple[Task, ...] = field(default=())

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in ENDED

    @property
    def succeeded(self) -> bool:
        """Whether it came to its end."""
        return self.state in ENDED_WELL

    def task(self, step: str) -> Task | None:
        """A step by its name, with dashes or underscores; of several the one that failed, or the last."""
        tasks = [task for task in self.tasks if same_step(task.name, step)]
        return next((task for task in tasks if task.failed), tasks[-1] if tasks else None)


def same_step(task: str, step: str) -> bool:
    """Whether a task is one of a step; the second of a name has a number."""
    left, right = task.replace("_", "-"), step.replace("_", "-")
    return left == right or (left.startswith(f"{right}-") and left.removeprefix(f"{right}-").isdigit())


def read_run(document: Mapping[str, Any]) -> Run:
    """A run of the API's JSON (v2beta1, RunDetails)."""
    details = document.get("run_details") or {}
    return Run(
        id=str(document.get("run_id", "")),
        name=str(document.get("display_name", "")),
        state=str(document.get("state") or "PENDING"),
        created=_moment(document.get("created_at")),
        finished=_moment(document.get("finished_at")),
        recurring=str(document.get("recurring_run_id") or ""),
        error=_error(document),
        tasks=tuple(_task(task) for task in details.get("task_details") or [] if _is_step(task)),
    )


def _task(document: Mapping[str, Any]) -> Task:
    pods = [child.get("pod_name", "") for child in document.get("child_tasks") or []]
    pod = str(document.get("pod_name") or next(filter(None, reversed(pods)), ""))
    return Task(str(document.get("display_name", "")), str(document.get("state") or "PENDING"), _error(document), pod)


def _is_step(document: Mapping[str, Any]) -> bool:
    """The server's drivers and groups are nodes too."""
    name = str(document.get("display_name", ""))
    return bool(name) and not name.endswith(_NOT_STEPS)


def _error(document: Mapping[str, Any]) -> str:
    return str((document.get("error") or {}).get("message") or "")


def _moment(text: Any) -> datetime | None:
    """Zero times (1970, year 1) say that it has not been."""
    moment = datetime.fromisoformat(str(text).replace("Z", "+00:00")) if text else None
    return moment if moment and moment.year > 1970 else None
