"""``pikkit backup`` and ``pikkit restore``: a home into a folder and back, whatever goes on meanwhile."""

from pathlib import Path
from typing import Annotated

import typer

from pikkit.cli.output import AsJson, answer, count


def backup(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    store_only: Annotated[bool, typer.Option("--store-only", help="Only the bet store.")] = False,
    as_json: AsJson = False,
) -> None:
    """Back up bets, outbox, keys, models, features and lineage of the home in use, also while it is served."""
    from dataclasses import asdict

    from pikkit.backup import make_backup
    from pikkit.home import active_home

    made = make_backup(active_home().settings, folder.expanduser(), store_only=store_only)
    text = f"{count(len(made.files), 'file')} of {made.home} backed up to {folder}. Keep it as private as the home is."
    answer(asdict(made), text, as_json=as_json)


def restore(
    folder: Annotated[Path, typer.Argument(help="A folder that `pikkit backup` made.")], as_json: AsJson = False
) -> None:
    """Restore a backup into an empty home (PIKKIT_HOME), and an empty database if its store was a Postgres."""
    from dataclasses import asdict

    from pikkit.backup import restore_backup
    from pikkit.home import own_home

    settings = own_home().settings
    made = restore_backup(settings, folder.expanduser())
    text = f"The backup of {made.made_at[:16].replace('T', ' ')} UTC is restored to {settings.resolved_home}."
    answer(asdict(made), text, as_json=as_json)
