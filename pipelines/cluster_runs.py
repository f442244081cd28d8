"""Runs on the settings' cluster, as its API tells of them; `HomeRuns` is the same for those of this machine."""

from collections.abc import Iterable
from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.kubeflow.api import KubeflowApi
from pikkit.kubeflow.run import Run
from pikkit.pipelines.artifacts import fetch_artifacts
from pikkit.pipelines.connection import Connection
from pikkit.pipelines.submitting import url_of
from pikkit.settings import Settings


class ClusterRuns:
    """The runs of the cluster of PIKKIT_SCHEDULE__KUBEFLOW_HOST."""

    def __init__(self, settings: Settings) -> None:
        """Look at the cluster of the settings."""
        self._settings = settings
        self._api = KubeflowApi.of(settings.schedule)

    def runs(self) -> list[Run]:
        """The newest ones of our experiment."""
        return list(self._api.runs(Connection(self._settings.schedule).experiment, pages=1))

    def run(self, run_id: str) -> Run:
        """A run by its id, with its steps."""
        return self._api.run(run_id)

    def log(self, run: Run, step: str) -> Iterable[str]:
        """What a step's pod said, line by line.

        Raises:
            InputError: The run has no such step, or it has no pod yet.
        """
        task = run.task(step)
        if task is None or not task.pod:
            there = ", ".join(sorted({one.name.replace("-", "_") for one in run.tasks if one.pod})) or "none yet"
            raise InputError(f"The run has no step {step!a} with a pod; there are {there}.")
        return self._api.log(run.id, task.pod)

    def retry(self, run_id: str) -> None:
        """Have it go on from the steps that failed."""
        self._api.retry(run_id)

    def copy_artifacts(self, run_id: str, folder: Path) -> list[Path]:
        """Copy all that it left below a folder; returns the files (``fetch_artifacts``)."""
        return fetch_artifacts(run_id, folder, self._settings)

    def page(self, run: Run) -> str:
        """Where a person sees it."""
        return url_of(run.id, self._settings)
