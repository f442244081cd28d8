"""An embedded registry read without MLflow, whose import costs more than all else that a command does.

Only what MLflow's own store would say: its tables are read by name in the form that ``SCHEMAS`` lists, and in any other
form, or where anything is unlike what is expected, MLflow is asked.
"""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pikkit.registry.client import embedded_database
from pikkit.registry.digest import TAG

SCHEMAS = frozenset({"dc11669786a5"})
"""Versions of MLflow's database (its Alembic revision) whose tables are known here: MLflow 3.17's."""
_LATEST = "latest"
_ALIAS = "SELECT version FROM registered_model_aliases WHERE workspace = 'default' AND name = ? AND alias = ?"
_VERSION = """
SELECT coalesce(nullif(v.storage_location, ''), v.source), t.value FROM model_versions v
LEFT JOIN model_version_tags t ON t.name = v.name AND t.version = v.version AND t.key = ? AND t.workspace = 'default'
WHERE v.workspace = 'default' AND v.name = ? AND v.version = ? AND v.current_stage <> 'Deleted_Internal'
"""


@dataclass(frozen=True, slots=True)
class RegisteredVersion:
    """A version of a registered model: its number, where its files are, and the digest they should have, if any."""

    name: str
    number: str
    source: str
    digest: str | None


def read_embedded(tracking_uri: str, name: str, *, alias: str = "", number: str = "") -> RegisteredVersion | None:
    """The version of a model by its alias or number, read without MLflow.

    Raises:
        LookupError: MLflow must be asked: it is no embedded database, or not one of a known form.
    """
    database = embedded_database(tracking_uri)
    if database is None or alias.lower() == _LATEST or "MLFLOW_ENABLE_WORKSPACES" in os.environ:
        raise LookupError
    try:
        with closing(_opened(database)) as connection:
            row = connection.execute(_ALIAS, (name, alias)).fetchone() if alias else (number,)
            return _numbered_in(connection, name, int(row[0])) if row else None
    except sqlite3.Error as error:
        raise LookupError from error


def _opened(database: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True, timeout=5)
    versions = {row[0] for row in connection.execute("SELECT version_num FROM alembic_version")}
    if not versions <= SCHEMAS:
        connection.close()
        raise LookupError
    return connection


def _numbered_in(connection: sqlite3.Connection, name: str, number: int) -> RegisteredVersion | None:
    row = connection.execute(_VERSION, (TAG, name, number)).fetchone()
    return RegisteredVersion(name, str(number), str(row[0]), row[1]) if row else None
