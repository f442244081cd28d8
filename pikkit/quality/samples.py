"""A few of the bets that broke a check, as a person may look them up."""

from collections.abc import Sequence
from datetime import datetime

import pyarrow as pa

from pikkit.quality.quality_report import SampleBet

SHOWN = 5


def sample_rows(snapshot: pa.Table, rows: Sequence[int]) -> tuple[SampleBet, ...]:
    """The first few of the rows of a snapshot (:func:`pikkit.quality.snapshot_reader.read_snapshot`)."""
    chosen = snapshot.select(list(SampleBet.__dataclass_fields__)).take(pa.array(rows[:SHOWN], pa.int64()))
    return tuple(SampleBet(**{name: _text(value) for name, value in row.items()}) for row in chosen.to_pylist())


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) < 1e15 else f"{value:g}"
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value)
