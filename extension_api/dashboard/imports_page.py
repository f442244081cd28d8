"""What was imported, and the rows that wait for a decision, which is made here."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response, redirect, render_template, request

from pikkit.base.errors import InputError
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.dashboard.blueprint import blueprint, here
from pikkit.extension_api.dashboard.quarantine_page import back_to_imports, what_was_done
from pikkit.extension_api.dashboard.quarantine_shown import bettors_shown, quarantine_shown
from pikkit.extension_api.dashboard.source_name import source_name
from pikkit.extension_api.dashboard.uploading import whose_bets
from pikkit.extension_api.errors import NotFoundError
from pikkit.extension_api.extensions import imports as queue
from pikkit.extension_api.extensions import settings
from pikkit.extension_api.imports import JobState
from pikkit.extension_api.imports.form_file import chunks_of, form_file
from pikkit.extension_api.reading import bet_store, bettor_asked
from pikkit.review.decided import Decided, Reviewer
from pikkit.review.quarantine import accept_rows, correct_rows, reject_rows
from pikkit.review.quarantined_items import QuarantinedRow, RowFilter, find_rows

_MOST, _JOBS = 50, 5
_OPEN = {JobState.QUEUED, JobState.RUNNING}
_DECISIONS = ("accept", "correct", "reject")


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


@blueprint.url_value_preprocessor
def allow_uploads(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let an upload be as large as an export may be, before anybody reads its form."""
    if endpoint in {"dashboard.upload", "dashboard.own_home"}:
        request.max_content_length = settings().upload_max_mb * 1024 * 1024


@blueprint.post("/imports")
def upload() -> Response:
    """Take an export; it is on the disk before this answers, and read in the background."""
    bettor, file = whose_bets(), form_file("Choose the CSV file that Pikkit exported.")
    job = queue().put(bettor, file.filename or "", chunks_of(file))
    values = {"bettor": bettor} if current_caller().is_operator else {}
    return redirect(here("imports", job=job.id, **values), 303)  # type: ignore[return-value]  # werkzeug's own class


@blueprint.post("/imports/<job>/dismiss")
def dismiss(job: str) -> Response:
    """Show an upload that failed no longer."""
    if not queue().dismiss(job, bettor_asked()):
        raise NotFoundError("No upload of yours that failed has that name; it may have been dismissed.")
    return redirect(here("imports"), 303)  # type: ignore[return-value]  # werkzeug's own class


@blueprint.post("/imports/rows/<ref>")
def decide(ref: str) -> Response | tuple[str, int]:
    """Accept, correct or reject a row of the caller's."""
    decision = request.form.get("decision", "")
    if decision not in _DECISIONS:
        raise InputError(f"The decision {decision!r} is not known; accepted: {', '.join(_DECISIONS)}.")
    rows = _rows_of(ref)
    decided = _decided(decision, rows)
    if decided.refused:
        return _page(decided.refused[0].reason), 409
    return back_to_imports(decision, decided)


def _rows_of(ref: str) -> list[QuarantinedRow]:
    """The caller's row; one of another's and one that never was are told apart by nothing."""
    try:
        rows = find_rows(bet_store(), RowFilter(refs=[ref], bettors=bettors_shown()))
    except InputError:
        rows = []
    if not rows:
        raise NotFoundError("No row of yours waits under that name; it may have been decided about.")
    return rows


def _decided(decision: str, rows: list[QuarantinedRow]) -> Decided:
    by = Reviewer(current_caller().name, "decided on the dashboard")
    if decision == "correct":
        field, value = request.form.get("field", ""), request.form.get("value", "").strip()
        return correct_rows(bet_store(), rows, {field: value}, by)
    decide_rows = accept_rows if decision == "accept" else reject_rows
    return decide_rows(bet_store(), rows, by)


def _page(sentence: str = "") -> str:
    jobs = queue().jobs(bettor_asked(), limit=_JOBS)
    done = what_was_done(request.args.get("done", ""), request.args.get("rows", default=1, type=int))
    return render_template(
        "dashboard/imports.html",
        title="Imports",
        said=sentence or done,
        quarantine=quarantine_shown(request.args.get("rule", "")),
        files=_files(),
        jobs=jobs,
        running=any(job.state in _OPEN for job in jobs),
        bettor=bettor_asked(),
    )


def _files() -> list[ImportedFile]:
    bettor = bettor_asked()
    notes = bet_store().imports(None if bettor is None else [bettor]).to_pylist()
    files = [ImportedFile(source_name(n["file"]), n["rows"], n["rejected"], n["last_seen_at"]) for n in notes]
    return sorted(files, key=lambda file: file.seen, reverse=True)[:_MOST]
