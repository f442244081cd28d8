"""DuckDB as what runs relational expressions."""

from collections.abc import Iterator
from contextlib import contextmanager

import ibis

from pikkit.features.build.progress_bar import switch_off_progress_bar


@contextmanager
def duckdb_engine() -> Iterator[ibis.BaseBackend]:
    """An engine of one's own, closed with all its tables at the end of the block."""
    engine = ibis.duckdb.connect()
    switch_off_progress_bar(engine.raw_sql)
    try:
        yield engine
    finally:
        engine.disconnect()
