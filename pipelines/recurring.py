"""Schedules on a cluster: recurring runs of Kubeflow Pipelines, found again by their names.

A recurring run cannot be changed. So a schedule is applied by making a new run and then deleting every other of its
name: whatever is interrupted in between, there is never none, and the next time leaves one.
"""

import json
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kfp import Client
from kfp.compiler import Compiler
from kfp_server_api import ApiException
from urllib3.exceptions import HTTPError

from pikkit.base.cron import Cron
from pikkit.base.errors import InputError, NotReadyError
from pikkit.pipelines.compile import PIPELINES
from pikkit.settings.schedule import Schedule, ScheduleRules

PREFIX = "pikkit-"
PAGE = 100


@dataclass(frozen=True, slots=True)
class RecurringRun:
    """A recurring run of ours, as the cluster knows it; ``cron`` has six fields, the first are seconds."""

    id: str
    name: str
    cron: str
    enabled: bool


class Cluster:
    """The recurring runs whose names begin with ``pikkit-``, in one experiment."""

    def __init__(self, rules: ScheduleRules) -> None:
        """Connect.

        Raises:
            NotReadyError: Kubeflow Pipelines does not answer.
        """
        self._rules = rules
        with self._spoken_to():
            self._client = _connect(rules)
            made = self._client.create_experiment(rules.kubeflow_experiment, namespace=rules.kubeflow_namespace or None)
        self._experiment = str(made.experiment_id)

    def runs(self) -> list[RecurringRun]:
        """Every recurring run of ours, by name."""
        found: list[RecurringRun] = []
        token = ""
        while True:
            with self._spoken_to():
                page = self._client.list_recurring_runs(token, PAGE, experiment_id=self._experiment)
            found += [_read(run) for run in page.recurring_runs or [] if (run.display_name or "").startswith(PREFIX)]
            token = page.next_page_token or ""
            if not token:
                return sorted(found, key=lambda run: (run.name, run.id))

    def apply(self, schedules: Mapping[str, Schedule]) -> list[RecurringRun]:
        """Have exactly these schedules; returns what there is then."""
        before = self.runs()
        with TemporaryDirectory() as folder:
            for name, schedule in schedules.items():
                self._create(f"{PREFIX}{name}", schedule, Path(folder))
        self._delete(before)
        return self.runs()

    def remove(self, names: list[str]) -> list[str]:
        """Delete the schedules of these names, or all; returns the names of those that were there.

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

    def _create(self, name: str, schedule: Schedule, folder: Path) -> None:
        pipeline = PIPELINES[schedule.pipeline]
        unknown = sorted(set(schedule.arguments) - set(pipeline.component_spec.inputs or {}))
        if unknown:
            raise InputError(f"The pipeline {schedule.pipeline} has no argument {', '.join(unknown)}.")
        package = folder / f"{schedule.pipeline}.yaml"
        Compiler().compile(pipeline, str(package))
        with self._spoken_to():
            self._client.create_recurring_run(
                self._experiment,
                name,
                cron_expression=Cron.parse(schedule.cron).kubeflow,
                max_concurrency=1,
                no_catchup=True,
                params=dict(schedule.arguments),
                pipeline_package_path=str(package),
            )

    def _delete(self, runs: list[RecurringRun]) -> None:
        for run in runs:
            with self._spoken_to():
                self._client.delete_recurring_run(run.id)

    @contextmanager
    def _spoken_to(self) -> Iterator[None]:
        """The client prints links, and fails in the words of its libraries."""
        try:
            with redirect_stdout(StringIO()):
                yield
        except ApiException as error:
            said = f"HTTP {error.status}: {_said(error)}"
            raise NotReadyError(f"Kubeflow Pipelines at {self._rules.kubeflow_host} refuses ({said}).") from error
        except (HTTPError, TimeoutError) as error:
            host = self._rules.kubeflow_host
            raise NotReadyError(f"Kubeflow Pipelines at {host} cannot be reached ({type(error).__name__}).") from error


def _connect(rules: ScheduleRules) -> Any:
    token = rules.kubeflow_token.get_secret_value()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # that it needs a server of version 2
        return Client(
            host=rules.kubeflow_host,
            existing_token=token or None,
            namespace=rules.kubeflow_namespace or "kubeflow",
        )


def _read(run: Any) -> RecurringRun:
    cron = run.trigger.cron_schedule.cron if run.trigger and run.trigger.cron_schedule else ""
    return RecurringRun(str(run.recurring_run_id), str(run.display_name), cron, run.mode == "ENABLE")


def _said(error: Any) -> str:
    try:
        return str(json.loads(error.body)["message"])
    except (LookupError, TypeError, ValueError):
        return str(error.reason)
