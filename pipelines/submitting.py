"""A run of a pipeline, asked for now: on the settings' cluster, and followed to its end."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pikkit.base.errors import NotReadyError
from pikkit.kubeflow.api import KubeflowApi
from pikkit.kubeflow.run import Run
from pikkit.pipelines.arguments import Value, typed
from pikkit.pipelines.catalogue import pipeline_for
from pikkit.pipelines.checking import check_file
from pikkit.pipelines.compile import compile_pipeline
from pikkit.pipelines.connection import Connection
from pikkit.settings import Settings

POLL_SECONDS = 5.0
MOST_AWAY = 24
"""How many looks in a row may find no server."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A run that the cluster took: its id, its name, and where a person sees it."""

    id: str
    name: str
    url: str


def submit(name: str, given: Mapping[str, Value], settings: Settings) -> Submitted:
    """Have the cluster run a pipeline, compiled from this code and these settings.

    Raises:
        InputError: There is no such pipeline, or it does not take an argument.
        NotReadyError: Kubeflow Pipelines does not answer, or refuses.
    """
    arguments = typed(name, pipeline_for(name, settings.pipelines), given)
    called = f"pikkit-{name} {datetime.now(UTC):%Y-%m-%d %H:%M:%S}"
    with TemporaryDirectory() as folder:
        package = compile_pipeline(name, settings.pipelines, Path(folder))
        check_file(package)
        connection = Connection(settings.schedule)
        with connection.speaking() as client:
            run = client.run_pipeline(connection.experiment, called, str(package), params=arguments)
    return Submitted(str(run.run_id), called, url_of(str(run.run_id), settings))


def url_of(run_id: str, settings: Settings) -> str:
    """The page of a run."""
    return f"{settings.schedule.kubeflow_host.rstrip('/')}/#/runs/details/{run_id}"


def follow(
    api: KubeflowApi, run_id: str, tell: Callable[[str, str], None], sleep: Callable[[float], None] = time.sleep
) -> Run:
    """Wait for the end of a run; ``tell`` is called with each step and each new state of it.

    Raises:
        NotReadyError: The server was away for two minutes.
    """
    known: dict[str, str] = {}
    away = 0
    while True:
        try:
            run, away = api.run(run_id), 0
        except NotReadyError:
            away += 1
            if away > MOST_AWAY:
                raise
            sleep(POLL_SECONDS)
            continue
        for task in run.tasks:
            if known.get(task.name) != task.state:
                known[task.name] = task.state
                tell(task.name.replace("-", "_"), task.state)
        if run.ended:
            return run
        sleep(POLL_SECONDS)
