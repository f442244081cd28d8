"""``pikkit run``: from bets to a served score, in one command."""

import sys
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from pikkit.cli.commands.serve import Host, Port, PredictorPort
from pikkit.cli.commands.train import Seconds, Trials
from pikkit.cli.output import AsJson, answer, say


def run(
    bets: Annotated[Path | None, typer.Option(help="A Pikkit export (.csv), or a folder of them.")] = None,
    once: Annotated[bool, typer.Option("--once", help="Stop after the summary.")] = False,
    sample: Annotated[bool, typer.Option("--sample", help="Use the bundled sample, whatever you imported.")] = False,
    trials: Trials = None,
    seconds: Seconds = None,
    port: Port = None,
    predictor_port: PredictorPort = None,
    host: Host = None,
    browser: Annotated[
        bool | None, typer.Option("--browser/--no-browser", help="Open the dashboard. Default: if a person watches.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Import, open the dashboard, train unless nothing is new, score one bet, say how good it is; serve until Ctrl-C.

    Bets that are too few for a model are no failure: the dashboard works from the first one on, and scores are then of
    the price only.

    Without --bets it works on the bets you have imported, and on the bundled sample if there are none. The sample has
    a home of its own (.pikkit/sample): its made-up bets never mix with yours.
    """
    from pikkit.cli.running.flow import running
    from pikkit.cli.running.run_bets import choose_bets
    from pikkit.cli.running.serving_on import run_on
    from pikkit.embedded.stopping import stoppable

    if bets and sample:
        raise typer.BadParameter("Name bets, or ask for the sample, not both.")
    asked = {
        "tuning_trials": trials,
        "tuning_seconds": seconds,
        "api_port": port,
        "predictor_port": predictor_port,
        "host": host,
    }
    chosen = choose_bets(bets, sample=sample).with_settings(asked)
    if browser if browser is not None else sys.stdout.isatty() and not (once or as_json):
        chosen = replace(chosen, shown=_open)
    with stoppable():
        if not once:
            return run_on(chosen, as_json=as_json)
        with running(chosen) as (outcome, _):
            answer(outcome.document(), outcome.text(serving=False), as_json=as_json)
    return None


def _open(address: str) -> None:
    say(f"The dashboard: {address}", err=True)
    webbrowser.open(address)
