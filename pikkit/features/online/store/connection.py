"""Connections to the Postgres of an online store, and what goes wrong with them."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from pikkit.base.errors import InputError, NotReadyError

if TYPE_CHECKING:
    from psycopg import Connection

SCHEMA = "pikkit_features"
"""Not ``public``, whose tables a Supabase project shows to the world."""

CONNECT_SECONDS = 5
IDLE = 8
"""Connections kept for the next read."""

_ACCEPTED = "postgresql://user:password@host:port/database"


@dataclass(frozen=True)
class Address:
    """Where a Postgres online store is, and how to reach it."""

    host: str
    port: int
    database: str
    user: str
    password: str = field(repr=False)
    options: tuple[tuple[str, str], ...] = ()
    schema: str = SCHEMA

    @classmethod
    def parse(cls, url: str) -> "Address":
        """Read a URL.

        Raises:
            InputError: It is not a Postgres URL with a host and a database.
        """
        try:
            parsed = make_url(url)
        except ArgumentError:
            raise InputError(f"The URL of the online features is no URL; give {_ACCEPTED}.") from None
        if parsed.get_backend_name() not in {"postgresql", "postgres"} or not (parsed.host and parsed.database):
            raise InputError(
                f"The online features cannot be in a {parsed.drivername} database without more; give {_ACCEPTED}."
            )
        options = tuple((name, str(value)) for name, value in parsed.query.items())
        user, password = parsed.username or "postgres", str(parsed.password or "")
        return cls(parsed.host, parsed.port or 5432, parsed.database, user, password, options)

    @property
    def name(self) -> str:
        """Without user and password."""
        return f"postgresql://{self.host}:{self.port}/{self.database}"

    @property
    def sslmode(self) -> str:
        """As the URL says, else libpq's own default."""
        return dict(self.options).get("sslmode", "prefer")

    def connect(self, **more: Any) -> "Connection[Any]":
        """Connect; what it creates and finds is in the schema."""
        from psycopg import connect
        from psycopg.conninfo import make_conninfo

        session = f"-c search_path={self.schema} -c plan_cache_mode=force_generic_plan"
        given = {"connect_timeout": str(CONNECT_SECONDS), **dict(self.options), "options": session}
        information = make_conninfo(
            host=self.host,
            port=self.port,
            dbname=self.database,
            user=self.user,
            password=self.password or None,
            application_name="pikkit-features",
            **given,
        )
        return connect(information, **more)


class Connections:
    """A few connections that threads take turns with; one that broke is replaced."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._idle: list[Connection[Any]] = []
        self._lock = threading.Lock()

    def run(self, statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run one statement in a transaction of its own.

        Raises:
            NotReadyError: The database is away, or has no such tables.
        """
        from psycopg import OperationalError

        with explained(self._address):
            kept = self._take()
            if kept is not None:
                try:
                    return self._run(kept, statement, parameters)
                except OperationalError:  # it went away since; so did the others
                    self.close()
            return self._run(self._address.connect(autocommit=True, prepare_threshold=0), statement, parameters)

    def close(self) -> None:
        """Close the idle ones."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _take(self) -> "Connection[Any] | None":
        with self._lock:
            return self._idle.pop() if self._idle else None

    def _run(self, connection: "Connection[Any]", statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        try:
            rows = connection.execute(statement, parameters, binary=True).fetchall()
        except BaseException:
            connection.close()
            raise
        with self._lock:
            keep = len(self._idle) < IDLE
            if keep:
                self._idle.append(connection)
        if not keep:
            connection.close()
        return rows


@contextmanager
def explained(address: Address) -> Iterator[None]:
    """Turn the driver's errors into sentences."""
    try:
        from psycopg import Error, errors
    except ImportError as error:
        raise InputError('Online features in Postgres need its driver: pip install "pikkit[postgres]".') from error
    try:
        yield
    except (errors.UndefinedTable, errors.UndefinedColumn, errors.InvalidSchemaName) as error:
        raise NotReadyError(
            f"There are no online features of this version in {address.name}: build and materialise them first."
        ) from error
    except errors.LockNotAvailable as error:
        raise NotReadyError(
            f"Another materialisation of the features in {address.name} does not end; try again later."
        ) from error
    except Error as error:
        lines = str(error).strip().splitlines()
        raise NotReadyError(
            f"The online features in {address.name} cannot be reached: {lines[0] if lines else type(error).__name__}."
        ) from error
