"""From a URL to the bet store behind it."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from pikkit.errors import InputError
from pikkit.store.base import BetStore
from pikkit.store.sql import SqlStore
from pikkit.store.sqlite import sqlite_engine

ACCEPTED = (
    "sqlite:///relative/file.db, sqlite:////absolute/file.db, postgresql://user:password@host/database "
    "or supabase+https://project.supabase.co"
)
_SQLITE = {"sqlite", "sqlite+pysqlite"}
_POSTGRES = {"postgresql", "postgres", "postgresql+psycopg"}


def open_store(url: str) -> BetStore:
    """The bet store at a URL, made if it is not there.

    Args:
        url: A SQLAlchemy URL; its scheme picks the back end.

    Raises:
        InputError: The URL cannot be read, its scheme is not known, or the store cannot be used.
        NotReadyError: Another process keeps the store locked.
    """
    parsed = _parse(url)
    if parsed.drivername in _SQLITE:
        return SqlStore(sqlite_engine(parsed))
    if parsed.drivername in _POSTGRES:
        from pikkit.store.postgres.engine import postgres_engine

        return SqlStore(postgres_engine(parsed))
    raise InputError(f"The bet store's scheme {parsed.drivername!r} is not known; accepted: {ACCEPTED}.")


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:
        shown = repr(url) if "@" not in url else "given"  # it may hold a password
        raise InputError(f"The bet store's address {shown} is no URL; accepted: {ACCEPTED}.") from error
