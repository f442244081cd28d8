"""What was read of a file of quotes, or of one part of it."""

from collections import Counter
from dataclasses import dataclass, field

import pyarrow as pa

from pikkit.quotes.schema import QUOTE_REJECTS, QUOTES


@dataclass(frozen=True)
class QuoteBatch:
    """Quotes, and the rows that could not become any.

    Attributes:
        quotes: In the QUOTES schema.
        rejects: In the QUOTE_REJECTS schema.
        duplicates: Rows left out because they say what another row says.
        notes: What is special about kept quotes, and of how many: ``live``, observed at or after the start.
    """

    quotes: pa.Table = field(default_factory=QUOTES.empty_table)
    rejects: pa.Table = field(default_factory=QUOTE_REJECTS.empty_table)
    duplicates: int = 0
    notes: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> int:
        """Rows read: each is a quote, a duplicate or a reject."""
        return int(self.quotes.num_rows + self.rejects.num_rows + self.duplicates)

    @property
    def quarantined(self) -> dict[str, int]:
        """Rejected rows by rule."""
        return dict(sorted(Counter(self.rejects["rule"].to_pylist()).items()))
