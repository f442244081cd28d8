"""One's own bets, uploaded while the sample is shown: they get a home of their own, which then is served instead."""

from pathlib import Path

from flask import Response, redirect, render_template, request

from pikkit.base.errors import InputError
from pikkit.bets.export import iter_export
from pikkit.embedded.handover import Handover, confirm, write_handover
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.dashboard.blueprint import blueprint, here
from pikkit.extension_api.extensions import settings
from pikkit.extension_api.imports.form_file import chunks_of, form_file
from pikkit.keys import Scope

_SCRIPT = Path(__file__).with_name("handover.js")


@blueprint.post("/own-home")
def own_home() -> Response:
    """Take an export for a home of the caller's own; the server that shows the sample opens it."""
    current_caller().require(Scope.WRITE)
    if not settings().sample:
        raise InputError("This is your own home already; the Imports page takes your bets.")
    bettor = request.form.get("whose", "").strip()
    if not bettor:
        raise InputError("Say whose bets they are: a name of your choice, such as your own.")
    file = form_file("Choose the CSV file that Pikkit exported.")
    kept = write_handover(settings(), bettor, file.filename or "", chunks_of(file))
    _check(kept)
    confirm(kept)
    return redirect(here("own_home_opening"), 303)  # type: ignore[return-value]  # werkzeug's own class


@blueprint.get("/own-home")
def own_home_opening() -> str:
    """Wait for the home."""
    return render_template("dashboard/handover.html", title="Your own home")


@blueprint.get("/handover.js")
def handover_script() -> Response:
    """What looks whether the home is open."""
    return Response(_SCRIPT.read_text(encoding="utf-8"), mimetype="text/javascript")


def _check(kept: Handover) -> None:
    """See that there is a bet in it, or forget it."""
    try:
        has_bets = any(part.bets.num_rows for part in iter_export(kept.file, kept.bettor))
    except InputError as error:
        kept.forget()
        raise InputError(str(error).replace(str(kept.file), kept.file.name)) from error
    if not has_bets:
        kept.forget()
        raise InputError(f"No bet in {kept.file.name} can be read.")
