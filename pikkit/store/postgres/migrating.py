"""The schema of a Postgres store: the files of the history, each once, in their order."""

from collections.abc import Iterable

from sqlalchemy import Connection, inspect, text

from pikkit.base.errors import InputError
from pikkit.store.migrations import Migration, migrations

_LOCK = 0x70696B6B6974  # "pikkit": whoever opens an empty database at the same time waits


def migrate(connection: Connection) -> None:
    """Make the tables if they are not there; in a Supabase project the policies too."""
    lock_schema(connection)
    if not inspect(connection).has_table("store_state"):
        run_migrations(connection, migrations())


def lock_schema(connection: Connection) -> None:
    """Wait until nobody else changes the schema, and keep others from it until the transaction ends."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def run_migrations(connection: Connection, wanted: Iterable[Migration]) -> None:
    """Run files and note the version each makes, in the connection's transaction."""
    supabase = _is_supabase(connection)
    for migration in wanted:
        if supabase or not migration.for_supabase:
            # The driver's own cursor takes a file of statements; it has no parameters, so that a % is a %.
            connection.connection.cursor().execute(migration.sql())
        if migration.number > 1:  # before it there is no table to note it in; each file does so too, for psql
            note = text("UPDATE store_state SET schema_version = :number")
            connection.execute(note, {"number": migration.number})


def check_rows_are_visible(connection: Connection, name: str) -> None:
    """See that row-level security hides nothing, for a store that reads and writes for everybody.

    Raises:
        InputError: The user neither owns the tables nor may bypass their row-level security.
    """
    if connection.execute(text("SELECT row_security_active('bets')")).scalar_one():
        raise InputError(
            f"The bet store {name} hides rows from this user by row-level security; connect as the tables' owner."
        )


def _is_supabase(connection: Connection) -> bool:
    roles = connection.execute(text("SELECT count(*) FROM pg_roles WHERE rolname IN ('anon', 'authenticated')"))
    return bool(roles.scalar_one() == 2 and "auth" in inspect(connection).get_schema_names())
