"""The versions of the model: which serves, what was decided about it and why, and what training told."""

from dataclasses import replace
from importlib.util import find_spec

from apiflask import abort
from flask import render_template

from extension_api.dashboard.blueprint import blueprint
from extension_api.extensions import predictor, settings
from pikkit.errors import NotReadyError
from pikkit.rollout.ledger import history
from pikkit.training.registry.versions import VersionFacts, list_versions

_MOST = 50


@blueprint.get("/models")
def models() -> str:
    """Show what serves, the registered versions and the ledger."""
    config = settings()
    decisions = history(config, config.model_name)
    versions, said = _versions()
    return render_template(
        "dashboard/models.html",
        title="Models",
        state=predictor().state(),
        name=config.model_name,
        versions=versions,
        said=said,
        weights=decisions[0].weights if decisions else {},
        decisions=decisions[:_MOST],
    )


@blueprint.get("/models/<version>/report")
def model_report(version: str) -> str:
    """Show the page of the run that made a version."""
    config = settings()
    if not version.isdecimal() or find_spec("mlflow") is None:
        abort(404)
    from pikkit.training.registry import resolve
    from pikkit.training.report import render_page
    from pikkit.training.report.recorded import recorded_report

    uri = config.resolved_tracking_uri
    found = resolve(f"models:/{config.model_name}/{version}", uri)
    return render_page(replace(recorded_report(found, uri), version=f"{found.name}/{found.version}"))


def _versions() -> tuple[tuple[VersionFacts, ...], str]:
    """The registered versions, or why they cannot be told."""
    if find_spec("mlflow") is None:
        return (), "The registry is not read here: this image has no MLflow."
    try:
        return list_versions(settings().model_name, settings().resolved_tracking_uri), ""
    except NotReadyError as error:
        return (), str(error)
