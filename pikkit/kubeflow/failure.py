"""Why a run on a cluster failed: the steps that did, their last words, and where to read on."""

import re
from collections import deque
from contextlib import suppress

from pikkit.base.errors import PikkitError
from pikkit.kubeflow.api import KubeflowApi
from pikkit.kubeflow.run import Run, Task, same_step
from pikkit.settings.schedule import ScheduleRules

LINES = 12
"""Of a step's log in a message."""
_NOISE = re.compile(r"^(time=|\[KFP Executor|F\d{4} |I\d{4} |W\d{4} |E\d{4} )|^$")
"""Argo's executor's and the launcher's own lines: they say that it failed, not why."""
TELLS, GATE, HANDLER = "notify", "quality-gate", "notify-failure"


def failure_of_run(run_id: str, rules: ScheduleRules) -> str | None:
    """Sentences on a run that failed; None where nothing is known of it; empty if people were told already.

    Where no step failed, those are told of that still ran: their pods may have died. A run that only the quality gate
    stopped was told of by the step that told of its report.
    """
    if not rules.kubeflow_host or not run_id:
        return None
    try:
        api = KubeflowApi.of(rules)
        run = api.run(run_id)
    except PikkitError:
        return None
    failed = [task for task in run.tasks if task.failed and task.pod and not same_step(task.name, HANDLER)]
    if failed and _told(run) and all(same_step(task.name, GATE) for task in failed):
        return ""
    cut_off = [task for task in run.tasks if task.state == "RUNNING" and task.pod and not same_step(task.name, HANDLER)]
    sentences = [_words(api, run, task) for task in (failed or cut_off)] or [run.error]
    return "\n".join(sentences) or None


def _told(run: Run) -> bool:
    notice = run.task(TELLS)
    return notice is not None and notice.state == "SUCCEEDED"


def _words(api: KubeflowApi, run: Run, task: Task) -> str:
    last: deque[str] = deque(maxlen=LINES)
    with suppress(PikkitError):
        last.extend(line.rstrip() for line in api.log(run.id, task.pod) if not _NOISE.match(line.strip()))
    why = task.error or task.state
    return "\n".join([f"{task.name.replace('-', '_')} ({task.pod}): {why}", *(f"  {line}" for line in last)])
