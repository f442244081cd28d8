"""From a URL to the bet store behind it."""

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from pikkit.errors import InputError
from pikkit.store.base import BetStore
from pikkit.store.sql import SqlStore
from pikkit.store.sqlite import sqlite_engine

ACCEPTED = "sqlite:///relative/file.db or sqlite:////absolute/file.db"


def open_store(url: str) -> BetStore:
    """The bet store at a URL, made if it is not there.

    Args:
        url: A SQLAlchemy URL; its scheme picks the back end.

    Raises:
        InputError: The URL cannot be read, its scheme is not known, or the store cannot be used.
        NotReadyError: Another process keeps the store locked.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise InputError(f"The bet store's address {url!r} is no URL; accepted: {ACCEPTED}.") from error
    if parsed.drivername not in {"sqlite", "sqlite+pysqlite"}:
        raise InputError(f"The bet store's scheme {parsed.drivername!r} is not known; accepted: {ACCEPTED}.")
    return SqlStore(sqlite_engine(parsed))
