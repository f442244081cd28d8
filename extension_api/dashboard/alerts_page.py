"""Alerts on the settings' page: switched on and off, tried, deleted."""

from dataclasses import dataclass

from flask import Response, redirect, request

from pikkit.base.errors import InputError
from pikkit.extension_api.api.opportunities import own_bettor
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.auth.refusals import ForbiddenError
from pikkit.extension_api.dashboard.blueprint import blueprint, here
from pikkit.extension_api.errors import NotFoundError
from pikkit.extension_api.extensions import alerts_told, outbox, records, settings
from pikkit.extension_api.reading import bettor_asked
from pikkit.extension_api.sample_shown import refuse_in_sample
from pikkit.notify.alert_rule import AlertRule, alert_from
from pikkit.notify.alerts_kept import KeptAlert, delete_alert, keep_alert, read_alerts
from pikkit.outbox.person_sink import NOT_SET, is_sending

_YOURS = "your alerts do"


@dataclass(frozen=True, slots=True)
class ShownAlert:
    """An alert, and why what it told last has not arrived; empty if nothing waits."""

    rule: AlertRule
    trouble: str


def alerts_shown() -> list[ShownAlert]:
    """The alerts of the bettor shown; none of everybody together."""
    bettor = bettor_asked()
    return [] if bettor is None else [_shown(one) for one in read_alerts(records(), bettor)]


def missing_channels() -> list[str]:
    """What this home lacks to send by some channel, as sentences."""
    return [sentence for channel, sentence in NOT_SET.items() if not is_sending(settings(), channel)]


def alert_asked() -> AlertRule:
    """The alert that a form describes.

    Raises:
        InputError: It is none, or the home cannot send it.
        ForbiddenError: It is for operators.
    """
    given = {name: request.form.get(name, "").strip() for name in ("topic", "channel", "address", "least")}
    rule = alert_from({**given, "least": _share(given["least"]) if given["topic"] == "ev" else None})
    if not is_sending(settings(), rule.channel):
        raise InputError(NOT_SET[rule.channel])
    if (rule.topic != "ev" or rule.channel == "webhook") and not current_caller().is_operator:
        raise ForbiddenError("Alerts of drift and rollouts, and webhooks, are for the one who runs Pikkit.")
    return rule


def keep_asked(rule: AlertRule) -> None:
    """Keep an alert of the bettor shown.

    Raises:
        InputError: He has too many.
        SampleShownError: The home is the sample's.
    """
    refuse_in_sample(settings(), _YOURS)
    keep_alert(records(), own_bettor(current_caller()), rule)
    alerts_told().forget()


@blueprint.post("/settings/alerts/<alert_id>")
def change_alert(alert_id: str) -> Response:
    """Switch an alert on or off, try it, or delete it."""
    bettor, action = own_bettor(current_caller()), request.form.get("action", "")
    refuse_in_sample(settings(), _YOURS)
    kept = next((one for one in read_alerts(records(), bettor) if one.rule.id == alert_id), None)
    if kept is None:
        raise NotFoundError("You have no alert under that id.")
    if action == "delete":
        delete_alert(records(), bettor, alert_id)
    elif action == "test":
        alerts_told().test(kept)
    elif action in {"on", "off"}:
        keep_alert(records(), bettor, kept.rule.model_copy(update={"is_on": action == "on"}))
    else:
        raise InputError("An alert is switched on or off, tested or deleted.")
    alerts_told().forget()
    return redirect(here("preferences", _anchor="alerts"), 303)  # type: ignore[return-value]  # werkzeug's own class


def _shown(kept: KeptAlert) -> ShownAlert:
    waiting = outbox().waiting(kept.rule.target, kept.bettor, 1)
    return ShownAlert(kept.rule, waiting[0].error if waiting else "")


def _share(percent: str) -> str | float:
    """Percent as a share; what is no number is left for the sentence that says so."""
    try:
        return float(percent) / 100
    except ValueError:
        return percent
