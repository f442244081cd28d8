"""``pikkit report``: the page of a training run."""

from pathlib import Path
from typing import Annotated

import typer

from pikkit.cli.commands.evaluate import Model
from pikkit.cli.output import AsJson, answer


def report_run(
    model: Model = None,
    out: Annotated[
        Path | None, typer.Option(help="The file to write. Default: reports/NAME-VERSION.html in the home.")
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write the page of the run that made a model: verdict, calibration, money, segments, features, search.

    It is made anew from what the run recorded, so a newer Pikkit shows an older run its way.
    """
    from pikkit.cli.reporting import write_run_page
    from pikkit.home import active_home

    written = write_run_page(active_home().settings, model, out)
    if open_it:
        typer.launch(written.page.as_uri())
    answer(written.document(), written.text(), as_json=as_json)
