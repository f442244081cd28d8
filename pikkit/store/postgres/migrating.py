"""The schema of a Postgres store: the files of supabase/migrations, each once, in their order."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from pikkit.base.errors import InputError

_LOCK = 0x70696B6B6974  # "pikkit": whoever opens an empty database at the same time waits
_POLICIES = "policies"  # in the name of a file that needs the roles of Supabase


def migrations() -> list[Path]:
    """The migrations, oldest first: beside the package once it is installed, in the repository otherwise."""
    installed = Path(str(files("pikkit.store"))) / "migrations"
    folder = installed if installed.is_dir() else Path(__file__).parents[3] / "supabase" / "migrations"
    return sorted(folder.glob("*.sql"))


def migrate(connection: Connection) -> None:
    """Make the tables if they are not there; in a Supabase project the policies too."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    if inspect(connection).has_table("store_state"):
        return
    for file in _for_this(connection):
        # The driver's own cursor takes a file of statements; it has no parameters, so that a % is a %.
        connection.connection.cursor().execute(file.read_text(encoding="utf-8"))


def _for_this(connection: Connection) -> Iterator[Path]:
    roles = connection.execute(text("SELECT count(*) FROM pg_roles WHERE rolname IN ('anon', 'authenticated')"))
    is_supabase = roles.scalar_one() == 2 and "auth" in inspect(connection).get_schema_names()
    return (file for file in migrations() if is_supabase or _POLICIES not in file.name)


def check_rows_are_visible(connection: Connection, name: str) -> None:
    """See that row-level security hides nothing, for a store that reads and writes for everybody.

    Raises:
        InputError: The user neither owns the tables nor may bypass their row-level security.
    """
    if connection.execute(text("SELECT row_security_active('bets')")).scalar_one():
        raise InputError(
            f"The bet store {name} hides rows from this user by row-level security; connect as the tables' owner."
        )
