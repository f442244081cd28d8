"""Schedules on a cluster: recurring runs of Kubeflow Pipelines, found again by their names.

A recurring run cannot be changed. So a schedule is applied by making a new run and then deleting every other of its
name: whatever is interrupted in between, there is never none, and the next time leaves one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pikkit.base.cron import Cron
from pikkit.base.errors import InputError
from pikkit.kubeflow.api import KubeflowApi
from pikkit.kubeflow.run import Run
from pikkit.pipelines.arguments import typed
from pikkit.pipelines.catalogue import pipeline_for
from pikkit.pipelines.compile import compile_pipeline
from pikkit.pipelines.connection import Connection
from pikkit.settings.pipelines import PipelineRules
from pikkit.settings.schedule import Schedule, ScheduleRules

PREFIX = "pikkit-"
PAGE = 100
ORPHAN = "ORPHAN"
"""Delete a recurring run alone. Its runs are owned by it: any other way Kubernetes deletes those under way with it
(apiserver/resource/resource_manager.go, DeleteJob; meta/v1, DeletionPropagation)."""


@dataclass(frozen=True, slots=True)
class RecurringRun:
    """A recurring run of ours, as the cluster knows it; ``cron`` has six fields, the first are seconds.

    ``last``: the newest run that it started, if there is one.
    """

    id: str
    name: str
    cron: str
    enabled: bool
    pipeline: str = ""
    last: Run | None = None


class Cluster:
    """The recurring runs whose names begin with ``pikkit-``, in one experiment."""

    def __init__(self, rules: ScheduleRules, pipelines: PipelineRules | None = None) -> None:
        """Connect; ``pipelines``: what the pods of scheduled runs are given.

        Raises:
            NotReadyError: Kubeflow Pipelines does not answer.
        """
        self._rules, self._pipelines = rules, pipelines or PipelineRules()
        self._connection = Connection(rules)

    def runs(self) -> list[RecurringRun]:
        """Every recurring run of ours, by name."""
        runs: list[RecurringRun] = []
        token = ""
        while True:
            with self._connection.speaking() as client:
                page = client.list_recurring_runs(token, PAGE, experiment_id=self._connection.experiment)
            runs += [_read(run) for run in page.recurring_runs or [] if (run.display_name or "").startswith(PREFIX)]
            token = page.next_page_token or ""
            if not token:
                return sorted(runs, key=lambda run: (run.name, run.id))

    def last_runs(self) -> dict[str, Run]:
        """The newest run that each recurring run started, by the recurring run's id."""
        newest: dict[str, Run] = {}
        for run in KubeflowApi.of(self._rules).runs(self._connection.experiment):
            if run.recurring:
                newest.setdefault(run.recurring, run)
        return newest

    def apply(self, schedules: Mapping[str, Schedule]) -> list[RecurringRun]:
        """Have exactly these schedules; returns what there is then.

        Raises:
            InputError: A pipeline does not take an argument; nothing is changed then.
        """
        arguments = {name: self._typed(schedule) for name, schedule in schedules.items()}
        before = self.runs()
        with TemporaryDirectory() as folder:
            for name, schedule in schedules.items():
                self._create(f"{PREFIX}{name}", schedule, arguments[name], Path(folder))
        self._delete(before)
        return self.runs()

    def remove(self, names: list[str]) -> list[str]:
        """Delete the schedules of these names, or all; returns the names of those that were there.

        Runs under way go on.

        Raises:
            InputError: There is none of a name.
        """
        there = self.runs()
        unknown = [name for name in names if f"{PREFIX}{name}" not in {run.name for run in there}]
        if unknown:
            raise InputError(f"There is no schedule {', '.join(unknown)} on {self._rules.kubeflow_host}.")
        wanted = [run for run in there if not names or run.name.removeprefix(PREFIX) in names]
        self._delete(wanted)
        return sorted({run.name.removeprefix(PREFIX) for run in wanted})

    def _typed(self, schedule: Schedule) -> dict[str, Any]:
        return typed(schedule.pipeline, pipeline_for(schedule.pipeline, self._pipelines), schedule.arguments)

    def _create(self, name: str, schedule: Schedule, arguments: dict[str, Any], folder: Path) -> None:
        package = compile_pipeline(schedule.pipeline, self._pipelines, folder)
        with self._connection.speaking() as client:
            client.create_recurring_run(
                self._connection.experiment,
                name,
                cron_expression=Cron.parse(schedule.cron).kubeflow,
                max_concurrency=1,
                no_catchup=True,
                params=arguments,
                pipeline_package_path=str(package),
            )

    def _delete(self, runs: list[RecurringRun]) -> None:
        for run in runs:
            with self._connection.speaking() as client:
                client._recurring_run_api.recurring_run_service_delete_recurring_run(run.id, propagation_policy=ORPHAN)


def _read(run: Any) -> RecurringRun:
    cron = run.trigger.cron_schedule.cron if run.trigger and run.trigger.cron_schedule else ""
    return RecurringRun(
        str(run.recurring_run_id), str(run.display_name), cron, run.mode == "ENABLE", _pipeline(run.pipeline_spec)
    )


def _pipeline(spec: Any) -> str:
    """The pipeline's name in a specification, which is wrapped if it has a platform's beside it."""
    document = spec if isinstance(spec, dict) else {}
    inner = document.get("pipeline_spec", document)
    return str(inner.get("pipelineInfo", {}).get("name", "")).removeprefix(PREFIX)
