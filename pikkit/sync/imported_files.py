"""Which files a store has read to their end, as they were then."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from pikkit.base.file_state import FileState, sha256_of
from pikkit.bets.export.read import bettor_of
from pikkit.store import BetStore
from pikkit.store.shapes import IMPORTS
from pikkit.sync.reader_version import reader_version

_SAME_TICK_NS = 2_000_000_000  # the coarsest clock of a file system in use (FAT) ticks every two seconds


@dataclass(frozen=True, slots=True)
class ImportedFiles:
    """The files noted in a store."""

    _notes: dict[tuple[str, str], dict[str, Any]]

    @classmethod
    def of(cls, store: BetStore) -> "ImportedFiles":
        """Those of a store, now."""
        return cls({(row["bettor"], row["file"]): row for row in store.imports().to_pylist()})

    def unchanged(self, file: Path, bettor: str | None) -> bool:
        """Whether a file is, by all that can be told, the one that was read.

        Its size and its moment of modification decide. A file that was modified in the very moment it was read could
        have changed again within the same tick of the clock: then its bytes are hashed.
        """
        note = self._notes.get((bettor_of(file, bettor), str(file.resolve())))
        if note is None or note["reader"] != reader_version():
            return False
        state = FileState.of(file)
        if (state.size, state.modified_ns) != (note["size"], note["modified_ns"]):
            return False
        if _nanoseconds(note["last_seen_at"]) - state.modified_ns > _SAME_TICK_NS:
            return True
        return bool(sha256_of(file) == note["sha256"])

    def by_other_rules(self, file: Path, bettor: str | None) -> bool:
        """Whether a file was read before, and by other rules than today's."""
        note = self._notes.get((bettor_of(file, bettor), str(file.resolve())))
        return note is not None and note["reader"] != reader_version()

    def only_touched(self, file: Path, bettor: str | None) -> pa.Table | None:
        """The note to store for a file with a new moment of modification but the bytes that were read; else None."""
        note = self._notes.get((bettor_of(file, bettor), str(file.resolve())))
        state = FileState.of(file)
        if note is None or note["reader"] != reader_version() or state.size != note["size"]:
            return None
        if sha256_of(file) != note["sha256"]:
            return None
        return pa.Table.from_pylist([{**note, "modified_ns": state.modified_ns}], IMPORTS)


def _nanoseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000_000) * 1000
