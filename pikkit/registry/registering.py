"""From a bundle and its evaluation to a version of the registered model, with all the evidence beside it."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pikkit.base.errors import NotReadyError
from pikkit.base.progress import Tell, silent
from pikkit.registry.aliases import give_alias
from pikkit.registry.client import connect, speaking_of
from pikkit.registry.digest import TAG, bundle_digest
from pikkit.registry.logged_model import log_bundle
from pikkit.registry.run_inputs import run_inputs
from pikkit.registry.run_links import RunLinks, links_to_dashboard
from pikkit.registry.run_record import NO_CONTEXT, RunContext, RunRecord, read_record
from pikkit.registry.version_evidence import RUN_REPORT

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import LoggedModel

CARD = "model_card.md"
"""The card's name in the report's folder and in the model."""
_METRICS_AT_ONCE = 1000  # MLflow's limit on a batch
_REGISTERING = "parts (figures, files, model, version)"


@dataclass(frozen=True, slots=True)
class RegisteredModel:
    """What became of a bundle: the version it is, the alias its decision earned (None: rejected), and its run."""

    name: str
    version: str
    alias: str | None
    uri: str
    run_id: str


def register(  # noqa: PLR0913 - all named
    bundle: Path,
    evaluation: Path,
    *,
    tracking_uri: str,
    name: str,
    artifact_root: Path | None = None,
    reports: Path | None = None,
    run_report: Path | None = None,
    context: RunContext = NO_CONTEXT,
    tell: Tell = silent,
) -> RegisteredModel:
    """Log a run with the evidence, the bundle as an MLflow model, a version of it, and the alias its decision earned.

    A run that the orchestrator opened (``MLFLOW_RUN_ID``) is used and left open; without one, a run is opened here.

    Args:
        bundle: The folder to register.
        evaluation: Its evaluation.json, whose decision picks the alias.
        tracking_uri: MLflow's.
        name: Of the registered model and of the experiment.
        artifact_root: Where an embedded MLflow keeps files. A server (http, https) has a place of its own, which
            whoever fetches the model reaches too: a folder of this process it is not told.
        reports: A file or folder to keep with the run, such as the data quality report.
        run_report: The folder the report step wrote (``pikkit.report``): its files are kept with the run, its
            verdict describes the version, its card goes into the model, and its steps are the run's metrics.
        context: What is known of the run besides.
        tell: Told how much is done.

    Raises:
        InputError: The bundle or its evaluation is missing.
        NotReadyError: MLflow cannot be used, or does not have the orchestrator's run.
    """
    from pikkit.registry.pyfunc import input_schema  # noqa: PLC0415 (loads xgboost)
    from pikkit.training.bundle import Bundle  # noqa: PLC0415 (loads xgboost)

    tell(0, 4, _REGISTERING)
    record = read_record(bundle, evaluation, {**context.tags, TAG: bundle_digest(bundle)}, run_report)
    client = connect(tracking_uri)
    root = None if urlsplit(tracking_uri).scheme in {"http", "https"} else artifact_root
    with speaking_of(tracking_uri), _run(client, name, root) as run_id:
        _log_record(client, run_id, replace(record, metrics=record.metrics | dict(context.system)))
        tell(1, 4, _REGISTERING)
        for path in filter(None, (evaluation, reports)):
            _log_files(client, run_id, path)
        if run_report:
            client.log_artifacts(run_id, str(run_report), RUN_REPORT)
        if inputs := run_inputs(record, input_schema(Bundle.load(bundle))):
            client.log_inputs(run_id, inputs)
        tell(2, 4, _REGISTERING)
        logged = log_bundle(client, run_id, bundle, name, run_report / CARD if run_report else None)
        tell(3, 4, _REGISTERING)
        version = _version(client, name, logged, record)
        if context.dashboard:
            _link(client, run_id, name, version, record, links_to_dashboard(context.dashboard, run_id, version))
        alias = give_alias(client, name, version, record.decision)
    tell(4, 4, _REGISTERING)
    return RegisteredModel(name, version, alias, f"models:/{name}/{version}", run_id)


@contextmanager
def _run(client: "MlflowClient", name: str, artifact_root: Path | None) -> Iterator[str]:
    opened = os.environ.get("MLFLOW_RUN_ID")
    if opened:
        yield _opened(client, opened)
        return
    run_id = client.create_run(_experiment(client, name, artifact_root)).info.run_id
    status = "FAILED"
    try:
        yield run_id
        status = "FINISHED"
    finally:
        client.set_terminated(run_id, status)


def _opened(client: "MlflowClient", run_id: str) -> str:
    from mlflow.exceptions import MlflowException

    try:
        return str(client.get_run(run_id).info.run_id)
    except MlflowException as error:
        raise NotReadyError(f"MLFLOW_RUN_ID is {run_id}, but MLflow has no such run: {error.message}") from error


def _experiment(client: "MlflowClient", name: str, artifact_root: Path | None) -> str:
    """The experiment's id. Its artifact folder is always said: MLflow's own default is the working folder."""
    from mlflow.exceptions import MlflowException

    experiment = client.get_experiment_by_name(name)
    if experiment is None:
        try:
            return str(client.create_experiment(name, str(artifact_root.resolve()) if artifact_root else None))
        except MlflowException as error:  # another process was first
            experiment = client.get_experiment_by_name(name)
            if experiment is None:
                raise error from None
    return str(experiment.experiment_id)


def _log_record(client: "MlflowClient", run_id: str, record: RunRecord) -> None:
    from mlflow.entities import Metric, Param, RunTag

    now = int(time.time() * 1000)
    metrics = [Metric(name, value, now, step=0) for name, value in record.metrics.items()]
    metrics += [Metric(name, value, now, step) for name, value, step in record.steps]
    for start in range(0, len(metrics), _METRICS_AT_ONCE):
        client.log_batch(run_id, metrics=metrics[start : start + _METRICS_AT_ONCE])
    client.log_batch(
        run_id,
        params=[Param(name, value) for name, value in record.parameters.items()],
        tags=[RunTag(name, value) for name, value in (record.tags | _notes(record)).items()],
    )


def _link(client: "MlflowClient", run_id: str, name: str, version: str, record: RunRecord, links: RunLinks) -> None:
    client.set_tag(run_id, "mlflow.note.content", f"{record.description}\n\n{links.markdown}".strip())
    for tag, address in (("pikkit.run_page", links.run), ("pikkit.report_page", links.report)):
        client.set_tag(run_id, tag, address)
        client.set_model_version_tag(name, version, tag, address)


def _notes(record: RunRecord) -> dict[str, str]:
    """Tags that MLflow's own pages show."""
    notes = {"mlflow.note.content": record.description, "mlflow.source.git.commit": record.tags.get("git_commit", "")}
    return {name: value for name, value in notes.items() if value}


def _log_files(client: "MlflowClient", run_id: str, path: Path) -> None:
    if path.is_dir():
        client.log_artifacts(run_id, str(path), path.name)
    else:
        client.log_artifact(run_id, str(path))


def _version(client: "MlflowClient", name: str, logged: "LoggedModel", record: RunRecord) -> str:
    from mlflow.exceptions import MlflowException

    try:
        client.create_registered_model(name)
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
    version = client.create_model_version(
        name,
        logged.artifact_location,  # not models:/ID: MLflow would look that up at its global tracking URI
        run_id=logged.source_run_id,
        tags=dict(record.tags),
        description=record.description or None,
        model_id=logged.model_id,
    )
    return str(version.version)
