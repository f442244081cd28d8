"""What a file says by today's rules of bets that were read by others before."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.export.read import bettor_of
from pikkit.store.base import BetStore
from pikkit.store.correcting import apply_corrections
from pikkit.store.shapes import BET_KEYS
from pikkit.sync.event_refresh import told_events
from pikkit.sync.imported_files import ImportedFiles
from pikkit.sync.stored_reread import differs

READ = ("market", "subject", "side", "line", "home", "away", "period", "live")
"""The fields of a bet that rules read from its text."""
ALWAYS = ("market", "subject", "event")
"""Those that are told even if no bet changed."""


class RuleChanges:
    """Counts the bets that files read by other rules before stand otherwise by now."""

    def __init__(self, store: BetStore, imported_files: ImportedFiles) -> None:
        self._store, self._imported_files = store, imported_files
        self._fields: Counter[str] = Counter()
        self._events: dict[str, pa.Table] = {}
        """Of each bettor asked about, before the reading."""

    @contextmanager
    def of(self, file: Path, bettor: str | None) -> Iterator[None]:
        """Count what the reading of a file within changes, if it was read by other rules."""
        if not self._imported_files.by_other_rules(file, bettor):
            yield
            return
        name = bettor_of(file, bettor)
        before = self._store.read([name], corrected=False)
        if name not in self._events:
            self._events[name] = self._events_of(name, before)
        yield
        self._fields.update(_changed(before, self._store.read([name], corrected=False), READ))

    def counts(self) -> dict[str, int]:
        """Bets by the field that is another now; empty if no file was read by other rules before.

        Ask when the events are noted.
        """
        if not self._events:
            return {}
        before = pa.concat_tables(self._events.values())
        self._fields.update(_changed(before, self._store.events(), ["event"]))
        return {name: self._fields[name] for name in (*READ, "event") if self._fields[name] or name in ALWAYS}

    @cached_property
    def _noted(self) -> pa.Table:
        """Everybody's events as they were noted when the first was asked for: read once, whoever's files follow."""
        return self._store.events()

    def _events_of(self, bettor: str, bets: pa.Table) -> pa.Table:
        own = self._noted.filter(pc.equal(self._noted["bettor"], bettor))
        if own.num_rows:
            return own
        return told_events(apply_corrections(bets, self._store.corrections()))  # an older store noted none


def _changed(before: pa.Table, after: pa.Table, names: Sequence[str]) -> dict[str, int]:
    """Of the bets in both tables, those that differ in each column."""
    keys = BET_KEYS.names
    old = before.select([*keys, *names]).rename_columns([*keys, *(f"old {name}" for name in names)])
    joined = after.select([*keys, *names]).join(old, keys, join_type="inner")
    return {name: int(np.sum(differs(joined[name], joined[f"old {name}"]))) for name in names}
