"""An older store brought to the version this code reads, in steps that are whole or not done at all."""

from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, Engine, make_url, text, update

from pikkit.base.database_faults import store_name
from pikkit.base.errors import InputError
from pikkit.store import sqlite_schema
from pikkit.store.migrations import Migration, latest, missing
from pikkit.store.opening import engine_at
from pikkit.store.postgres.migrating import lock_schema, run_migrations
from pikkit.store.store_state import recount
from pikkit.store.tables import store_state
from pikkit.store.transactions import check_version, has_tables, store_version, transaction

_NONE = "There is no bet store at {} yet; `pikkit sync` makes one of this version."


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade did, or would do.

    Attributes:
        before: The version that was found.
        after: The version it has now.
        left_out: Rows by table that break a rule the store has now. Those of bets are in the quarantine with a
            sentence; the others are in the backup only.
    """

    before: int
    after: int
    left_out: dict[str, int] = field(default_factory=dict)


def engine_of_existing(url: str) -> Engine:
    """Connections to a store that is there; SQLite would make an empty file by looking for one.

    Raises:
        InputError: There is none, or the URL is no SQL database's.
    """
    parsed = make_url(url)
    if parsed.drivername.startswith("sqlite") and not Path(parsed.database or "").is_file():
        raise InputError(_NONE.format(store_name(parsed)))
    return engine_at(url)


def version_at(engine: Engine) -> int:
    """The version of the store there.

    Raises:
        InputError: There is no store, or a later Pikkit made it.
    """
    name = store_name(engine.url)
    with transaction(engine) as connection:
        if not has_tables(connection):
            raise InputError(_NONE.format(name))
        version = store_version(connection)
    if version > latest():
        check_version(version, name)
    return version


def upgrade(engine: Engine, *, dry_run: bool = False) -> Upgrade:
    """Bring a store to the version this code reads.

    SQLite does it in one transaction, Postgres in one a migration. Whoever is killed on the way leaves a store of an
    older version that is whole, and the next call goes on from there.

    Args:
        engine: Of the store.
        dry_run: Do all of it and roll it back. Others wait for it meanwhile.

    Raises:
        InputError: There is no store, or a later Pikkit made it.
        NotReadyError: Another process keeps the store locked.
    """
    before = version_at(engine)
    if engine.dialect.name != "postgresql":
        return _at_once(engine, before, missing(before), dry_run=dry_run)
    if dry_run:
        return _at_once(engine, before, missing(before), dry_run=True)
    left_out: dict[str, int] = {}
    for migration in missing(before):
        _add(left_out, _at_once(engine, before, (migration,)).left_out)
    return Upgrade(before, latest(), left_out)


def _at_once(engine: Engine, before: int, wanted: tuple[Migration, ...], *, dry_run: bool = False) -> Upgrade:
    with transaction(engine, write=True) as connection:
        left_out = _run(connection, wanted)
        if dry_run:
            connection.rollback()
    return Upgrade(before, wanted[-1].number if wanted else before, left_out)


def _run(connection: Connection, wanted: tuple[Migration, ...]) -> dict[str, int]:
    if connection.dialect.name == "postgresql":
        return _run_on_postgres(connection, wanted)
    wanted = tuple(migration for migration in wanted if migration.number > store_version(connection))
    if not wanted:  # somebody else was faster
        return {}
    left_out = sqlite_schema.rebuild_tables(connection)
    for migration in wanted:
        for statement in _changes(migration):
            connection.exec_driver_sql(statement)
    recount(connection)
    connection.execute(update(store_state).values(schema_version=wanted[-1].number))
    return left_out


def _run_on_postgres(connection: Connection, wanted: tuple[Migration, ...]) -> dict[str, int]:

    lock_schema(connection)
    connection.execute(text("SET LOCAL pikkit.noted = 'off'"))  # rows that move are counted by the triggers
    connection.execute(text("CREATE TEMPORARY TABLE left_out (name text, rows bigint) ON COMMIT DROP"))
    version = store_version(connection)
    run_migrations(connection, [migration for migration in wanted if migration.number > version])
    rows = connection.execute(text("SELECT name, sum(rows)::bigint FROM left_out GROUP BY name")).all()
    return {name: count for name, count in rows if count}


def _changes(migration: Migration) -> list[str]:
    """What a migration changes in the rows of a SQLite store, once its tables are what they should be."""
    file = files("pikkit.store").joinpath("sqlite_changes", f"{migration.number:06}.sql")
    if not file.is_file():
        return []
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("--")]
    return [statement for part in "\n".join(lines).split(";") if (statement := part.strip())]


def _add(total: dict[str, int], more: dict[str, int]) -> None:
    for name, rows in more.items():
        total[name] = total.get(name, 0) + rows
