"""The settings of a bettor: how figures are written on every page, his unit, and where his bankroll begins."""

from collections.abc import Mapping
from functools import cache
from zoneinfo import available_timezones

from flask import Response, redirect, render_template, request

from pikkit.base.errors import InputError
from pikkit.extension_api.alerts_asked import alerts_shown, keep_asked
from pikkit.extension_api.dashboard.alerts_page import alert_asked, alert_done, missing_channels, open_channels
from pikkit.extension_api.dashboard.blueprint import blueprint, here
from pikkit.extension_api.extensions import bankrolls, preferences_by_bettor, records
from pikkit.extension_api.reading import bettor_asked
from pikkit.money.number_languages import NUMBER_LANGUAGES
from pikkit.money.preferences_kept import FIELDS, preferences_from, read_preferences

_CURRENCIES = ("AUD", "BRL", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "INR", "JPY", "NOK", "NZD", "PLN", "SEK", "USD")


@blueprint.get("/settings", endpoint="preferences")
def preferences_page() -> str:
    """Show the settings."""
    chosen = read_preferences(records(), bettor_asked())
    return _page(chosen.model_dump(mode="json"), saved=request.args.get("saved") == "yes")


@blueprint.post("/settings/alerts")
def switch_alert_on() -> Response | tuple[str, int]:
    """Switch a new alert on."""
    try:
        tells = keep_asked(alert_asked())
    except InputError as error:
        chosen = read_preferences(records(), bettor_asked()).model_dump(mode="json")
        return _page(chosen, alert_problem=str(error)), 400
    return redirect(here("preferences", alert="on" if tells else "asked", _anchor="alerts"), 303)  # type: ignore[return-value]


@blueprint.post("/settings", endpoint="choose_preferences")
def choose_preferences() -> Response | tuple[str, int]:
    """Keep what was chosen, for the bettor shown; the home's own where everybody is shown."""
    given = {name: request.form.get(name, "").strip() for name in FIELDS}
    bettor = bettor_asked()
    try:
        preferences_by_bettor().keep(bettor, preferences_from(given))
    except InputError as error:
        return _page(given, problem=str(error)), 400
    bankrolls().forget(bettor)
    return redirect(here("preferences", saved="yes"), 303)  # type: ignore[return-value]  # werkzeug's own class


def _page(given: Mapping[str, object], *, saved: bool = False, problem: str = "", alert_problem: str = "") -> str:
    return render_template(
        "dashboard/preferences.html",
        title="Settings",
        given={name: "" if value is None else value for name, value in given.items()},
        of_home=bettor_asked() is None,
        languages=NUMBER_LANGUAGES,
        currencies=_CURRENCIES,
        zones=_zones(),
        saved=saved,
        problem=problem,
        alerts=alerts_shown(),
        missing=missing_channels(),
        channels=open_channels(),
        alert_done="" if alert_problem else alert_done(request.args.get("alert", "")),
        asked_alert=request.form if alert_problem else {},
        alert_problem=alert_problem,
    )


@cache
def _zones() -> tuple[str, ...]:
    others = ("Etc/", "posix/", "right/")
    return tuple(sorted(name for name in available_timezones() if "/" in name and not name.startswith(others)))
