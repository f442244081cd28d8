"""One bet in full: the slip as it is read, its prices, the scores it was given, what was decided about it."""

from flask import Response, redirect, render_template, request

from pikkit.base.errors import InputError
from pikkit.bets.bet_info.parse import parse_bet_info
from pikkit.bets.value import closing_line_value
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.dashboard.blueprint import blueprint, here
from pikkit.extension_api.errors import NotFoundError
from pikkit.extension_api.extensions import records
from pikkit.extension_api.reading import bet_store, bettor_asked, performance_reader
from pikkit.review.bet_decisions import find_bet
from pikkit.review.bet_history import MOST_OF_A_NOTE, bet_history, describe_bet, note_of
from pikkit.store.serving_tables import predictions

_SCORES = 20
_SAID = "Tags and note are kept."


@blueprint.get("/bet")
def bet() -> str:
    """Show a bet."""
    return _page(_SAID if request.args.get("saved") == "yes" else "")


@blueprint.post("/bet")
def describe() -> Response | tuple[str, int]:
    """Keep a bet's tags and note."""
    bettor, bet_id = _whose(), request.args.get("id", "")
    _row(bettor, bet_id)
    tags, note = (request.form.get(name, "").replace("\r\n", "\n").strip() for name in ("tags", "note"))
    try:
        decided = describe_bet(bet_store(), bettor, bet_id, tags, note, current_caller().name)
    except InputError as error:
        return _page(str(error)), 400
    if decided.refused:
        return _page(decided.refused[0].reason), 409
    return redirect(here("bet", id=bet_id, saved="yes"), 303)  # type: ignore[return-value]  # werkzeug's own class


def _page(said: str) -> str:
    bettor, bet_id = _whose(), request.args.get("id", "")
    row = _row(bettor, bet_id)
    history = bet_history(bet_store(), bettor, bet_id)
    given = {"bettor": bettor, "bet_id": bet_id}
    return render_template(
        "dashboard/bet.html",
        title="A bet",
        said=said,
        bet=row,
        legs=parse_bet_info(str(row["bet_info"] or ""), str(row["sportsbook"])),
        **_values_at_close(row),
        scores=records().read(predictions, given, limit=_SCORES),
        history=history,
        note=note_of(history),
        most_of_a_note=MOST_OF_A_NOTE,
    )


def _whose() -> str:
    bettor = bettor_asked()
    if bettor is None:
        raise InputError("Bets of several bettors may have one id; choose whose bet is meant above.")
    return bettor


def _row(bettor: str, bet_id: str) -> dict[str, object]:
    try:
        found = find_bet(bet_store(), f"{bettor}/{bet_id}")
    except InputError as error:
        raise NotFoundError(f"No bet of yours with the id {bet_id[:80]!r} is read; it may be withheld.") from error
    return dict(found.to_pylist()[0])


def _values_at_close(row: dict[str, object]) -> dict[str, float | None]:
    """Closing line value without the margin, and with it left in."""
    odds, close = row["odds"], row["closing_odds"]
    if not isinstance(odds, float) or not isinstance(close, float) or close <= 1:
        return {"clv": None, "price_gain": None}
    margins = performance_reader().close_margins()
    return {"clv": margins.clv(str(row["sportsbook"]), odds, close), "price_gain": closing_line_value(odds, close)}
