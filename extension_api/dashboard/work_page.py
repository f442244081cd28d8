"""Training and checks for drift, asked for and followed in the browser."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Response, redirect, request

from pikkit.base.errors import InputError
from pikkit.embedded.work import WorkBoard, WorkKind
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.auth.refusals import ForbiddenError
from pikkit.extension_api.dashboard.blueprint import blueprint, here
from pikkit.extension_api.extensions import settings, working
from pikkit.extension_api.reading import bet_store
from pikkit.keys import Scope
from pikkit.registry.client import embedded_database
from pikkit.workflows.enough_stored import check_enough_stored

_LOOK_SECONDS = 0.5
_STREAM_SECONDS = 50.0
"""A stream ends after so long, and the browser asks for the rest."""
_AGAIN_MILLISECONDS = 3000
_open: set[object] = set()
_counting = threading.Lock()
_SCRIPT = Path(__file__).with_name("work.js")


def may_work() -> bool:
    """Whether the caller may start work here: an operator, where model and registry are this home's."""
    return current_caller().is_operator and embedded_database(settings().resolved_tracking_uri) is not None


def too_few_to_train() -> str:
    """Why a training would be refused at once, in a sentence; empty if the stored bets may do."""
    try:
        check_enough_stored(bet_store().counts().settled, settings().min_bets)
    except InputError as error:
        return str(error)
    return ""


@blueprint.post("/work")
def work() -> Response:
    """Start work, or cancel it."""
    caller, asked = current_caller(), request.form.get("do", "")
    caller.require(Scope.WRITE)
    if not may_work():
        raise ForbiddenError("Work is started here by an operator, and only where the registry is this home's own.")
    if asked == "cancel":
        working().board.ask_to_cancel()
    elif asked in set(WorkKind):
        working().start(WorkKind(asked))
    else:
        raise InputError(f"What is to be done, {asked!r}, is not known; accepted: {', '.join(WorkKind)}, cancel.")
    return redirect(here("models") + "#work", 303)  # type: ignore[return-value]  # werkzeug's own class


@blueprint.get("/work-events")
def work_events() -> Response:
    """Stream the lines of what is under way, and that it ended (server-sent events), to operators."""
    if not current_caller().is_operator:  # the lines name everybody's files
        raise ForbiddenError("An operator follows what is under way.")
    start = request.headers.get("Last-Event-ID", request.args.get("from", "0"))
    place = int(start) if start.isdecimal() and len(start) < 16 else 0
    return Response(_events(working().board, place, settings().api_threads // 4), mimetype="text/event-stream")


@blueprint.get("/work.js")
def work_script() -> Response:
    """What follows the stream on a page; without it the page shows what was so far."""
    return Response(_SCRIPT.read_text(encoding="utf-8"), mimetype="text/javascript")


def _events(board: WorkBoard, place: int, most: int) -> Iterator[str]:
    """What is said until it ends; beyond so many at once, what was said by now: the browser comes again."""
    with _stream(most) as seconds:
        until = time.monotonic() + seconds
        while True:
            now = board.now()  # before the lines: those of an ended work are all there
            lines, place = board.lines(place)
            yield from (_event("line", line, place) for line in lines)
            if now is None or not now.is_open:
                yield _event("end", now.state.value if now else "", place)
                return
            if time.monotonic() >= until:
                yield f"retry: {_AGAIN_MILLISECONDS}\n\n"
                return
            time.sleep(_LOOK_SECONDS)


@contextmanager
def _stream(most: int) -> Iterator[float]:
    """How long a stream may go on: it holds a thread of the service."""
    itself = object()
    with _counting:
        if len(_open) < most:
            _open.add(itself)
    try:
        yield _STREAM_SECONDS if itself in _open else 0
    finally:
        _open.discard(itself)


def _event(name: str, text: str, place: int) -> str:
    return f"event: {name}\nid: {place}\ndata: {json.dumps(text)}\n\n"
