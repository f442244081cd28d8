"""What features may be built with."""

from dataclasses import dataclass
from enum import StrEnum


class FeatureEngine(StrEnum):
    """An engine, by the name that settings give it."""

    DUCKDB = "duckdb"
    """DuckDB and arrays, on this machine."""
    SPARK = "spark"


@dataclass(frozen=True, slots=True)
class FeatureBuild:
    """What features are built with.

    Attributes:
        engine: DuckDB and arrays, or Spark.
        threads: How many; each needs memory.
        spark_memory: The most that Spark may take: ``2g``, ``512m``.
    """

    engine: FeatureEngine = FeatureEngine.DUCKDB
    threads: int = 2
    spark_memory: str = "2g"


DUCKDB_BUILD = FeatureBuild()
"""What holds where nothing is configured."""
