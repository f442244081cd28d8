"""Money that moved between a bettor and a book."""

from collections.abc import Mapping
from typing import Annotated, Literal
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pikkit.base.validation import InvalidFieldsError, problems_of
from pikkit.bets.names import canonical_sportsbook
from pikkit.money.preferences import Amount, PastDay, Preferences

FlowKind = Literal["deposit", "withdrawal"]


class CashFlow(BaseModel):
    """A deposit at a book or a withdrawal from it."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:~-]{1,200}$")] = Field(
        default_factory=lambda: uuid4().hex, description="Made by the client if it may send it again, such as a UUID"
    )
    kind: FlowKind
    amount: Amount = Field(description="In the bettor's currency, above 0; kind says which way it moved")
    sportsbook: Annotated[str, Field(min_length=1, max_length=200)]
    day: PastDay = Field(description="On which it moved, by the bettor's calendar")
    note: Annotated[str, Field(max_length=1000)] | None = None

    @property
    def signed(self) -> float:
        """What it adds to the bankroll."""
        return self.amount if self.kind == "deposit" else -self.amount


def flow_from(given: Mapping[str, object], preferences: Preferences) -> CashFlow:
    """A flow as a form, a request or a command gives it; without a day it moved today.

    Raises:
        InvalidFieldsError: A part is not accepted.
    """
    fields = {name: value for name, value in given.items() if value not in {"", None}}
    fields.setdefault("day", preferences.today())
    try:
        flow = CashFlow.model_validate(fields)
    except ValidationError as error:
        raise InvalidFieldsError(problems_of(error, accepted=CashFlow)) from error
    return flow.model_copy(update={"sportsbook": canonical_sportsbook(flow.sportsbook)[0]})
