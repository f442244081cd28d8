"""``pikkit pipelines``: the pipelines as files for a cluster."""

from pathlib import Path
from typing import Annotated

import typer

from cli.commands import pipelines_run

app = typer.Typer(help="The pipelines, for a cluster.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def pipelines() -> None:
    """The pipelines, for a cluster."""


@app.command("compile")
def compile_(
    out: Annotated[Path | None, typer.Option("--out", "--output", help="Folder. Default: {home}/pipelines.")] = None,
) -> None:
    """Compile every pipeline to the YAML that Kubeflow Pipelines runs."""
    from cli.homes import own_settings
    from cli.processes.child import run_to_end

    settings = own_settings()
    folder = (out or settings.resolved_home / "pipelines").expanduser().resolve()
    typer.echo(run_to_end("compiler", "pipelines.compile", ["--out", str(folder)], settings), nl=False)


app.command("run")(pipelines_run.run)
