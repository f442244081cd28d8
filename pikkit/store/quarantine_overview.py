"""What a page of the quarantine shows, and no more: most rows of it were decided about long ago."""

from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class QuarantineDecision:
    """What was decided at one moment about raw rows of one rule."""

    status: str
    rule: str
    by: str
    at: datetime
    rows: int


@dataclass(frozen=True)
class QuarantineOverview:
    """Some bettors' quarantine.

    Attributes:
        rules: How many raw rows wait, by rule, most first.
        first: The first that were asked for, as QUARANTINE, all their lines.
        lately: The newest decisions.
    """

    rules: dict[str, int]
    first: pa.Table = field(repr=False)
    lately: list[QuarantineDecision]
