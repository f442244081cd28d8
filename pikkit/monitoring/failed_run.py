"""What people are told of a run that did not come to its end."""

import re
from dataclasses import dataclass

from pikkit.kubeflow.failure import failure_of_run
from pikkit.lineage.run_failure import recorded_cut_off, recorded_failure
from pikkit.notify.channels import Message
from pikkit.settings import Settings

ENDED_WELL = frozenset({"SUCCEEDED", "COMPLETE"})
"""All others are failures. A run whose pod died before it could say so is RUNNING still when its exit handler asks
(driver: the DAG's state in the metadata store)."""

_BLOCK = re.compile(r"Task exit-handler-\d+ failed\.")


@dataclass(frozen=True, slots=True)
class EndedRun:
    """A run as its exit handler is told of it: state and message in Kubeflow's words, its names, its UUID."""

    state: str
    message: str
    job: str
    run_id: str


def failed_run_message(ended: EndedRun, settings: Settings) -> Message | None:
    """What to tell; None if it ended well, or if people were told already why it stopped."""
    if ended.state.upper() in ENDED_WELL:
        return None
    reason = recorded_failure(ended.run_id, settings)
    if reason is None:
        reason = failure_of_run(ended.run_id, settings.schedule)
    if reason == "" and ended.state.upper() != "CANCELED":
        return None
    why = reason or recorded_cut_off(ended.run_id, settings) or _handed_over(ended.message)
    return Message(
        f"Pikkit: a run of {ended.job or 'a pipeline'} failed", f"{why}\n{_where(ended, settings)}", "failure"
    )


def _handed_over(message: str) -> str:
    """What kfp says itself, unless it names no step but the block that the exit handler watches over."""
    if message and not _BLOCK.fullmatch(message):
        return message
    return "No step that failed is known: its process or its pod may have died before it could say why."


def _where(ended: EndedRun, settings: Settings) -> str:
    sentence = f"It is run {ended.run_id or 'of unknown id'}, state {ended.state}."
    if settings.schedule.kubeflow_host and ended.run_id:
        host = settings.schedule.kubeflow_host.rstrip("/")
        return f"{sentence} {host}/#/runs/details/{ended.run_id}\n`pikkit pipelines status {ended.run_id}` says more."
    return sentence
