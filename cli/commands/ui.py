"""``pikkit ui``: the web pages of MLflow and Optuna over what was trained here."""

from typing import Annotated

import typer

from pikkit.cli.output import say

app = typer.Typer(help="Open MLflow's or Optuna's pages on what was trained here.", no_args_is_help=True)

Live = Annotated[
    bool, typer.Option("--live", help="Show the home's own file, which the pages can change; default: a copy.")
]


@app.command("mlflow")
def show_mlflow(
    port: Annotated[int, typer.Option(min=1, max=65535, help="A free one is taken if it is not free.")] = 5000,
    live: Live = False,
) -> None:
    """Show runs and registered versions in MLflow's UI, until Ctrl-C. Needs the extra ui."""
    _show("mlflow", port, live=live)


@app.command("optuna")
def show_optuna(
    port: Annotated[int, typer.Option(min=1, max=65535, help="A free one is taken if it is not free.")] = 8081,
    live: Live = False,
) -> None:
    """Show what tuning tried in optuna-dashboard, until Ctrl-C. Needs the extra ui."""
    _show("optuna", port, live=live)


def _show(name: str, port: int, *, live: bool) -> None:
    from pikkit.embedded.stopping import Stopped, stoppable
    from pikkit.embedded.web_ui import web_ui
    from pikkit.home import active_home

    try:
        with stoppable(), web_ui(name, active_home().settings, port, live=live) as (address, process):
            kind = "the home's own file" if live else "a copy made now, so nothing here can be changed"
            say(f"{address} shows {kind}. Ctrl-C ends it.")
            code = process.wait()
    except Stopped:
        say("Stopped.", err=True)
        return
    raise typer.Exit(1 if code else 0)
