"""What a file says by today's rules of bets that were read by others before."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.export.read import bettor_of
from pikkit.store.base import BetStore
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
        self._bettors: dict[str, pa.Table] = {}

    @contextmanager
    def of(self, file: Path, bettor: str | None) -> Iterator[None]:
        """Count what the reading of a file within changes, if it was read by other rules."""
        if not self._imported_files.by_other_rules(file, bettor):
            yield
            return
        name = bettor_of(file, bettor)
        before = self._store.read([name], corrected=False)
        if name not in self._bettors:
            self._bettors[name] = self._events(name)
        yield
        self._fields.update(_changed(before, self._store.read([name], corrected=False), READ))

    def counts(self) -> dict[str, int]:
        """Bets by the field that is another now; empty if no file was read by other rules before.

        Ask when the events are noted.
        """
        if not self._bettors:
            return {}
        for name, before in self._bettors.items():
            self._fields.update(_changed(before, self._events(name), ["event"]))
        return {name: self._fields[name] for name in (*READ, "event") if self._fields[name] or name in ALWAYS}

    def _events(self, bettor: str) -> pa.Table:
        events = self._store.events()
        own = events.filter(pc.equal(events["bettor"], bettor))
        return own if own.num_rows else told_events(self._store.read([bettor]))  # an older store noted none


def _changed(before: pa.Table, after: pa.Table, names: Sequence[str]) -> dict[str, int]:
    """Of the bets in both tables, those that differ in each column."""
    keys = BET_KEYS.names
    old = before.select([*keys, *names]).rename_columns([*keys, *(f"old {name}" for name in names)])
    joined = after.select([*keys, *names]).join(old, keys, join_type="inner")
    return {name: int(np.sum(differs(joined[name], joined[f"old {name}"]))) for name in names}
