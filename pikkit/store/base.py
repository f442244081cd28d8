"""What a bet store promises, whatever is behind it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import pyarrow as pa

from pikkit.bets.schema import BETS
from pikkit.store.quarantine_overview import QuarantineOverview
from pikkit.store.shapes import CORRECTIONS, DECISIONS, TAKE_BACK


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


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in a store after a watermark, as it reads now.

    Attributes:
        bets: Bets inserted, updated or corrected since, as BETS.
        removed: (bettor, bet id) of those that are read no longer: withheld, or taken back.
        watermark: Where to go on next time.
    """

    bets: pa.Table
    removed: pa.Table
    watermark: int


@dataclass(frozen=True, slots=True)
class Review:
    """Decisions to store together; every part may be empty.

    Attributes:
        bets: Bets to upsert, as BETS: quarantined rows that became bets.
        decisions: About quarantined rows, as DECISIONS.
        corrections: New corrections, as CORRECTIONS.
        revert: Ids of corrections to revert.
        take_back: Bets to remove, as TAKE_BACK; one whose content is another by now (a source brought it) stays.
        who: Who decided.
    """

    bets: pa.Table = field(default_factory=BETS.empty_table)
    decisions: pa.Table = field(default_factory=DECISIONS.empty_table)
    corrections: pa.Table = field(default_factory=CORRECTIONS.empty_table)
    revert: Collection[str] = ()
    take_back: pa.Table = field(default_factory=TAKE_BACK.empty_table)
    who: str = ""


class BetStore(Protocol):
    """Bets keyed by (bettor, bet id), the quarantine of rows that could not become bets, and what was decided."""

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
        """Quarantine rows of the REJECTS schema; returns how many were new.

        A bettor's quarantine holds ``MOST_QUARANTINED`` rows: what would come on top of them is not kept, and logged.

        The same bettor, source, line and raw is one row. A raw row that was decided about in the same source keeps its
        decision on any other line.
        """
        ...

    def read(
        self,
        bettors: Collection[str] | None = None,
        placed_before: datetime | None = None,
        settled_before: datetime | None = None,
        bet_ids: Collection[str] | None = None,
        corrected: bool = True,
    ) -> pa.Table:
        """Stored bets as BETS with their corrections applied, ordered by placed_at, bettor, bet_id.

        Args:
            bettors: Only theirs; everybody's if None.
            placed_before: Only bets placed before this moment, as corrected.
            settled_before: Only bets settled before this moment, as corrected, which leaves out the open ones.
            bet_ids: Only bets of these ids; all if None.
            corrected: False gives every bet as its source said it, the withheld ones too.

        Raises:
            InputError: A moment has no time zone.
        """
        ...

    def rejects(self, source: str | None = None, rule: str | None = None) -> pa.Table:
        """Quarantined rows as REJECTS, of one source file or rule if given, ordered by source and line."""
        ...

    def quarantined(self, bettors: Collection[str] | None = None) -> pa.Table:
        """Quarantined rows of bettors (everybody's if None) with their decisions as QUARANTINE, by source and line."""
        ...

    def quarantine_overview(
        self, bettors: Collection[str] | None, rule: str, most: int, lately: int
    ) -> QuarantineOverview:
        """What a page of the quarantine of bettors (everybody's if None) shows.

        Args:
            bettors: Whose.
            rule: Of which rule the first waiting rows are; "" for all.
            most: How many of them.
            lately: How many of the newest decisions.
        """
        ...

    def corrections(self) -> pa.Table:
        """All corrections as CORRECTIONS, reverted ones too, in the order they were made."""
        ...

    def review(self, review: Review) -> UpsertCounts:
        """Store decisions, all of them or none; returns what became of the bets among them.

        Raises:
            InputError: A table has another schema.
        """
        ...

    def imports(self, bettors: Collection[str] | None = None) -> pa.Table:
        """The files of bettors (everybody's if None) imported to their end, as IMPORTS, by bettor and file."""
        ...

    def note_import(self, file: pa.Table) -> None:
        """Note files as imported, in the IMPORTS schema; one known before keeps the moment it was first seen."""
        ...

    def events(self, pairings: Collection[str] | None = None) -> pa.Table:
        """The noted events of bets as EVENTS, ordered by bettor and bet id; of some pairings if given.

        A bet that names no game, or several, has none, nor has one that came in since events were last told.
        """
        ...

    def note_events(self, events: pa.Table) -> None:
        """Note the events of bets, in the EVENTS schema, in place of those noted before; a null takes one back."""
        ...

    def counts(self) -> StoreCounts:
        """How much is stored, corrections not applied."""
        ...

    def fingerprint(self) -> str:
        """A short text, equal exactly when the stored bets and their active corrections are, in whatever order."""
        ...

    def watermark(self) -> int:
        """The moment of the last change in microseconds since 1970 UTC; 0 if there was none. It only ever grows."""
        ...

    def changed_since(self, watermark: int) -> Changes:
        """What was inserted, updated, corrected or removed after a watermark, whenever it was placed; 0 is all."""
        ...

    def close(self) -> None:
        """Let go of connections; the store opens new ones if it is used again."""
        ...
