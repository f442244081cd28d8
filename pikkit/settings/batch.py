"""What the batch path runs on: imports, snapshot, features, scores of files."""

import re

from pydantic import Field, field_validator

from pikkit.settings.batch_engine import BatchEngine, SparkPlace
from pikkit.settings.home import HomeSettings

_SECRET = re.compile("secret|password|token|access[.]?key", re.IGNORECASE)
"""What Spark itself hides of its configuration, by the names of options (spark.redaction.regex)."""
_WITH_PASSWORD = re.compile(r"://[^/@\s]*:[^/@\s]*@")


class BatchSettings(HomeSettings):
    """What the batch path runs on (docs/scale.md)."""

    engine: BatchEngine = Field(
        default=BatchEngine.DUCKDB, description="What the batch path runs on: duckdb, or spark (needs Java 17)."
    )
    import_processes: int = Field(
        default=4, ge=1, le=64, description="Processes that read exports at a time, at most one a core; each 0.3 GB."
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
        default={}, description='Spark\'s own options, as JSON: {"spark.executor.memory": "4g"}; none that is a secret.'
    )
    spark_secret_options: dict[str, str] = Field(
        default={}, repr=False, description='More of them that are secret: {"spark.authenticate.secret": "…"}.'
    )

    @field_validator("spark_options")
    @classmethod
    def _hold_no_secrets(cls, options: dict[str, str]) -> dict[str, str]:
        """A secret among the plain options would stand in a ConfigMap."""
        for name, value in options.items():
            if value and (_SECRET.search(name) or _WITH_PASSWORD.search(value)):
                raise ValueError(
                    f"{name} looks like a secret: set it in PIKKIT_SPARK_SECRET_OPTIONS, which is read the same way "
                    "and shown nowhere"
                )
        return options

    @property
    def spark_place(self) -> SparkPlace:
        """Where Spark runs, and what it may take."""
        options = self.spark_options | self.spark_secret_options
        return SparkPlace(self.spark_master, self.spark_memory, self.spark_threads, options)
