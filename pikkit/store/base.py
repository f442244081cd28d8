"""What a bet store promises, whatever is behind it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class UpsertCounts:
    """What one upsert did; the three add up to the distinct bets it was given."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: "UpsertCounts") -> "UpsertCounts":
        return UpsertCounts(
            self.inserted + other.inserted, self.updated + other.updated, self.unchanged + other.unchanged
        )


@dataclass(frozen=True, slots=True)
class StoreCounts:
    """How much a store holds."""

    bets: int
    settled: int
    bettors: int
    rejects: int


class BetStore(Protocol):
    """Bets keyed by (bettor, bet id), and the quarantine of rows that could not become bets."""

    def upsert(self, bets: pa.Table) -> UpsertCounts:
        """Store bets, all of them or none.

        A bet that is new is inserted. One whose content (anything but its source file and line) differs replaces the
        stored one, unless it knows less about how the bet ended: an open bet never replaces a settled one, nor an
        unknown outcome a known one, so importing an older export again takes nothing back. Of two versions in one
        table the same rule, and then the later row, decides.

        Args:
            bets: A table of the BETS schema.

        Raises:
            InputError: The table has another schema.
        """
        ...

    def add_rejects(self, rejects: pa.Table) -> int:
        """Quarantine rows of the REJECTS schema; returns how many were new (the same source, line and raw is one)."""
        ...

    def read(
        self,
        bettors: Collection[str] | None = None,
        placed_before: datetime | None = None,
        settled_before: datetime | None = None,
    ) -> pa.Table:
        """Stored bets as BETS, ordered by placed_at, bettor, bet_id.

        Args:
            bettors: Only theirs; everybody's if None.
            placed_before: Only bets placed before this moment.
            settled_before: Only bets settled before this moment, which leaves out the open ones.

        Raises:
            InputError: A moment has no time zone.
        """
        ...

    def rejects(self, source: str | None = None, rule: str | None = None) -> pa.Table:
        """Quarantined rows as REJECTS, of one source file or rule if given, ordered by source and line."""
        ...

    def counts(self) -> StoreCounts:
        """How much is stored."""
        ...

    def fingerprint(self) -> str:
        """A short text that is equal exactly when the stored bets are, whatever the order they came in."""
        ...

    def close(self) -> None:
        """Let go of connections; the store opens new ones if it is used again."""
        ...
