"""Rollouts on the Models page: begin one, see where it is, decide."""

from dataclasses import dataclass
from pathlib import Path

from flask import Response, redirect, request

from pikkit.base.errors import InputError, NotReadyError
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.auth.refusals import ForbiddenError
from pikkit.extension_api.dashboard.blueprint import blueprint, here
from pikkit.extension_api.dashboard.work_page import may_work
from pikkit.extension_api.extensions import rollouts_driven, settings
from pikkit.keys import Scope
from pikkit.rollout.embedded.files import Served, read_served
from pikkit.rollout.last_look import LastLook, read_look
from pikkit.rollout.ledger import Deployment
from pikkit.rollout.state import LedgerEvent, Phase, Rollout, newest_rollout
from pikkit.rollout.strategy import make_strategy

DASHBOARD = "dashboard"
_SCRIPT = Path(__file__).with_name("rollout.js")
_DECISIONS = {one.value for one in (LedgerEvent.PROMOTE, LedgerEvent.ROLLBACK, LedgerEvent.PAUSE, LedgerEvent.ABORT)}


@dataclass(frozen=True)
class RolloutShown:
    """A rollout as the page tells it.

    Attributes:
        rollout: Where the ledger says it is.
        is_open: Whether it goes on, or is paused.
        is_paused: Whether it is.
        served: What serves on this machine; None where that is not known.
        look: What the judge saw last; None before its first look.
    """

    rollout: Rollout
    is_open: bool
    is_paused: bool
    served: Served | None
    look: LastLook | None


def rollout_shown(decisions: list[Deployment]) -> RolloutShown | None:
    """The newest rollout, with what is known of it now; None before the first."""
    rollout, config = newest_rollout(decisions), settings()
    if rollout is None:
        return None
    elsewhere = config.kserve_namespace or config.gateway_namespace
    return RolloutShown(
        rollout=rollout,
        is_open=rollout.phase is not Phase.DONE,
        is_paused=rollout.phase is Phase.PAUSED,
        served=None if elsewhere else read_served(config),
        look=read_look(config, (rollout.stable, rollout.candidate)),
    )


@blueprint.post("/rollout")
def roll_out() -> Response:
    """Begin a rollout, go on with one, or decide about it."""
    current_caller().require(Scope.WRITE)
    if not may_work():
        raise ForbiddenError("An operator decides on rollouts, and here only where the registry is this home's own.")
    asked = request.form.get("do", "")
    if asked == "start":
        rollouts_driven().drive(_start())
    elif asked == "resume":
        rollouts_driven().drive(["resume"])
    elif asked in _DECISIONS:
        _decide(LedgerEvent(asked))
    else:
        accepted = ", ".join(("start", "resume", *sorted(_DECISIONS)))
        raise InputError(f"What is to be done, {asked[:40]!r}, is not known; accepted: {accepted}.")
    return redirect(here("models") + "#rollout", 303)  # type: ignore[return-value]  # werkzeug's own class


@blueprint.get("/rollout.js")
def rollout_script() -> Response:
    """What keeps the page as it is now while a rollout goes on; without it the page shows what was when it was read."""
    return Response(_SCRIPT.read_text(encoding="utf-8"), mimetype="text/javascript")


def _start() -> list[str]:
    """The arguments of a rollout's start, checked: they become a process's."""
    version, interval = request.form.get("version", ""), request.form.get("interval") or "15m"
    if not (version.isascii() and version.isdecimal()):
        raise InputError(f"A rollout needs a version's number, such as 4, not {version[:40]!r}.")
    plan = make_strategy(request.form.get("strategy") or "canary", "", interval)
    return ["start", version, "--strategy", str(plan.kind), "--interval", interval]


def _decide(event: LedgerEvent) -> None:
    """As ``pikkit rollout promote`` and its like."""
    from pikkit.deploying.rollouts import make_driver  # noqa: PLC0415 (loads xgboost)

    why = request.form.get("why", "")[:500].strip() or "An operator decided so on the dashboard."
    driver = make_driver(settings(), DASHBOARD)
    driver.decide(event, (why,), DASHBOARD)
    try:
        driver.finish()
    except NotReadyError:
        return  # it is decided; the page says when it is done
