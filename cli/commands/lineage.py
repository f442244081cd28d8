"""``pikkit lineage``: where a model, a dataset or a run comes from."""

from typing import Annotated

import typer

from pikkit.cli.output import AsJson, answer

app = typer.Typer(help="Where models, datasets and runs come from.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def lineage() -> None:
    """Where models, datasets and runs come from."""


@app.command("show")
def show_lineage(
    what: Annotated[
        str,
        typer.Argument(
            metavar="DATASET|RUN|MODEL",
            help="A file or folder that a step read or wrote, or the end of its path, or the first digits of its "
            "SHA-256; a run's UUID or name; models:/NAME/VERSION or models:/NAME@ALIAS.",
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Print what it was made from, step by step, down to the export files and their hashes."""
    from pikkit.cli.lineage.document import lineage_document
    from pikkit.cli.lineage.lineage_text import lineage_text
    from pikkit.home import active_home
    from pikkit.lineage.finding import alias_asked, trace
    from pikkit.lineage.home_lineage import load_graph

    settings = active_home().settings
    version = ""
    if alias_asked(what):
        from pikkit.registry import resolve

        version = resolve(what, settings.resolved_tracking_uri, settings.model_cache).version
    traced = trace(load_graph(settings), what, version)
    answer(lineage_document(traced), lineage_text(traced), as_json=as_json)
