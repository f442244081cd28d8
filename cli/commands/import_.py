"""``pikkit import``: exports into the store."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.format_option import FormatName
from pikkit.cli.output import AsJson, answer

if TYPE_CHECKING:
    from pikkit.settings import Settings
    from pikkit.sync.syncing import SyncSummary

Bettor = Annotated[str | None, typer.Option(help="Whose bets all of them are. Default: a file's name is its bettor.")]


def import_bets(
    path: Annotated[Path, typer.Argument(help="A file of bets (.csv, .tsv, .xlsx), or a folder of them.")],
    bettor: Bettor = None,
    format_name: FormatName = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be read, and store nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read exports into the store of your own bets. Reading one again changes nothing."""
    from pikkit.cli.import_progress import import_into
    from pikkit.cli.step_display import make_steps
    from pikkit.home import own_home

    if dry_run:
        from pikkit.cli.import_preview import preview_document, preview_text, previews

        seen_files = previews(path, bettor, format_name)
        answer(preview_document(seen_files), preview_text(seen_files), as_json=as_json)
        return
    settings = own_home().settings
    with make_steps(1).step("Import") as step:
        summary = import_into(settings, path, bettor, step, format_name)
    answer(_document(summary, settings), _text(summary, settings), as_json=as_json)


def _document(summary: "SyncSummary", settings: "Settings") -> dict[str, object]:
    return {
        "files": summary.files,
        "rows": summary.rows,
        "inserted": summary.inserted,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "quarantined": summary.rules,
        "warned": summary.warned,
        "notes": list(summary.notes),
        "otherwise": summary.otherwise,
        "skipped": [{"path": str(file.path), "reason": file.reason} for file in summary.skipped],
        "store": settings.shown_store_url,
    }


def _text(summary: "SyncSummary", settings: "Settings") -> str:
    from pikkit.cli.import_progress import otherwise, said

    rules = [f"  {rows:>7,}  {rule}" for rule, rows in summary.rules.items()]
    where = ["Quarantined rows by rule:", *rules] if rules else []
    kept = [f"  {rows:>7,}  {rule}" for rule, rows in summary.warned.items()]
    where += ["Bets kept with a warning, by rule:", *kept] if kept else []
    first = [f"{said(summary)}.", *otherwise(summary), *summary.notes]
    return "\n".join([*first, *where, f"The store is {settings.shown_store_url}."])
