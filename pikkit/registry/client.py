"""The way to MLflow: one client for tracking and registry, no telemetry, no global state."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Error as SQLiteError
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from pikkit.base.errors import NotReadyError
from pikkit.registry.bounded_mlflow import bound_mlflow
from pikkit.registry.mlflow_database import make_database

if TYPE_CHECKING:
    from mlflow import MlflowClient

SQLITE = "sqlite:///"
_OF_NAMES = {"RESOURCE_DOES_NOT_EXIST", "RESOURCE_ALREADY_EXISTS", "INVALID_PARAMETER_VALUE", "INVALID_STATE"}
_PARAMETERS = set("?:")  # of a database without a plain file
_MESSAGE_LENGTH = 500  # a page to sign in on is part of it


def connect(tracking_uri: str) -> "MlflowClient":
    """A client of the tracking server or database at this URI; an embedded database is made on first use (seconds).

    Raises:
        NotReadyError: Nothing answers there.
    """
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")  # read when mlflow is imported
    os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")  # a command tells its own progress
    from mlflow import MlflowClient

    bound_mlflow()
    for noisy in ("mlflow", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    _make_embedded(tracking_uri)
    with speaking_of(tracking_uri):
        return MlflowClient(tracking_uri=tracking_uri, registry_uri=tracking_uri)


def _make_embedded(tracking_uri: str) -> None:
    """Make an embedded database at once; MLflow makes what cannot be made so, in seconds, or says why not."""
    from mlflow import __version__

    database = embedded_database(tracking_uri)
    if database and not database.exists() and not _PARAMETERS & set(database.name):
        with suppress(OSError, SQLiteError):
            make_database(database, __version__)


@contextmanager
def speaking_of(tracking_uri: str) -> Iterator[None]:
    """Turn MLflow's errors about the connection or a login into a sentence; those about names and versions pass."""
    from mlflow.exceptions import MlflowException

    try:
        yield
    except SQLAlchemyError as error:
        raise NotReadyError(f"MLflow at {tracking_uri} cannot be used: {error}.") from error
    except MlflowException as error:
        if error.error_code in _OF_NAMES:
            raise
        message = str(error.message)[:_MESSAGE_LENGTH]
        raise NotReadyError(f"MLflow at {tracking_uri} cannot be used: {message}") from error


def embedded_database(tracking_uri: str) -> Path | None:
    """The file behind an embedded tracking URI; None for a server's."""
    return Path(tracking_uri.removeprefix(SQLITE)) if tracking_uri.startswith(SQLITE) else None


def is_untouched(tracking_uri: str) -> bool:
    """Whether it is an embedded database that does not exist yet, so that asking it can be spared its creation."""
    database = embedded_database(tracking_uri)
    return database is not None and not database.exists()
