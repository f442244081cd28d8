"""Exports into a store, with progress."""

from pathlib import Path
from typing import TYPE_CHECKING

from pikkit.base.steps import Step
from pikkit.cli.output import count
from pikkit.settings import Settings

if TYPE_CHECKING:
    from pikkit.sync.syncing import SyncSummary


def import_into(
    settings: Settings, path: Path, bettor: str | None, step: Step, format_name: str | None = None
) -> "SyncSummary":
    """Import an export, or a folder of them, into the store of the settings; the step tells how it went.

    Raises:
        InputError: There is nothing to import there.
    """
    from pikkit.bets.export import find_exports
    from pikkit.home import Home
    from pikkit.sync.syncing import import_exports

    find_exports(path)  # before a store is made for nothing
    done = 0

    def progress(file: str, rows: int) -> None:
        nonlocal done
        done += rows
        step.update(f"{file}, {count(done, 'row')} so far")

    with Home(settings).store() as store:
        summary = import_exports(path, store, bettor, progress, format=format_name, processes=settings.import_processes)
    for skipped in summary.skipped:
        step.note(f"Skipped: {skipped.reason}")
    step.result = said(summary)
    return summary


def said(summary: "SyncSummary") -> str:
    """The import in a line."""
    bad = sum(summary.rules.values())
    good = summary.inserted + summary.updated + summary.unchanged
    new = f"{summary.inserted:,} new, {summary.updated:,} updated, {summary.unchanged:,} known"
    rows = f", {count(bad, 'row')} quarantined" if bad else ""
    return f"{count(good, 'bet')} read from {count(summary.files, 'export')} ({new}){rows}"


def otherwise(summary: "SyncSummary") -> list[str]:
    """What today's rules read otherwise than those by which files were read before; no line if there were none."""
    if not summary.otherwise:
        return []
    fields = ", ".join(f"{bets:,} {name}" for name, bets in summary.otherwise.items())
    return [f"Read by other rules before; bets by what is another now: {fields}. Corrections are kept."]
