"""What a caller may do with the alerts of the bettor he works for: the page and the API ask here."""

from dataclasses import dataclass

from flask import current_app

from pikkit.base.errors import InputError
from pikkit.extension_api.api.opportunities import own_bettor
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.auth.refusals import ForbiddenError
from pikkit.extension_api.errors import NotFoundError
from pikkit.extension_api.extensions import alerts_told, outbox, records, settings
from pikkit.extension_api.reading import bettor_asked
from pikkit.extension_api.sample_shown import refuse_in_sample
from pikkit.notify.alert_bounds import check_codes
from pikkit.notify.alert_code import alert_code, is_alert_code
from pikkit.notify.alert_rule import AlertRule
from pikkit.notify.alerts_kept import KeptAlert, delete_alert, keep_alert, read_alerts
from pikkit.outbox.person_sink import NOT_SET, is_sending

_YOURS = "your alerts do"


@dataclass(frozen=True, slots=True)
class ShownAlert:
    """An alert, and why what it told last has not arrived; empty if nothing waits."""

    rule: AlertRule
    trouble: str
    is_confirmed: bool


def alerts_shown() -> list[ShownAlert]:
    """The alerts of the bettor shown; none of everybody together."""
    bettor = bettor_asked()
    return [] if bettor is None else [_shown(one) for one in read_alerts(records(), bettor)]


def keep_asked(rule: AlertRule) -> bool:
    """Keep an alert of the bettor shown; unless an operator asks, a new address is sent a code first.

    Returns:
        Whether it tells from now on; if not, once its address has given the code back.

    Raises:
        InputError: He has too many, or asked for too many codes, or the home cannot send it.
        ForbiddenError: It is for operators.
        SampleShownError: The home is the sample's.
    """
    if not is_sending(settings(), rule.channel):
        raise InputError(NOT_SET[rule.channel])
    if (rule.topic != "ev" or rule.channel == "webhook") and not current_caller().is_operator:
        raise ForbiddenError("Alerts of drift and rollouts, and webhooks, are for the one who runs Pikkit.")
    refuse_in_sample(settings(), _YOURS)
    bettor = own_bettor(current_caller())
    if not _is_trusted(rule, bettor):
        check_codes(outbox(), rule, bettor)
    confirmed = keep_alert(records(), bettor, rule, confirmed=current_caller().is_operator)
    if not confirmed:
        alerts_told().send_code(rule, bettor, alert_code(_secret(), bettor, rule))
    alerts_told().forget()
    return confirmed


def confirm_alert(alert_id: str, given: str) -> AlertRule:
    """Have an alert tell, by the code that its address was sent.

    Raises:
        NotFoundError: The bettor shown has none of that id.
        InputError: It is another code.
        SampleShownError: The home is the sample's.
    """
    bettor = own_bettor(current_caller())
    refuse_in_sample(settings(), _YOURS)
    kept = _kept(alert_id, bettor)
    if not is_alert_code(given, alert_code(_secret(), bettor, kept.rule)):
        raise InputError("That is not the code which this alert's address was sent.")
    keep_alert(records(), bettor, kept.rule, confirmed=True)
    alerts_told().forget()
    return kept.rule


def change_alert(alert_id: str, action: str) -> AlertRule:
    """Switch an alert of the bettor shown on or off, try it, or delete it.

    Raises:
        NotFoundError: He has none of that id.
        InputError: The action is none of on, off, test and delete.
        SampleShownError: The home is the sample's.
    """
    bettor = own_bettor(current_caller())
    refuse_in_sample(settings(), _YOURS)
    kept = _kept(alert_id, bettor)
    if action == "delete":
        delete_alert(records(), bettor, alert_id)
    elif action == "test":
        alerts_told().test(kept)
    elif action in {"on", "off"}:
        keep_alert(records(), bettor, kept.rule.model_copy(update={"is_on": action == "on"}), confirmed=False)
    else:
        raise InputError("An alert is switched on or off, tested or deleted.")
    alerts_told().forget()
    return kept.rule


def _shown(kept: KeptAlert) -> ShownAlert:
    waiting = outbox().waiting(kept.rule.target, kept.bettor, 1)
    return ShownAlert(kept.rule, waiting[0].error if waiting else "", kept.is_confirmed)


def _kept(alert_id: str, bettor: str) -> KeptAlert:
    kept = next((one for one in read_alerts(records(), bettor) if one.rule.id == alert_id), None)
    if kept is None:
        raise NotFoundError("You have no alert under that id.")
    return kept


def _is_trusted(rule: AlertRule, bettor: str) -> bool:
    """Whether no code is needed: an operator's word, or the same address as before."""
    before = next((one for one in read_alerts(records(), bettor) if one.rule.id == rule.id), None)
    same = before is not None and before.is_confirmed and before.rule.target == rule.target
    return same or current_caller().is_operator


def _secret() -> str:
    return str(current_app.secret_key)
