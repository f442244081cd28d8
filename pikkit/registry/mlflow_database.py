"""MLflow's embedded database, made from its schema as written down: its own way is sixty migrations, one by one.

``python -m pikkit.registry.mlflow_database`` writes down the schema of the installed MLflow; a test fails when it is
out of date. A version that it was not written for makes its database itself.
"""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine

from pikkit.base.private import private_file

SCHEMA = Path(__file__).with_name("mlflow_schema.sql")
_VERSION = "-- MLflow "
_FIRST_LINE = _VERSION + "{version}: written by `python -m pikkit.registry.mlflow_database`.\n"


def make_database(database: Path, version: str) -> None:
    """Make the database that this version of MLflow would make; one that is there meanwhile stays.

    It is moved into place when it is whole, so that two processes may begin at once.

    Args:
        database: Its file, in a folder that is made if it is not there.
        version: The installed MLflow's. Nothing is made if the schema was written for another.
    """
    if not SCHEMA.read_text(encoding="utf-8").startswith(_FIRST_LINE.format(version=version)):
        return
    database.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=database.parent, prefix=f".{database.name}-") as folder:
        new = private_file(Path(folder) / database.name)
        with closing(sqlite3.connect(new)) as connection:
            connection.executescript(SCHEMA.read_text(encoding="utf-8"))
        with suppress(FileExistsError):
            os.link(new, database)


def migrated_schema() -> str:
    """The schema that MLflow's own migrations make, as a script whose first line names the version."""
    import mlflow
    from mlflow.store.db.utils import _initialize_tables

    with TemporaryDirectory() as folder:
        file = Path(folder) / "mlflow.db"
        engine = create_engine(f"sqlite:///{file}")
        _initialize_tables(engine)
        engine.dispose()
        with closing(sqlite3.connect(file)) as connection:
            lines = [line.rstrip() for statement in connection.iterdump() for line in statement.splitlines()]
    return _FIRST_LINE.format(version=mlflow.__version__) + "\n".join(lines) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(migrated_schema(), encoding="utf-8")
