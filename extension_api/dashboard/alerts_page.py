"""Alerts on the settings' page: switched on and off, tried, deleted."""

from flask import Response, redirect, request

from pikkit.extension_api.alerts_asked import change_alert, confirm_alert
from pikkit.extension_api.dashboard.blueprint import blueprint, here
from pikkit.extension_api.extensions import settings
from pikkit.notify.alert_rule import AlertRule, alert_from
from pikkit.outbox.person_sink import NOT_SET, is_sending


def missing_channels() -> list[str]:
    """What this home lacks to send by some channel, as sentences."""
    return [sentence for channel, sentence in NOT_SET.items() if not is_sending(settings(), channel)]


def alert_asked() -> AlertRule:
    """The alert that a form describes.

    Raises:
        InputError: It is none.
    """
    given = {name: request.form.get(name, "").strip() for name in ("topic", "channel", "address", "least")}
    return alert_from({**given, "least": _share(given["least"]) if given["topic"] == "ev" else None})


@blueprint.post("/settings/alerts/<alert_id>", endpoint="change_alert")
def change(alert_id: str) -> Response:
    """Switch an alert on or off, try it, delete it, or confirm it by its code."""
    action = request.form.get("action", "")
    if action == "confirm":
        confirm_alert(alert_id, request.form.get("code", ""))
    else:
        change_alert(alert_id, action)
    return redirect(here("preferences", _anchor="alerts"), 303)  # type: ignore[return-value]  # werkzeug's own class


def _share(percent: str) -> str | float:
    """Percent as a share; what is no number is left for the sentence that says so."""
    try:
        return float(percent) / 100
    except ValueError:
        return percent
