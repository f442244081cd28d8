"""DuckDB as what runs relational expressions."""

from collections.abc import Iterator
from contextlib import contextmanager

import ibis


@contextmanager
def duckdb_engine() -> Iterator[ibis.BaseBackend]:
    """An engine of one's own, closed with all its tables at the end of the block."""
    engine = ibis.duckdb.connect()
    engine.raw_sql("SET enable_progress_bar = false")  # its own would break into ours
    try:
        yield engine
    finally:
        engine.disconnect()
