"""A bettor's bankroll, and the deposits and withdrawals it is made of."""

from typing import Annotated

from apiflask import APIBlueprint
from pydantic import BaseModel, ConfigDict, Field, Strict

from pikkit.extension_api.api.opportunities import own_bettor
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.errors import NotFoundError
from pikkit.extension_api.extensions import bankrolls, records, settings
from pikkit.extension_api.openapi import error_responses, response
from pikkit.extension_api.reading import performance_reader
from pikkit.extension_api.request_preferences import request_preferences
from pikkit.extension_api.sample_shown import refuse_in_sample
from pikkit.money.account import account_of
from pikkit.money.bankroll import MoneyHeld
from pikkit.money.book_balance import BookBalance
from pikkit.money.cash_flow import CashFlow, FlowKind, flow_from
from pikkit.money.flows_kept import keep_flow, take_back_flow
from pikkit.money.preferences import Amount, PastDay

blueprint = APIBlueprint("bankroll_api", __name__, url_prefix="/v1/bankroll", tag="Money")

_YOURS = "your money does"


class FlowAsked(BaseModel):
    """A deposit at a book or a withdrawal from it, to note. Sending the same ``id`` again changes nothing."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:~-]{1,200}$")] | None = None
    kind: FlowKind
    amount: Annotated[Amount, Strict()] = Field(description="In the bettor's currency")
    sportsbook: str = Field(min_length=1, max_length=200, description="In any spelling")
    day: PastDay | None = Field(default=None, description="Not in the future; null is today, by the bettor's calendar")
    note: str | None = Field(default=None, max_length=1000)


class AccountHeld(BaseModel):
    """A bettor's money; amounts are in his currency, if he chose one."""

    currency: str | None
    unit_size: float | None
    bankroll: MoneyHeld | None = Field(description="Null where neither a starting bankroll nor a flow is known")
    books: tuple[BookBalance, ...]
    flows: tuple[CashFlow, ...]


@blueprint.get("")
@blueprint.output(AccountHeld)
@blueprint.doc(responses=error_responses(401, 403, 429, 503))
def read() -> AccountHeld:
    """Tell a bettor's bankroll now and over time, by book, and the flows it is made of."""
    account = account_of(records(), performance_reader, own_bettor(current_caller()))
    chosen = account.preferences
    return AccountHeld(
        currency=chosen.currency,
        unit_size=chosen.unit_size,
        bankroll=account.bankroll,
        books=account.books,
        flows=account.flows,
    )


@blueprint.post("/flows")
@blueprint.input(FlowAsked, arg_name="asked")
@blueprint.output(CashFlow, status_code=201, description="Noted")
@blueprint.doc(
    responses=error_responses(400, 401, 403, 409, 413, 415, 429, 503) | response(200, "It was noted before", CashFlow)
)
def note(asked: FlowAsked) -> tuple[CashFlow, int]:
    """Note a deposit or a withdrawal."""
    refuse_in_sample(settings(), _YOURS)
    flow = flow_from(asked.model_dump(), request_preferences())
    bettor = own_bettor(current_caller())
    is_new = keep_flow(records(), bettor, flow)
    bankrolls().forget(bettor)
    return flow, 201 if is_new else 200


@blueprint.delete("/flows/<flow_id>")
@blueprint.output(CashFlow, description="It counts no longer")
@blueprint.doc(responses=error_responses(401, 403, 404, 409, 429, 503))
def take_back(flow_id: str) -> CashFlow:
    """Take a deposit or a withdrawal back that was noted wrongly."""
    refuse_in_sample(settings(), _YOURS)
    bettor = own_bettor(current_caller())
    taken = take_back_flow(records(), bettor, flow_id)
    bankrolls().forget(bettor)
    if taken is None:
        raise NotFoundError("There is no deposit or withdrawal under that id.")
    return taken
