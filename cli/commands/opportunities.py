"""``pikkit opportunities``: what is on offer now that is worth more than it costs."""

import time
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.output import AsCsv, AsJson, answer_list, say

if TYPE_CHECKING:
    from pikkit.home import Home

app = typer.Typer(help="What is on offer now that is worth more than it costs.", no_args_is_help=True)


@app.callback()
def _opportunities() -> None:
    """Keep ``scan`` a command of its own."""


@app.command()
def scan(
    min_ev: Annotated[str, typer.Option(metavar="SHARE", help="Worth at least so much a unit: 2% or 0.02.")] = "",
    books: Annotated[str, typer.Option(help="Where you can bet, by commas; all books are listened to.")] = "",
    watch: Annotated[bool, typer.Option("--watch", help="Go on until Ctrl-C, reading the folder of quotes.")] = False,
    every: Annotated[int, typer.Option(min=1, help="Seconds between two looks, with --watch.")] = 60,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Look through the newest stored quotes: value, arbitrages and middles, with stakes.

    Webhooks with `found` set are told of each once, by a Pikkit that serves.
    """
    from pikkit.embedded.stopping import Stopped, stoppable
    from pikkit.home import own_home

    home, asked = own_home(), (_share(min_ev), [book.strip() for book in books.split(",") if book.strip()])
    if not watch:
        _look(home, *asked, as_json=as_json, as_csv=as_csv)
        return
    try:
        with stoppable():
            while True:
                _look(home, *asked, as_json=as_json, as_csv=as_csv)
                time.sleep(every)
    except Stopped:
        say("Stopped.", err=True)


def _look(home: "Home", min_ev: float | None, books: list[str], *, as_json: bool, as_csv: bool) -> None:
    from pikkit.cli.quotes.scan_text import scan_columns, scan_rows, scan_text
    from pikkit.finder.found_notices import tell_found
    from pikkit.outbox import open_outbox

    done = home.opportunities(min_ev=min_ev, books=books)
    if any(rule.found for rule in home.settings.webhooks):
        outbox = open_outbox(home.settings)
        try:
            tell_found(done, outbox, home.settings)
        finally:
            outbox.close()
    rows, columns, document = scan_rows(done), scan_columns(), done.model_dump(mode="json")
    answer_list(rows, scan_text(done), as_json=as_json, as_csv=as_csv, document=document, columns=columns)


def _share(text: str) -> float | None:
    """A share as "2%", "2 %" or "0.02"; None for nothing."""
    from pikkit.base.errors import InputError

    trimmed = text.strip()
    try:
        value = float(trimmed.rstrip("% ")) / (100 if trimmed.endswith("%") else 1) if trimmed else None
    except ValueError:
        value = float("nan")
    if value is not None and not -1 <= value <= 100:
        raise InputError(f"--min-ev is {text!r}; accepted is a share such as 2% or 0.02.")
    return value
