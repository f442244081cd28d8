"""What the batch path may run on: one machine, or Spark."""

from dataclasses import dataclass, field
from enum import StrEnum


class BatchEngine(StrEnum):
    """An engine, by the name that settings give it."""

    DUCKDB = "duckdb"
    """DuckDB and arrays, on this machine."""
    SPARK = "spark"


@dataclass(frozen=True, slots=True)
class SparkPlace:
    """Where Spark runs, and what it may take.

    Attributes:
        master: A master's URL, ``spark://host:7077`` or ``local[4]``; empty: this process, with so many ``threads``.
        memory: The most that the driver's heap may take, such as ``2g``; of a local Spark it is the whole heap.
        threads: Of a Spark in this process.
        options: Spark's own, ``spark.executor.memory`` and the like; they win over ours; some may be secret.
    """

    master: str = ""
    memory: str = "2g"
    threads: int = 2
    options: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def is_local(self) -> bool:
        """Whether all of it is in this process and its children."""
        return not self.master or self.master.startswith("local")


@dataclass(frozen=True, slots=True)
class FeatureBuild:
    """What features are built with.

    Attributes:
        engine: DuckDB and arrays, or Spark.
        threads: How many; each needs memory.
        spark: Where Spark runs.
    """

    engine: BatchEngine = BatchEngine.DUCKDB
    threads: int = 2
    spark: SparkPlace = SparkPlace()


DUCKDB_BUILD = FeatureBuild()
"""What holds where nothing is configured."""
