"""The copy of the bets by the days of a time zone: 3 o'clock UTC of a Sunday is a Saturday in New York."""

from pathlib import Path

from pikkit.performance.copy import parquet_relation

UTC_ZONE = "UTC"


def local_relation(path: Path, zone: str) -> str:
    """A copy as a SQL relation whose days and months are those of a time zone.

    Args:
        path: The copy, whose days are UTC's.
        zone: Its name, such as ``Europe/Berlin``; known to ``zoneinfo``.
    """
    source = parquet_relation(path)
    if zone == UTC_ZONE:
        return source
    placed, settled = (_local(moment, zone) for moment in ("placed_at", "coalesce(settled_at, placed_at)"))
    return (
        f"(SELECT * REPLACE ({placed}::date AS day, strftime({placed}, '%Y-%m') AS month, "  # noqa: S608 (quoted)
        f"CASE WHEN settled_day IS NOT NULL THEN {settled}::date END AS settled_day) FROM {source})"
    )


def _local(moment: str, zone: str) -> str:
    quoted = "'" + zone.replace("'", "''") + "'"
    return f"timezone({quoted}, timezone('UTC', {moment}))"
