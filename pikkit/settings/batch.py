"""What the batch path runs on: snapshot, features, scores of files."""

from pydantic import Field

from pikkit.settings.batch_engine import BatchEngine, SparkPlace
from pikkit.settings.home import HomeSettings


class BatchSettings(HomeSettings):
    """What the batch path runs on (docs/scale.md)."""

    engine: BatchEngine = Field(
        default=BatchEngine.DUCKDB, description="What the batch path runs on: duckdb, or spark (needs Java 17)."
    )
    spark_master: str = Field(
        default="",
        pattern=r"^$|^(local(\[.+\])?|spark://.+|k8s://.+|yarn)$",
        description="Where Spark runs: spark://host:7077, k8s://…, yarn, local[4]; default: in this process.",
    )
    spark_memory: str = Field(
        default="2g", pattern=r"^\d+[gm]$", description="The most that Spark's driver may take: 2g, 512m."
    )
    spark_threads: int = Field(default=2, ge=1, description="Threads of a Spark in this process; each needs memory.")
    spark_options: dict[str, str] = Field(
        default={}, description='Spark\'s own options, as JSON: {"spark.executor.memory": "4g"}.'
    )

    @property
    def spark_place(self) -> SparkPlace:
        """Where Spark runs, and what it may take."""
        return SparkPlace(self.spark_master, self.spark_memory, self.spark_threads, self.spark_options)
