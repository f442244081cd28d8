"""A few of the bets that broke a check, as a person may look them up."""

from collections.abc import Sequence
from datetime import datetime

from pikkit.quality.quality_report import SampleBet
from pikkit.quality.snapshot_reader import GateSnapshot

SHOWN = 5


def sample_rows(snapshot: GateSnapshot, rows: Sequence[int]) -> tuple[SampleBet, ...]:
    """The first few of some rows of a snapshot."""
    if not len(rows):
        return ()
    chosen = snapshot.rows(rows[:SHOWN], list(SampleBet.__dataclass_fields__))
    return tuple(SampleBet(**{name: _text(value) for name, value in row.items()}) for row in chosen.to_pylist())


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) < 1e15 else f"{value:g}"
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value)
