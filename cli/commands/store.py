"""``pikkit store``: the schema of the bet store."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.base.errors import InputError
from pikkit.cli.output import AsJson, answer, count

if TYPE_CHECKING:
    from pikkit.settings import Settings
    from pikkit.store.upgrading import Upgrade

app = typer.Typer(help="Bring the bet store up to date.", no_args_is_help=True)


@app.command("upgrade")
def upgrade_store(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Try it, say what it would do, and undo it.")] = False,
    backup: Annotated[Path | None, typer.Option(help="Where the backup goes. Default: backups/ in the home.")] = None,
    no_backup: Annotated[bool, typer.Option("--no-backup", help="Make none; you have one.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring an older store to the version this Pikkit reads, after a backup; interrupted, call it again."""
    from dataclasses import asdict

    from pikkit.home import own_home
    from pikkit.store.migrations import latest
    from pikkit.store.upgrading import Upgrade, engine_of_existing, version_at
    from pikkit.store.upgrading import upgrade as run_upgrade

    settings = own_home().settings
    engine = engine_of_existing(_address(settings))
    try:
        before = version_at(engine)
        if before == latest():
            done, folder = Upgrade(before, before), None
        else:
            folder = None if dry_run or no_backup else _backed_up(settings, backup, before)
            done = run_upgrade(engine, dry_run=dry_run)
    finally:
        engine.dispose()
    document = asdict(done) | {"dry_run": dry_run, "backup": str(folder) if folder else None}
    answer(document, _text(done, folder, dry_run=dry_run), as_json=as_json)


def _address(settings: "Settings") -> str:
    url = settings.supabase_db_url.get_secret_value() or settings.resolved_store_url
    if url.startswith("supabase+"):
        raise InputError(
            "A project's schema is not changed over its API: set PIKKIT_SUPABASE_DB_URL, or apply supabase/migrations."
        )
    return url


def _backed_up(settings: "Settings", given: Path | None, version: int) -> Path:
    from pikkit.backup import make_backup

    name = f"store-{version}-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    folder = given.expanduser() if given else settings.resolved_home / "backups" / name
    make_backup(settings, folder, store_only=True)
    return folder


def _text(done: "Upgrade", folder: Path | None, *, dry_run: bool) -> str:
    if done.before == done.after:
        return f"The store is of version {done.after} already."
    lines = [f"The store {'would go' if dry_run else 'went'} from version {done.before} to {done.after}."]
    for table, rows in done.left_out.items():
        where = "in the quarantine now (`pikkit review list`)" if table == "bets" else "in the backup only"
        lines.append(f"{count(rows, 'row')} of {table} held values that nothing of the kind can have: {where}.")
    if folder is not None:
        lines.append(f"The store as it was is in {folder}.")
    return "\n".join(lines)
