"""What was imported, and the rows that wait for a decision, which is made here."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from apiflask import abort
from flask import Response, redirect, render_template, request

from extension_api.auth import current_caller
from extension_api.dashboard.blueprint import blueprint, here
from extension_api.reading import bet_store, bettor_asked
from pikkit.errors import InputError
from pikkit.review.decided import Decided, Reviewer
from pikkit.review.quarantine import accept_rows, correct_rows, reject_rows
from pikkit.review.rows import QuarantinedRow, RowFilter, find_rows

_MOST = 50
_DONE = {
    "accept": "The row is a bet now.",
    "correct": "The row is corrected, and a bet now.",
    "reject": "The row is kept out for good.",
}


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that was imported to its end."""

    name: str
    rows: int
    rejected: int
    seen: datetime


@blueprint.get("/imports")
def imports() -> str:
    """Show the files and the quarantine."""
    return _page()


@blueprint.post("/imports/rows/<ref>")
def decide(ref: str) -> Response | tuple[str, int]:
    """Accept, correct or reject a row of the caller's."""
    decision = request.form.get("decision", "")
    if decision not in _DONE:
        raise InputError(f"The decision {decision!r} is not known; accepted: {', '.join(_DONE)}.")
    rows = find_rows(bet_store(), RowFilter(refs=[ref], bettors=_bettors()))
    if not rows:
        abort(404)
    decided = _decided(decision, rows)
    if decided.refused:
        return _page(decided.refused[0].reason), 409
    return redirect(here("imports", done=decision), 303)  # type: ignore[return-value]  # werkzeug's own class


def _decided(decision: str, rows: list[QuarantinedRow]) -> Decided:
    by = Reviewer(current_caller().name, "decided on the dashboard")
    if decision == "correct":
        field, value = request.form.get("field", ""), request.form.get("value", "").strip()
        return correct_rows(bet_store(), rows, {field: value}, by)
    decide_rows = accept_rows if decision == "accept" else reject_rows
    return decide_rows(bet_store(), rows, by)


def _page(said: str = "") -> str:
    rule = request.args.get("rule", "")
    waiting = find_rows(bet_store(), RowFilter(bettors=_bettors()))
    shown = [row for row in waiting if not rule or row.rule == rule]
    return render_template(
        "dashboard/imports.html",
        title="Imports",
        said=said or _DONE.get(request.args.get("done", ""), ""),
        rows=shown[:_MOST],
        total=len(shown),
        rules=Counter(row.rule for row in waiting).most_common(),
        rule=rule,
        files=_files(),
    )


def _files() -> list[ImportedFile]:
    bettor = bettor_asked()
    notes = [row for row in bet_store().imports().to_pylist() if bettor in {None, row["bettor"]}]
    found = [ImportedFile(PurePath(n["file"]).name, n["rows"], n["rejected"], n["last_seen_at"]) for n in notes]
    return sorted(found, key=lambda file: file.seen, reverse=True)[:_MOST]


def _bettors() -> tuple[str, ...]:
    bettor = bettor_asked()
    return () if bettor is None else (bettor,)
