"""The blueprint of the pages, and what every page knows."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, g, request, url_for

from pikkit.base.errors import PikkitError
from pikkit.extension_api.auth import current_caller, public
from pikkit.extension_api.auth.caller import CallerSource
from pikkit.extension_api.dashboard import words
from pikkit.extension_api.dashboard.filters_kept import (
    FILTERED,
    filters_kept,
    more_than_preset,
    other_than_bettor,
    presets,
)
from pikkit.extension_api.dashboard.labelled_tables import labelled_tables
from pikkit.extension_api.dashboard.problem import render_fault, render_problem
from pikkit.extension_api.dashboard.source_name import source_name
from pikkit.extension_api.dashboard.style import DASHBOARD_STYLE
from pikkit.extension_api.dashboard.terms import term, term_unit, terms_used
from pikkit.extension_api.extensions import readiness, scoring, settings, working
from pikkit.extension_api.reading import EVERYBODY, bettors_known
from pikkit.extension_api.request_preferences import request_preferences
from pikkit.money.figure_writing import figure_writing
from pikkit.pages.charts.scale import MARK_WRITING, as_written
from pikkit.pages.style import STYLE

blueprint = APIBlueprint("dashboard", __name__, template_folder="templates", enable_openapi=False)

blueprint.add_app_template_filter(labelled_tables)

PAGES = (
    ("overview", "Overview"),
    ("performance", "Performance"),
    ("over_time", "Over time"),
    ("calibration", "Calibration"),
    ("bets", "Bets"),
    ("opportunities", "Opportunities"),
    ("scan", "Finder"),
    ("imports", "Imports"),
    ("models", "Models"),
    ("drift", "Drift"),
    ("bankroll", "Bankroll"),
    ("preferences", "Settings"),
)


@blueprint.get("/dashboard.css")
@public
def style() -> Response:
    """How the pages look."""
    response = Response(STYLE + DASHBOARD_STYLE, mimetype="text/css")
    response.headers["Cache-Control"] = "max-age=3600"
    return response


@blueprint.before_request
def write_marks() -> None:
    """Write the marks of charts as whoever reads the page chose."""
    MARK_WRITING.set(figure_writing(request_preferences()).mark)


@blueprint.teardown_request
def write_marks_plainly(_error: BaseException | None) -> None:
    """Leave nothing of it to what the thread does next, for somebody else."""
    MARK_WRITING.set(as_written)


@blueprint.errorhandler(PikkitError)
def problem(error: PikkitError) -> tuple[str, int]:
    """Say what is wrong, on a page."""
    return render_problem(error)


@blueprint.errorhandler(500)
def fault(_error: Exception) -> tuple[str, int]:
    """Say that something failed on our side; Flask has written what to the log."""
    return render_fault()


@blueprint.context_processor
def known_to_pages() -> dict[str, Any]:
    """Whose page it is, the way to the others, and how figures are written."""
    if "caller" not in g:  # who calls was refused before
        return {}
    caller, kept = current_caller(), filters_kept()
    return {
        "pages": [(name, title, here(name, **(kept if name in FILTERED else {}))) for name, title in PAGES],
        "kept": kept,
        "filtered": more_than_preset(kept),
        "other_than_bettor": other_than_bettor(),
        "presets": presets(),
        "who": caller,
        "signed_in": caller.source is CallerSource.SESSION,
        "bettor_choices": bettors_known() if caller.is_operator else (),
        "everybody": EVERYBODY,
        "here": here,
        "words": words,
        "preferences": request_preferences(),
        "term": term,
        "source_name": source_name,
        "term_unit": term_unit,
        "terms_used": terms_used,
        "sample": settings().sample,
        "trouble": readiness().trouble(),
        "no_model": scoring().no_model.why(),
        "work": working().board.now() if caller.is_operator else None,
    }


def here(page: str, **values: Any) -> str:
    """The address of a page about the same bettor."""
    if current_caller().is_operator and (chosen := request.args.get("bettor")):
        values = {"bettor": chosen, **values}
    return url_for(f"dashboard.{page}", **values)
