"""The note of which files were imported, within a transaction."""

from collections.abc import Collection

import pyarrow as pa
from sqlalchemy import Connection, select

from pikkit.store.arrow_rows import to_rows
from pikkit.store.driver_rows import execute_many, upsert_statement
from pikkit.store.guarding import fetch_guarded
from pikkit.store.shapes import IMPORTS
from pikkit.store.tables import imports


def read_imports(connection: Connection, bettors: Collection[str] | None = None) -> pa.Table:
    """Imported files of bettors (everybody's if None) as IMPORTS, ordered by bettor and file."""
    query = select(*(imports.c[name] for name in IMPORTS.names)).order_by(imports.c.bettor, imports.c.file)
    if bettors is not None:
        query = query.where(imports.c.bettor.in_(sorted(bettors)))
    return fetch_guarded(connection, query, imports, IMPORTS)


def note_imports(connection: Connection, files: pa.Table) -> None:
    """Insert or replace files, but keep the moment each was first seen."""
    execute_many(connection, upsert_statement(connection, imports, frozenset({"first_seen_at"})), to_rows(files))
