"""From a URL to the bet store behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError

from pikkit.base.errors import InputError
from pikkit.settings import Settings
from pikkit.store.base import BetStore
from pikkit.store.records import Records
from pikkit.store.sql import SqlStore
from pikkit.store.sql_records import SqlRecords
from pikkit.store.sqlite import sqlite_engine

if TYPE_CHECKING:
    from pikkit.store.supabase.rest import Rest
    from pikkit.store.supabase.rest_records import RestRecords

ACCEPTED = (
    "sqlite:///relative/file.db, sqlite:////absolute/file.db, postgresql://user:password@host/database "
    "or supabase+https://project.supabase.co"
)
_SUPABASE = "supabase+"
_SQLITE = {"sqlite", "sqlite+pysqlite"}
_POSTGRES = {"postgresql", "postgres", "postgresql+psycopg"}
_RECORDS_SECONDS = 10.0
"""Records are few: whatever takes longer has stopped answering."""


def open_store(url: str, settings: Settings | None = None) -> BetStore:
    """The bet store at a URL, made if it is not there.

    Args:
        url: A SQLAlchemy URL, or a Supabase project's behind ``supabase+``.
        settings: What has the project's keys; if it has a connection string too, everything goes over that.

    Raises:
        InputError: The URL cannot be read, its scheme is not known, or the store cannot be used.
        NotReadyError: Another process keeps the store locked.
    """
    if url.startswith(_SUPABASE):
        return _open_project(url.removeprefix(_SUPABASE), settings)
    return SqlStore(engine_at(url))


@contextmanager
def open_records(settings: Settings, patience: float = 15.0) -> Iterator[Records]:
    """The records of the configured store, until the block ends.

    Args:
        settings: Where the store is.
        patience: For how many seconds to try again while it cannot be reached; every call may be done twice.

    Raises:
        InputError: The store cannot be used.
        NotReadyError: It cannot be reached.
    """
    records = open_store_records(settings, patience)
    try:
        yield records
    finally:
        records.close()


def open_store_records(settings: Settings, patience: float) -> "SqlRecords | RestRecords":
    """The records of the configured store, for who closes them himself; see ``open_records``."""
    url = settings.resolved_store_url
    if url.startswith(_SUPABASE):
        url = settings.supabase_db_url.get_secret_value() or url
    if url.startswith(_SUPABASE):
        return _project_records(url.removeprefix(_SUPABASE), settings, patience)
    return SqlRecords(engine_at(url, durable=True, answer_seconds=_RECORDS_SECONDS), patience)


def open_user_store(token: str, settings: Settings) -> BetStore:
    """The bets a signed-in user of the configured Supabase project may see and write, by its row-level security.

    Args:
        token: The user's JWT.
        settings: Where the project is and its anon key.

    Raises:
        InputError: No project or anon key is configured, or the project refuses the token.
    """
    key = settings.supabase_anon_key.get_secret_value()
    if not settings.supabase_url or not key or not token:
        raise InputError("A user's bets need PIKKIT_SUPABASE_URL, PIKKIT_SUPABASE_ANON_KEY and the user's token.")
    return _over_api(settings.supabase_url, key, token)


def _open_project(url: str, settings: Settings | None) -> BetStore:
    if settings is None:
        raise InputError(f"The Supabase project {url} can be opened by its settings only: they have its keys.")
    if direct := settings.supabase_db_url.get_secret_value():
        return open_store(direct)
    return _over_api(url, _service_key(url, settings))


def _project_records(url: str, settings: Settings, patience: float) -> "RestRecords":
    from pikkit.store.supabase.rest import Rest  # noqa: PLC0415 (only what is asked for)
    from pikkit.store.supabase.rest_records import RestRecords  # noqa: PLC0415 (only what is asked for)

    return RestRecords(Rest(url.rstrip("/"), _service_key(url, settings)), patience)


def project_rest(url: str, settings: Settings) -> "Rest":
    """A Supabase project's API with the servers' key, for who keeps other things there than bets."""
    from pikkit.store.supabase.rest import Rest  # noqa: PLC0415 (only what is asked for)

    return Rest(url.rstrip("/"), _service_key(url, settings))


def _service_key(url: str, settings: Settings) -> str:
    key = settings.supabase_service_key.get_secret_value()
    if not key:
        raise InputError(f"The Supabase project {url} needs PIKKIT_SUPABASE_SERVICE_KEY or PIKKIT_SUPABASE_DB_URL.")
    return key


def _over_api(url: str, key: str, token: str = "") -> BetStore:
    from pikkit.store.supabase.rest import Rest  # noqa: PLC0415 (only what is asked for)
    from pikkit.store.supabase.supabase_store import SupabaseStore  # noqa: PLC0415 (only what is asked for)

    return SupabaseStore(Rest(url.rstrip("/"), key, token))


def engine_at(url: str, *, durable: bool = False, answer_seconds: float | None = None) -> Engine:
    """Connections to the SQL database of a store.

    Args:
        url: SQLite's or Postgres's.
        durable: Sync SQLite's file to the disk with every commit.
        answer_seconds: How long Postgres's answer to a statement may take; None where statements may be long.

    Raises:
        InputError: The URL cannot be read, or its scheme is no SQL database's.
    """
    parsed = _parse(url)
    if parsed.drivername in _SQLITE:
        return sqlite_engine(parsed, durable=durable)
    if parsed.drivername in _POSTGRES:
        from pikkit.store.postgres.engine import postgres_engine  # noqa: PLC0415 (only what is asked for)

        return postgres_engine(parsed, answer_seconds)
    raise InputError(f"The bet store's scheme {parsed.drivername!r} is not known; accepted: {ACCEPTED}.")


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:
        shown = repr(url) if "@" not in url else "given"  # it may hold a password
        raise InputError(f"The bet store's address {shown} is no URL; accepted: {ACCEPTED}.") from error
