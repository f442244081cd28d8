"""Decisions about many rows at once, looked at before they are made, and their undoing."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from flask import Response, redirect, render_template, request

from pikkit.base.errors import InputError
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.dashboard.blueprint import blueprint, here
from pikkit.extension_api.dashboard.quarantine_shown import bettors_shown, refusals, rows_decided
from pikkit.extension_api.errors import NotFoundError
from pikkit.extension_api.reading import bet_store
from pikkit.review.decided import Decided, Reviewer
from pikkit.review.quarantine import accept_rows, reject_rows, reopen_rows
from pikkit.review.quarantined_items import QuarantinedRow, RowFilter, find_rows

_DECISIONS = {"accept": accept_rows, "reject": reject_rows}
_BECAME = {
    "accept": ("The row is a bet now.", "{} rows are bets now."),
    "correct": ("The row is corrected, and a bet now.", "{} rows are corrected, and bets now."),
    "reject": ("The row is kept out for good.", "{} rows are kept out for good."),
    "undo": ("The row waits for a decision again.", "{} rows wait for a decision again."),
}


@blueprint.post("/imports/rows")
def decide_all() -> str | Response:
    """Decide about every row of a rule that waits: first shown, then done."""
    decision, rule = request.form.get("decision", ""), request.form.get("rule", "")
    if decision not in _DECISIONS:
        raise InputError(f"The decision {decision!r} is not known; accepted: {', '.join(_DECISIONS)}.")
    rows = [row for row in find_rows(bet_store(), RowFilter([], [rule], bettors_shown())) if row.rule == rule]
    if not rows:
        raise NotFoundError("No row of yours waits by that rule; they may have been decided about.")
    if not request.form.get("confirmed"):
        return _asked(decision, rule, rows)
    made = _DECISIONS[decision](bet_store(), rows, _reviewer())
    return back_to_imports(decision, made)


@blueprint.post("/imports/undo")
def undo_decision() -> Response:
    """Take a decision back: its rows wait again, and bets that came of them go."""
    try:
        at = datetime.fromisoformat(request.form.get("at", ""))
    except ValueError as error:
        raise InputError("The field at must be the moment of a decision.") from error
    rows = rows_decided(request.form.get("rule", ""), request.form.get("status", ""), at)
    if not rows:
        raise NotFoundError("No decision of that moment stands; it may have been undone.")
    return back_to_imports("undo", reopen_rows(bet_store(), rows, _reviewer()))


def back_to_imports(decision: str, made: Decided) -> Response:
    """The page of imports, which says what was done."""
    return redirect(here("imports", done=decision, rows=made.done), 303)  # type: ignore[return-value]  # werkzeug's own class


def what_was_done(decision: str, rows: int) -> str:
    """A decision as a sentence, "" for one that is not known."""
    one, many = _BECAME.get(decision, ("", ""))
    return one if rows == 1 else many.format(rows)


def _asked(decision: str, rule: str, rows: Sequence[QuarantinedRow]) -> str:
    refused = refusals(rows) if decision == "accept" else {}
    return render_template(
        "dashboard/quarantine_decision.html",
        title="Accept as bets" if decision == "accept" else "Reject for good",
        decision=decision,
        rule=rule,
        able=len(rows) - len(refused),
        refused=Counter(refused.values()).most_common(10),
        unable=len(refused),
        examples=[row for row in rows if row.ref not in refused][:5],
    )


def _reviewer() -> Reviewer:
    return Reviewer(current_caller().name, "decided on the dashboard")
