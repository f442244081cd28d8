"""What somebody wants to be told of, by which channel, and to whom."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pikkit.base.validation import InvalidFieldsError, problems_of
from pikkit.outbox.entry import PERSON

AlertTopic = Literal["ev", "drift", "rollout"]
AlertChannel = Literal["email", "telegram", "webhook"]
_ADDRESSES = {
    "email": (
        re.compile(r"[^@\s,;?&/:<>\"'%#]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,30}"),
        "one e-mail address, such as ann@example.org",
    ),
    "telegram": (re.compile(r"-?\d{1,20}|@[A-Za-z0-9_]{5,32}"), "a Telegram chat: its number, or @channel"),
    "webhook": (re.compile(r"https?://[^\s]{1,2000}"), "the address of a webhook, such as https://example.org/hook"),
}


class AlertRule(BaseModel):
    """An alert that is on or off."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:~-]{1,200}$")] = Field(default_factory=lambda: uuid4().hex)
    topic: AlertTopic = Field(description="ev: captured prices; drift: of the model; rollout: its decisions")
    channel: AlertChannel
    address: Annotated[str, Field(min_length=1, max_length=2000)] = Field(
        description="To whom, as the channel names him"
    )
    least: Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)] | None = Field(
        default=None, description="Of ev: prices worth so much a unit staked or more, as a share"
    )
    is_on: bool = True

    @model_validator(mode="after")
    def _fits_together(self) -> "AlertRule":
        form, accepted = _ADDRESSES[self.channel]
        if not form.fullmatch(self.address):
            raise ValueError(f"address must be {accepted}")
        if (self.topic == "ev") != (self.least is not None):
            raise ValueError("least must be said of ev, and of nothing else")
        return self

    @property
    def target(self) -> str:
        """Where the outbox delivers it to."""
        return self.address if self.channel == "webhook" else f"{PERSON}{self.channel}:{self.address}"

    @property
    def shown(self) -> str:
        """The address as a page shows it: the end of a webhook's path may be its secret."""
        return self.address if self.channel != "webhook" else self.address.split("?")[0].rsplit("/", 1)[0] + "/…"


def alert_from(given: Mapping[str, object]) -> AlertRule:
    """An alert as a form, a request or a command gives it; what is empty is not said.

    Raises:
        InvalidFieldsError: A part is not accepted.
    """
    fields = {name: value for name, value in given.items() if value not in {"", None}}
    try:
        return AlertRule.model_validate(fields)
    except ValidationError as error:
        raise InvalidFieldsError(problems_of(error, accepted=AlertRule)) from error
