"""What features may be built with."""

from enum import StrEnum


class FeatureEngine(StrEnum):
    """An engine, by the name that settings give it."""

    DUCKDB = "duckdb"
    """DuckDB and arrays, on this machine."""
    SPARK = "spark"
