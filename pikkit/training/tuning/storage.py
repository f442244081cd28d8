"""Where studies are kept: memory, an SQLite file, or Postgres when several machines search together."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError

from pikkit.base.errors import InputError, NotReadyError

if TYPE_CHECKING:
    from optuna.storages import BaseStorage

ACCEPTED = "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE"
LOCK_SECONDS = 60
"""How long a process waits for another to finish writing to the same SQLite file."""
_CONNECT_SECONDS = 10
_OPENINGS = 5
_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


@contextmanager
def open_storage(url: str | None) -> Iterator["BaseStorage"]:
    """Optuna's storage at a SQLAlchemy URL, made if it is not there; memory without one.

    Raises:
        InputError: The URL is none of ``ACCEPTED``.
        NotReadyError: The database cannot be reached, or refuses. No password is in the sentence.
    """
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    if not url:
        yield optuna.storages.InMemoryStorage()
        return
    target = _target(url)
    storage = _opened(target)
    try:
        yield storage
    except DBAPIError as error:
        raise _unusable(target, error) from error
    except optuna.exceptions.StorageInternalError as error:
        raise _unusable(target, error.__cause__ or error) from error
    finally:
        storage.remove_session()
        storage.engine.dispose()


def storage_exists(url: str) -> bool:
    """Whether there is something at an address; only an SQLite file can be missing."""
    target = _target(url)
    return target.get_backend_name() != "sqlite" or Path(target.database or "").is_file()


def shown(url: str) -> str:
    """A storage's address without user, password and options, for people and logs."""
    target = _target(url)
    return URL.create(
        target.get_backend_name(), host=target.host, port=target.port, database=target.database
    ).render_as_string()


def _target(url: str) -> URL:
    try:
        target = make_url(url)
    except ArgumentError as error:
        raise InputError(f"The tuning storage is no database URL; accepted: {ACCEPTED}.") from error
    driver = _DRIVERS.get(target.get_backend_name())
    if driver is None or not target.database:
        raise InputError(f"The tuning storage is a {target.get_backend_name()} URL; accepted: {ACCEPTED}.")
    return target.set(drivername=driver)


def _opened(target: URL) -> Any:
    """The storage. Its tables may be made by another process at this moment: then it is tried again."""
    for attempt in range(1, _OPENINGS + 1):
        try:
            return _connected(target)
        except DBAPIError as error:
            if attempt == _OPENINGS or not _made_meanwhile(error):
                raise _unusable(target, error) from error
            sleep(0.2 * attempt)
    return None


def _made_meanwhile(error: DBAPIError) -> bool:
    """Whether it failed for what another process made first: a table, or the row that says the tables' version."""
    return isinstance(error, IntegrityError) or "already exists" in str(error.orig).lower()


def _connected(target: URL) -> Any:
    import optuna

    arguments: dict[str, Any]
    if target.get_backend_name() == "sqlite":
        Path(target.database or "").parent.mkdir(parents=True, exist_ok=True)
        arguments = {"timeout": LOCK_SECONDS}
    else:
        arguments = {"connect_timeout": _CONNECT_SECONDS, "application_name": "pikkit"}
    engine = {"connect_args": arguments, "pool_pre_ping": True}
    try:
        return optuna.storages.RDBStorage(target.render_as_string(hide_password=False), engine_kwargs=engine)
    except ImportError as error:
        raise InputError('Tuning in Postgres needs its driver: pip install "pikkit[postgres]".') from error


def _unusable(target: URL, error: BaseException) -> NotReadyError:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    why = (str(cause).strip().splitlines() or [type(cause).__name__])[0]
    if target.password:
        why = why.replace(str(target.password), "***")
    return NotReadyError(f"The tuning storage at {shown(str(target))} cannot be used: {why}.")
