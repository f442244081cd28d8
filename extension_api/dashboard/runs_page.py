"""Trainings: all of them, and one in full."""

from importlib.util import find_spec

from flask import render_template, request
from markupsafe import Markup

from pikkit.base.counted import counted
from pikkit.base.errors import NotReadyError
from pikkit.base.percent_text import percent_text
from pikkit.extension_api.dashboard.blueprint import blueprint
from pikkit.extension_api.dashboard.terms import term, term_unit
from pikkit.extension_api.dashboard.words import FIXED_SPACE
from pikkit.extension_api.dashboard.work_page import may_work, too_few_to_train
from pikkit.extension_api.errors import NotFoundError
from pikkit.extension_api.extensions import settings
from pikkit.extension_api.registry_turn import registry_turn
from pikkit.registry.chosen_runs import SHOWN_METRICS, SORTS, chosen_runs
from pikkit.registry.run_links import mlflow_page
from pikkit.registry.runs import NOT_JUDGED, RunFacts, list_runs, run_named

METRIC_NAMES = {
    "gap_closed": "gap closed",
    "gap_closed_expected": "gap closed, expected",
    "log_loss_model_closed": "log loss (with a close)",
    "log_loss_price_closed": "log loss of the price",
    "brier": "Brier score",
    "ece": "calibration error",
    "roi": "ROI where EV > 0",
}
"""What the figures are called on pages."""
_TERMS = {
    **dict.fromkeys(("gap_closed", "gap_closed_expected"), "gap_closed"),
    **dict.fromkeys(("log_loss_model_closed", "log_loss_price_closed"), "log_loss"),
    "ece": "calibration_error",
    "roi": "roi",
}
_SHARES = ("gap_closed", "gap_closed_expected", "roi")
_MOST = 200
_DIGITS = 6


@blueprint.get("/runs")
def runs() -> str:
    """Show the trainings with their figures."""
    search, sort = request.args.get("search", "")[:200], request.args.get("sort") or "started"
    known, trouble = known_runs()
    return render_template(
        "dashboard/runs.html",
        title="Models",
        runs=chosen_runs(known, search, sort)[:_MOST],
        any_known=bool(known),
        may_work=may_work(),
        too_few="" if known else too_few_to_train(),
        versions=[run for run in known if run.version],
        said=trouble,
        search=search,
        sort=sort,
        sorts=[(name, METRIC_NAMES.get(name, name)) for name in SORTS],
        measured=measured,
    )


@blueprint.get("/runs/<run_id>")
def run(run_id: str) -> str:
    """Show one training in full."""
    config = settings()
    if find_spec("mlflow") is None:
        raise NotFoundError("The registry is not read here: this image has no MLflow.")
    with registry_turn(config):
        facts = run_named(run_id, config.model_name, config.resolved_tracking_uri)
    figures = [(metric_named(name), measured(facts, name)) for name in SHOWN_METRICS]
    page = mlflow_page(config.resolved_tracking_uri, facts.experiment, facts.run_id)
    shown: dict[str, object] = {
        "run": facts,
        "figures": figures,
        "verdict": run_tone(facts),
        "is_judged": facts.is_judged,
        "mlflow": page,
    }
    shown["parameters"] = [(name, _short(value), value) for name, value in sorted(facts.parameters.items())]
    return render_template("dashboard/run.html", title="Models", **shown)


def known_runs() -> tuple[tuple[RunFacts, ...], str]:
    """The trainings of the served model, or why they cannot be told."""
    config = settings()
    if find_spec("mlflow") is None:
        return (), "The registry is not read here: this image has no MLflow."
    try:
        with registry_turn(config):
            return list_runs(config.model_name, config.resolved_tracking_uri), ""
    except NotReadyError as error:
        return (), str(error)


def measured(one: RunFacts, name: str) -> tuple[str, str]:
    """A figure and its interval as texts; why not, or "–", and nothing where there is none."""
    value, low, high = one.measured(name)
    if value is None:
        return one.instead_of(name) or "–", ""
    form = _share if name in _SHARES else _points if name == "ece" else "{:.4f}".format
    between = "" if low is None or high is None else f"{form(low)} to {form(high)}"
    return form(value), "; ".join(part for part in (between, _of_how_many(one, name)) if part)


def metric_named(name: str) -> str:
    """A figure's name and unit, which explains itself where the glossary has it."""
    if name not in _TERMS:
        return METRIC_NAMES[name]
    key = _TERMS[name]
    return term(key, METRIC_NAMES[name]) + Markup('<small class="unit">{}</small>').format(term_unit(key))


def run_tone(one: RunFacts) -> str:
    """The colour of the champion, or of the gate's decision about what is not."""
    if "champion" in one.aliases:
        return "passed"
    return {"PROMOTE": "passed", "HOLD": "warned", NOT_JUDGED: "warned"}.get(one.verdict, "blocked")


def _of_how_many(one: RunFacts, name: str) -> str:
    """Behind an ROI: one of few bets says nothing."""
    taken = one.metrics.get("taken")
    return f"of {counted(int(taken), 'bet')}" if name == "roi" and taken is not None else ""


def _short(value: str) -> str:
    """A parameter's value with as many digits as one reads; what is no long number as it is."""
    try:
        return value if len(value) <= _DIGITS else f"{float(value):.{_DIGITS}g}"
    except ValueError:
        return value


def _share(value: float) -> str:
    return percent_text(value).replace(" ", FIXED_SPACE)


def _points(value: float) -> str:
    return f"{100 * value:.2f}"
