"""``pikkit import``: exports into the store."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.output import AsJson, answer

if TYPE_CHECKING:
    from pikkit.settings import Settings
    from pikkit.store.importing import ImportSummary

Bettor = Annotated[str | None, typer.Option(help="Whose bets all of them are. Default: a file's name is its bettor.")]


def import_bets(
    path: Annotated[Path, typer.Argument(help="A Pikkit export (.csv), or a folder of them.")],
    bettor: Bettor = None,
    as_json: AsJson = False,
) -> None:
    """Read exports into the store of your own bets. Reading one again changes nothing."""
    from pikkit.cli.importing import import_into
    from pikkit.cli.steps import make_steps
    from pikkit.home import own_home

    settings = own_home().settings
    with make_steps(1).step("Import") as step:
        summary = import_into(settings, path, bettor, step)
    answer(_document(summary, settings), _text(summary, settings), as_json=as_json)


def _document(summary: "ImportSummary", settings: "Settings") -> dict[str, object]:
    return {
        "files": summary.files,
        "rows": summary.rows,
        "inserted": summary.inserted,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "quarantined": summary.quarantined,
        "warned": summary.warned,
        "skipped": [{"path": str(file.path), "reason": file.reason} for file in summary.skipped],
        "store": settings.shown_store_url,
    }


def _text(summary: "ImportSummary", settings: "Settings") -> str:
    from pikkit.cli.importing import said

    rules = [f"  {rows:>7,}  {rule}" for rule, rows in summary.quarantined.items()]
    where = ["Quarantined rows by rule:", *rules] if rules else []
    kept = [f"  {rows:>7,}  {rule}" for rule, rows in summary.warned.items()]
    where += ["Bets kept with a warning, by rule:", *kept] if kept else []
    return "\n".join([f"{said(summary)}.", *where, f"The store is {settings.shown_store_url}."])
