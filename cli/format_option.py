"""The option that says what the columns of exports mean."""

from typing import Annotated

import typer

FormatName = Annotated[
    str | None,
    typer.Option("--format", help="pikkit, oddsjam, tracker, auto (guess the columns), or a mapping (.yaml)."),
]
