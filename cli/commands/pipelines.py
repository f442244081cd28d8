"""``pikkit pipelines``: the pipelines as files for a cluster."""

from pathlib import Path
from typing import Annotated

import typer

from pikkit.cli.commands import pipelines_run
from pikkit.cli.output import AsJson, answer

app = typer.Typer(help="The pipelines, for a cluster.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def pipelines() -> None:
    """The pipelines, for a cluster."""


@app.command("compile")
def compile_(
    out: Annotated[Path | None, typer.Option("--out", "--output", help="Folder. Default: {home}/pipelines.")] = None,
    as_json: AsJson = False,
) -> None:
    """Compile every pipeline to the YAML that Kubeflow Pipelines runs, and say which files those are."""
    from pikkit.embedded.child import run_to_end
    from pikkit.home import own_home

    settings = own_home().settings
    folder = (out or settings.resolved_home / "pipelines").expanduser().resolve()
    files = run_to_end("compiler", "pikkit.pipelines.compile", ["--out", str(folder)], settings).splitlines()
    answer({"files": files}, "\n".join(files), as_json=as_json)


app.command("run")(pipelines_run.run_pipeline)
