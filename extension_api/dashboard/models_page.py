"""The versions of the model: which serves, what was decided about it and why, and what training told."""

from dataclasses import replace
from importlib.util import find_spec

from flask import render_template
from markupsafe import escape

from pikkit.base.errors import NotReadyError
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.dashboard.blueprint import blueprint, here
from pikkit.extension_api.dashboard.rollout_page import rollout_shown
from pikkit.extension_api.dashboard.work_page import may_work, too_few_to_train
from pikkit.extension_api.errors import NotFoundError
from pikkit.extension_api.extensions import predictor, settings, working
from pikkit.extension_api.registered import number_of, registered_versions
from pikkit.extension_api.registry_turn import registry_turn
from pikkit.registry import resolve
from pikkit.registry.versions import VersionFacts
from pikkit.rollout.ledger import history

_MOST = 50


@blueprint.get("/models")
def models() -> str:
    """Show what serves, the registered versions and the ledger."""
    config = settings()
    state, decisions = predictor().state(), history(config, config.model_name)
    versions, trouble = _versions()
    lines, place = working().board.lines() if current_caller().is_operator else ([], 0)
    return render_template(
        "dashboard/models.html",
        title="Models",
        state=state,
        served=number_of(state.model_version),
        name=config.model_name,
        versions=versions,
        said=trouble,
        weights=decisions[0].weights if decisions else {},
        decisions=decisions[:_MOST],
        rollout=rollout_shown(decisions),
        champion=next((one.version for one in versions if "champion" in one.aliases), None),
        lines=lines,
        place=place,
        may_work=may_work(),
        too_few=too_few_to_train() if may_work() else "",
    )


@blueprint.get("/models/<version>/report")
def model_report(version: str) -> str:
    """Show the page of the run that made a version."""
    config = settings()
    if not version.isdecimal() or find_spec("mlflow") is None:
        raise NotFoundError("There is no such report here.")
    from pikkit.report import render_run_page  # noqa: PLC0415 (loads xgboost)
    from pikkit.report.recorded import recorded_report  # noqa: PLC0415 (loads xgboost)

    uri = config.resolved_tracking_uri
    with registry_turn(config):
        resolved_model = resolve(f"models:/{config.model_name}/{version}", uri, config.model_cache)
        recorded = recorded_report(resolved_model, uri)
    name = f"{resolved_model.name}/{resolved_model.version}"
    return _with_way_back(render_run_page(replace(recorded, version=name)), version)


def _with_way_back(page: str, version: str) -> str:
    """The report is a page of its own, made to be kept; here it is one of several."""
    ways = {"Models": here("models"), "Trainings": here("runs"), f"Version {version}": here("run", run_id=version)}
    links = " · ".join(f'<a href="{escape(address)}">{words}</a>' for words, address in ways.items())
    return page.replace("<main>", f'<main><nav aria-label="Back"><p>{links}</p></nav>', 1)


def _versions() -> tuple[tuple[VersionFacts, ...], str]:
    """The registered versions, or why they cannot be told."""
    try:
        return registered_versions(settings()), ""
    except NotReadyError as error:
        return (), str(error)
