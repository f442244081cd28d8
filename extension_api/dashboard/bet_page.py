"""One bet in full: the slip as it is read, its prices, its scores, what was decided about it."""

from datetime import datetime

import pyarrow as pa
from flask import Response, redirect, render_template, request

from pikkit.base.errors import InputError, PikkitError
from pikkit.bets.bet_info.parse import parse_bet_info
from pikkit.bets.value import closing_line_value
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.dashboard import words
from pikkit.extension_api.dashboard.blueprint import blueprint, here
from pikkit.extension_api.errors import NotFoundError
from pikkit.extension_api.extensions import records, scores_of_then
from pikkit.extension_api.reading import bet_store, bettor_asked, performance_reader
from pikkit.review.bet_decisions import find_bet
from pikkit.review.bet_history import MOST_OF_A_NOTE, bet_history, describe_bet, note_of
from pikkit.store.serving_tables import opportunities, predictions
from pikkit.workflows.score_of_then import EarlierModel, model_of_then

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
    _found(bettor, bet_id)
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
    bets = _found(bettor, bet_id)
    row = dict(bets.to_pylist()[0])
    history = bet_history(bet_store(), bettor, bet_id)
    return render_template(
        "dashboard/bet.html",
        title="A bet",
        said=said,
        bet=row,
        legs=parse_bet_info(str(row["bet_info"] or ""), str(row["sportsbook"])),
        **_values_at_close(row),
        scores=_scores_given(bettor, bet_id),
        **_score_then(bets, row["placed_at"]),
        history=history,
        note=note_of(history),
        most_of_a_note=MOST_OF_A_NOTE,
    )


def _scores_given(bettor: str, bet_id: str) -> list[dict[str, object]]:
    """What was said of it before it was placed: asked for with its id, or when its price was captured."""
    given = {"bettor": bettor, "bet_id": bet_id}
    asked = [
        {**row, "by": f"{row['model_name']} {row['model_version']}"}
        for row in records().read(predictions, given, limit=_SCORES)
    ]
    captured = [
        {**row, "by": f"{row['model_version']}, when captured", "made_at": row["captured_at"]}
        for row in records().read(opportunities, given, limit=_SCORES)
        if row["p_win"] is not None
    ]
    return [*asked, *captured]


def _whose() -> str:
    bettor = bettor_asked()
    if bettor is None:
        raise InputError("Bets of several bettors may have one id; choose whose bet is meant above.")
    return bettor


def _found(bettor: str, bet_id: str) -> pa.Table:
    try:
        return find_bet(bet_store(), f"{bettor}/{bet_id}")
    except InputError as error:
        raise NotFoundError(f"No bet of yours with the id {bet_id[:80]!r} is read; it may be withheld.") from error


def _score_then(bet: pa.Table, placed_at: datetime) -> dict[str, object]:
    """What a model that knew nothing later says of a bet, or why none can."""
    try:
        models = scores_of_then().models()
        model = model_of_then(models, placed_at)
        score = scores_of_then().score(model, bet, bet_store()) if model and request.args.get("then") == "yes" else None
    except PikkitError as error:
        return {"then": None, "then_model": None, "then_why": f"No score as of then can be given. {error}"}
    return {"then": score, "then_model": model, "then_why": "" if model else _why_none(models)}


def _why_none(models: tuple[EarlierModel, ...]) -> str:
    if not models:
        return "No score as of then can be given: no model is kept here."
    first = models[-1]
    return (
        "No score as of then can be given: every model that is kept here learned from results that came after this "
        f"bet ({first.name}, the earliest, until {words.day(first.until)}), so it would say what nobody knew then."
    )


def _values_at_close(row: dict[str, object]) -> dict[str, float | None]:
    """Closing line value without the margin, and with it left in."""
    odds, close = row["odds"], row["closing_odds"]
    if not isinstance(odds, float) or not isinstance(close, float) or close <= 1:
        return {"clv": None, "price_gain": None}
    margins = performance_reader().close_margins()
    return {"clv": margins.clv(str(row["sportsbook"]), odds, close), "price_gain": closing_line_value(odds, close)}
