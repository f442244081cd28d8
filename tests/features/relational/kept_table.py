"""Tables computed once by a relational engine."""

from collections.abc import Iterator
from contextlib import contextmanager

import ibis
import ibis.expr.types as ir


@contextmanager
def kept(engine: ibis.BaseBackend, name: str, expression: ir.Table) -> Iterator[ir.Table]:
    """A table computed once and kept under a name until the end of the block; in memory or on the engine's disk."""
    if engine.name == "duckdb":
        yield engine.create_table(name, expression, temp=True)
        engine.raw_sql(f'DROP TABLE "{name}"')  # Ibis 12 leaves out the name
        return
    from pyspark.sql import SparkSession

    frame = SparkSession.active().sql(engine.compile(expression)).cache()
    frame.createOrReplaceTempView(name)
    yield engine.table(name)
    frame.unpersist()
