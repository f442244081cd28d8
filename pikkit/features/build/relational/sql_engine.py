"""The engines that run the relational expressions: DuckDB, or Spark in this process."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from pikkit.base.errors import NotReadyError
from pikkit.settings.feature_engine import FeatureEngine

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@contextmanager
def connected(
    name: FeatureEngine = FeatureEngine.DUCKDB, threads: int = 2, memory: str = "2g"
) -> Iterator[ibis.BaseBackend]:
    """An engine of one's own, closed with all its tables at the end of the block.

    Args:
        name: Which.
        threads: Spark's threads. DuckDB takes what the machine has.
        memory: The most that Spark's tables may take, such as "2g". It holds for the first Spark of a process.

    Raises:
        NotReadyError: Spark is asked for, and it or its Java is not installed.
    """
    if name is FeatureEngine.SPARK:
        with _spark(threads, memory) as session:
            yield ibis.pyspark.connect(session)
        return
    engine = ibis.duckdb.connect()
    engine.raw_sql("SET enable_progress_bar = false")  # its own would break into ours
    try:
        yield engine
    finally:
        engine.disconnect()


@contextmanager
def kept(engine: ibis.BaseBackend, name: str, expression: ir.Table) -> Iterator[ir.Table]:
    """A table computed once and kept under a name until the end of the block; in memory or on the engine's disk."""
    if engine.name == FeatureEngine.DUCKDB:
        yield engine.create_table(name, expression, temp=True)
        engine.raw_sql(f'DROP TABLE "{name}"')  # Ibis 12 leaves out the name
        return
    from pyspark.sql import SparkSession

    frame = SparkSession.active().sql(engine.compile(expression)).cache()
    frame.createOrReplaceTempView(name)
    yield engine.table(name)
    frame.unpersist()


def spark_lacks() -> str | None:
    """What Spark lacks to run here, as a sentence; None if nothing."""
    if find_spec("pyspark") is None:
        return "Building features with Spark needs PySpark: install pikkit[spark]."
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") is None and not (home and (Path(home) / "bin" / "java").is_file()):
        return "Building features with Spark needs Java 17 or later: install it, or point JAVA_HOME at one."
    return None


@contextmanager
def _spark(threads: int, memory: str) -> Iterator["SparkSession"]:
    lacks = spark_lacks()
    if lacks:
        raise NotReadyError(lacks)
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(f"local[{threads}]").appName("pikkit")
    for key, value in _options(threads, memory).items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def _options(threads: int, memory: str) -> dict[str, str]:
    return {
        "spark.driver.memory": memory,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.log.level": "ERROR",
        "spark.sql.shuffle.partitions": str(2 * threads),
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
