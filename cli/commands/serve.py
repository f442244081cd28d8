"""``pikkit serve``: the predictor and the API, until told to stop."""

from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.output import say

if TYPE_CHECKING:
    from pikkit.embedded.servers import Servers

Port = Annotated[int | None, typer.Option(min=1, max=65535, help="The API's port. Default: PIKKIT_API_PORT, 8000.")]
PredictorPort = Annotated[
    int | None, typer.Option(min=1, max=65535, help="The predictor's port. Default: PIKKIT_PREDICTOR_PORT, 8080.")
]
Host = Annotated[str | None, typer.Option(help="The address the API listens on. Default: PIKKIT_HOST, 127.0.0.1.")]


def serve_champion(port: Port = None, predictor_port: PredictorPort = None, host: Host = None) -> None:
    """Serve over HTTP until Ctrl-C: the API with its dashboard, and the predictor behind it.

    Without a model, scores are of the price alone, and a model that comes to be is served at once. A port that is
    taken is replaced by a free one, which is told.
    """
    from contextlib import ExitStack

    from pikkit.cli.running.run_bets import ChosenBets
    from pikkit.cli.running.serving_on import next_run, run_on
    from pikkit.cli.step_display import make_steps
    from pikkit.embedded.servers import serving
    from pikkit.embedded.stopping import Stopped, stoppable
    from pikkit.home import active_home

    asked = {"api_port": port, "predictor_port": predictor_port, "host": host}
    settings = active_home().settings.model_copy(update={name: value for name, value in asked.items() if value})
    shown = ChosenBets(settings, None, sample=settings.sample)
    try:
        with stoppable():
            with ExitStack() as running:
                with make_steps(1).step("Serve") as step:
                    servers = running.enter_context(serving(settings, step))
                    step.result = "ready, of the price only" if servers.model.is_idle else "ready"
                say(_served(servers))
                handed = next_run(shown, servers.watch(), servers)
            run_on(handed, as_json=False)
    except Stopped:
        say("Stopped.", err=True)


def _served(servers: "Servers") -> str:
    answers = f"The API answers at {servers.api_url}"
    if servers.model.is_idle:
        return (
            f"{answers}. There is no model yet, so scores are of the price only; money, closing line value and "
            "calibration need none. Ctrl-C stops."
        )
    return f"{answers}, the predictor at {servers.model.url}. Ctrl-C stops."
