"""``pikkit rollout``: a candidate gets a growing share of the traffic, is judged, and promoted or rolled back."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.output import AsCsv, AsJson, answer, answer_list

if TYPE_CHECKING:
    from pikkit.rollout.driver import Driver

app = typer.Typer(
    help="Roll a version out: a canary that is judged, promoted or rolled back, and remembered.", no_args_is_help=True
)
Why = Annotated[str, typer.Option(help="Why, for the ledger.")]


@app.command("start")
def start_rollout(
    model: Annotated[str, typer.Argument(help="models:/pikkit@challenger, models:/pikkit/4, challenger or 4.")],
    strategy: Annotated[str, typer.Option(help="canary, blue-green or shadow.")] = "canary",
    steps: Annotated[str, typer.Option(help="Percentages; default: 10,25,50,100 (canary), 0,100 (blue-green).")] = "",
    interval: Annotated[str, typer.Option(help="Time from one judgement to the next: 30s, 15m, 2h.")] = "15m",
    as_json: AsJson = False,
) -> None:
    """Roll a version out against the champion, and judge it until it is promoted or rolled back.

    Ctrl-C leaves the rollout where it is; `pikkit rollout resume` goes on. A shadow is judged on copies of the
    requests, and never promoted. On one machine the versions must be served meanwhile: `pikkit serve`.
    """
    from pikkit.cli.rollout.driving import drive_to_the_end
    from pikkit.deploying.rollouts import begin, lock_of, make_driver
    from pikkit.home import active_home
    from pikkit.rollout.strategy import make_strategy

    plan = make_strategy(strategy, steps, interval)
    settings = active_home().settings
    driver, lock = make_driver(settings, _user()), lock_of(settings, _user())
    begin(driver, settings, model, plan, lock)
    drive_to_the_end(driver, lock, settings.notify_urls, as_json=as_json)


@app.command()
def resume(as_json: AsJson = False) -> None:
    """Go on with a rollout that was paused, or whose driver was killed."""
    from pikkit.cli.rollout.driving import drive_to_the_end
    from pikkit.deploying.rollouts import lock_of
    from pikkit.home import active_home
    from pikkit.rollout.state import LedgerEvent, Phase

    driver = _driver()
    rollout = driver.current()
    settings = active_home().settings
    lock = lock_of(settings, _user())
    lock.take()
    if rollout is None or rollout.phase is not Phase.DONE:
        driver.decide(LedgerEvent.RESUME, (), _user())
    drive_to_the_end(driver, lock, settings.notify_urls, as_json=as_json)


@app.command("status")
def show_rollout(
    watch: Annotated[bool, typer.Option("--watch", help="Refresh every two seconds, until Ctrl-C.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say where the newest rollout is, and what each version did with its requests."""
    from pikkit.cli.rollout.rollout_status import print_status, watch_status

    driver = _driver()
    if watch and not as_json:
        watch_status(driver)
    else:
        print_status(driver, as_json=as_json)


@app.command()
def adopt(as_json: AsJson = False) -> None:
    """Have what serves serve the champion: on a new cluster, or after somebody changed it by hand."""
    version = _driver().adopt()
    answer({"serving": version}, f"It is told to serve version {version}, the champion.", as_json=as_json)


@app.command()
def promote(why: Why = "An operator decided so.", as_json: AsJson = False) -> None:
    """Promote the candidate now, whatever the judge says."""
    _decide("promote", why, as_json=as_json)


@app.command()
def rollback(why: Why = "An operator decided so.", as_json: AsJson = False) -> None:
    """Give the stable version all traffic back."""
    _decide("rollback", why, as_json=as_json)


@app.command()
def pause(why: Why = "An operator decided so.", as_json: AsJson = False) -> None:
    """Keep the traffic as it is, unjudged, until `resume`."""
    _decide("pause", why, as_json=as_json)


@app.command()
def abort(why: Why = "An operator decided so.", as_json: AsJson = False) -> None:
    """Give a rollout up: as `rollback`, but it is nobody's verdict on the candidate."""
    _decide("abort", why, as_json=as_json)


@app.command("history")
def show_history(
    limit: Annotated[int, typer.Option(min=1, help="The newest so many decisions.")] = 20,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Print the ledger, newest first."""
    from pikkit.cli.rollout.rollout_text import DEPLOYMENT_COLUMNS, deployment_document, history_text

    deployments = _driver().ledger.history()[:limit]
    rows = [deployment_document(one) for one in deployments]
    answer_list(rows, history_text(deployments), columns=DEPLOYMENT_COLUMNS, as_json=as_json, as_csv=as_csv)


@app.command("at")
def versions_at(
    moment: Annotated[datetime, typer.Argument(help="2026-03-01T12:00 (UTC, unless it says otherwise).")],
    as_json: AsJson = False,
) -> None:
    """Say which versions served at a moment, and what share of the requests each got."""
    from pikkit.cli.rollout.rollout_text import serving_text
    from pikkit.rollout.ledger import serving_at

    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    weights = serving_at(_driver().ledger.history(), known)
    answer({"at": known.isoformat(), "weights": dict(weights)}, serving_text(weights), as_json=as_json)


def _decide(event: str, why: str, *, as_json: bool) -> None:
    from pikkit.base.errors import NotReadyError
    from pikkit.cli.rollout.rollout_text import rollout_document, rollout_text
    from pikkit.rollout.state import LedgerEvent

    driver = _driver()
    rollout = driver.decide(LedgerEvent(event), (why,), _user())
    with suppress(NotReadyError):  # it is decided; `status` says when it is done
        driver.finish()
    rollout = driver.current() or rollout
    answer(rollout_document(rollout), rollout_text(rollout), as_json=as_json)


def _driver() -> "Driver":
    from pikkit.deploying.rollouts import make_driver
    from pikkit.home import active_home

    return make_driver(active_home().settings, _user())


def _user() -> str:
    import getpass

    return getpass.getuser()
