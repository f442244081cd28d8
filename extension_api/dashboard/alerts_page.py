"""Alerts on the settings' page: switched on and off, tried, deleted."""

from flask import Response, redirect, request

from pikkit.extension_api.alerts_asked import change_alert, confirm_alert
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.dashboard.blueprint import blueprint, here
from pikkit.extension_api.extensions import settings
from pikkit.notify.alert_rule import AlertRule, alert_from
from pikkit.outbox.person_sink import NOT_SET, is_sending

_CHANNELS = {"email": "e-mail", "telegram": "Telegram", "webhook": "webhook"}
_DONE = {
    "on": "The alert is switched on.",
    "asked": "Its address is sent a code; the alert tells from when you have entered it here.",
    "off": "The alert is switched off.",
    "test": "A test is on its way; if it cannot be delivered, the reason is told below.",
    "delete": "The alert is deleted.",
    "confirm": "The address is confirmed: the alert tells from now on.",
}
"""What is said after each."""


def missing_channels() -> list[str]:
    """What this home lacks to send by some channel, as sentences."""
    return [sentence for channel, sentence in NOT_SET.items() if not is_sending(settings(), channel)]


def open_channels() -> list[tuple[str, str]]:
    """The channels that the caller may choose now, and what they are called: never one that would be refused."""
    sending = [one for one in _CHANNELS if is_sending(settings(), one)]
    return [(one, _CHANNELS[one]) for one in sending if one != "webhook" or current_caller().is_operator]


def alert_done(action: str) -> str:
    """What an action on an alert came to, in a sentence; empty for none."""
    return _DONE.get(action, "")


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
    return redirect(here("preferences", alert=action, _anchor="alerts"), 303)  # type: ignore[return-value]  # werkzeug's own class


def _share(percent: str) -> str | float:
    """Percent as a share; what is no number is left for the sentence that says so."""
    try:
        return float(percent) / 100
    except ValueError:
        return percent
