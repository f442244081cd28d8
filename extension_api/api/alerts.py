"""A bettor's alerts: of what, by which channel, to whom."""

from typing import Annotated

from apiflask import APIBlueprint
from pydantic import BaseModel, ConfigDict, Field

from pikkit.extension_api.alerts_asked import alerts_shown, change_alert, confirm_alert, keep_asked
from pikkit.extension_api.openapi import error_responses
from pikkit.notify.alert_rule import AlertChannel, AlertRule, AlertTopic, alert_from

blueprint = APIBlueprint("alerts_api", __name__, url_prefix="/v1/alerts", tag="Alerts")


class AlertAsked(BaseModel):
    """An alert to switch on, or to change that of its ``id``."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:~-]{1,200}$")] | None = None
    topic: AlertTopic = Field(description="ev: captured prices; drift: of the model; rollout: its decisions")
    channel: AlertChannel
    address: Annotated[str, Field(min_length=1, max_length=2000)]
    least: Annotated[float, Field(ge=0, le=10, strict=True)] | None = Field(
        default=None, description="Of ev: prices worth so much a unit staked or more, as a share"
    )
    is_on: Annotated[bool, Field(strict=True)] = True


class AlertHeld(BaseModel):
    """An alert as it is."""

    id: str
    topic: AlertTopic
    channel: AlertChannel
    address: str = Field(description="A webhook's without the end of its path, which may be its secret")
    least: float | None
    is_on: bool
    is_confirmed: bool = Field(
        description="Whether its address gave the code back that it was sent; until then it tells nothing"
    )
    trouble: str = Field(default="", description="Why what it told last has not arrived")


class AlertCode(BaseModel):
    """What an alert's address was sent."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=1, max_length=100)]


class AlertList(BaseModel):
    """Alerts, the newest first."""

    alerts: list[AlertHeld]


@blueprint.get("")
@blueprint.output(AlertList)
@blueprint.doc(responses=error_responses(401, 403, 429, 503))
def list_alerts() -> AlertList:
    """List a bettor's alerts; none of everybody together."""
    return AlertList(alerts=[_held(one.rule, one.is_confirmed, one.trouble) for one in alerts_shown()])


@blueprint.put("")
@blueprint.input(AlertAsked, arg_name="asked")
@blueprint.output(AlertHeld)
@blueprint.doc(responses=error_responses(400, 401, 403, 409, 413, 415, 429, 503))
def keep(asked: AlertAsked) -> AlertHeld:
    """Switch an alert on, or change the one of its id. Drift, rollouts and webhooks are an operator's.

    A new address is sent a code first, at most five a day; ``confirm`` takes it. An operator needs none.
    """
    rule = alert_from(asked.model_dump(exclude_none=True))
    return _held(rule, keep_asked(rule))


@blueprint.post("/<alert_id>/confirm")
@blueprint.input(AlertCode, arg_name="given")
@blueprint.output(AlertHeld)
@blueprint.doc(responses=error_responses(400, 401, 403, 404, 409, 413, 415, 429, 503))
def confirm(alert_id: str, given: AlertCode) -> AlertHeld:
    """Have an alert tell, by the code that its address was sent."""
    return _held(confirm_alert(alert_id, given.code))


@blueprint.post("/<alert_id>/test")
@blueprint.output(AlertHeld, status_code=202, description="A message waits to be sent")
@blueprint.doc(responses=error_responses(400, 401, 403, 404, 409, 415, 429, 503))
def try_out(alert_id: str) -> AlertHeld:
    """Send a test; whether it arrived is what the list's ``trouble`` says a moment later."""
    return _held(change_alert(alert_id, "test"))


@blueprint.delete("/<alert_id>")
@blueprint.output(AlertHeld, description="It tells nothing any more")
@blueprint.doc(responses=error_responses(401, 403, 404, 409, 429, 503))
def delete(alert_id: str) -> AlertHeld:
    """Delete an alert."""
    return _held(change_alert(alert_id, "delete"))


def _held(rule: AlertRule, is_confirmed: bool = True, trouble: str = "") -> AlertHeld:
    fields = rule.model_dump(include={"id", "topic", "channel", "least", "is_on"})
    return AlertHeld(**fields, address=rule.shown, is_confirmed=is_confirmed, trouble=trouble)
