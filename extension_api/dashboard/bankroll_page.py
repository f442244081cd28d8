"""The money a bettor has: his bankroll over time, what moved in and out of each book, and what is left there."""

from flask import Response, redirect, render_template, request

from pikkit.base.errors import InputError
from pikkit.extension_api.api.opportunities import own_bettor
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.dashboard.bankroll_picture import money_picture
from pikkit.extension_api.dashboard.blueprint import blueprint, here
from pikkit.extension_api.errors import NotFoundError
from pikkit.extension_api.extensions import bankrolls, records, settings
from pikkit.extension_api.reading import bettor_asked, performance_reader
from pikkit.extension_api.request_preferences import request_preferences
from pikkit.extension_api.sample_shown import refuse_in_sample
from pikkit.money.account import account_of
from pikkit.money.cash_flow import flow_from
from pikkit.money.flows_kept import keep_flow, take_back_flow
from pikkit.performance import BetFilter

_FIELDS = ("kind", "amount", "sportsbook", "day", "note")
_SHOWN = 200
_YOURS = "your money does"


@blueprint.get("/bankroll")
def bankroll() -> str:
    """Show the bankroll and the flows."""
    return _page({})


@blueprint.post("/bankroll")
def note_flow() -> Response | tuple[str, int]:
    """Note a deposit or a withdrawal."""
    refuse_in_sample(settings(), _YOURS)
    bettor = own_bettor(current_caller())
    given = {name: request.form.get(name, "").strip() for name in _FIELDS}
    try:
        keep_flow(records(), bettor, flow_from(given, request_preferences()))
    except InputError as error:
        return _page(given, problem=str(error)), 400
    bankrolls().forget(bettor)
    return redirect(here("bankroll"), 303)  # type: ignore[return-value]  # werkzeug's own class


@blueprint.post("/bankroll/<flow_id>")
def take_back(flow_id: str) -> Response:
    """Take a deposit or a withdrawal back that was noted wrongly."""
    refuse_in_sample(settings(), _YOURS)
    bettor = own_bettor(current_caller())
    if take_back_flow(records(), bettor, flow_id) is None:
        raise NotFoundError("There is no deposit or withdrawal under that id.")
    bankrolls().forget(bettor)
    return redirect(here("bankroll"), 303)  # type: ignore[return-value]  # werkzeug's own class


def _page(given: dict[str, str], *, problem: str = "") -> str:
    bettor = bettor_asked()
    account = None if bettor is None else account_of(records(), performance_reader, bettor)
    held = account.bankroll if account else None
    return render_template(
        "dashboard/bankroll.html",
        title="Bankroll",
        account=account,
        held=held,
        flows=account.flows[-_SHOWN:][::-1] if account else (),
        picture=money_picture(held) if held and held.days else "",
        books=performance_reader().choices(BetFilter(bettor=bettor)).get("sportsbook", ()),
        given=given,
        today=request_preferences().today(),
        problem=problem,
    )
