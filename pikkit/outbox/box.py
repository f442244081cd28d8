"""The outbox itself: a SQLite file in which everything put in is on the disk before anybody is told so."""

import json
import sqlite3
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from pikkit.base.local_database import LocalDatabase
from pikkit.base.sql_moments import datetime_of
from pikkit.outbox.entry import Entry, EntryState, Item, Operation
from pikkit.settings import Settings

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    target TEXT NOT NULL, topic TEXT NOT NULL, bettor TEXT NOT NULL, key TEXT NOT NULL, operation TEXT NOT NULL,
    payload TEXT NOT NULL, created_at INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'pending',
    attempts INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS appended_once ON entries (topic, bettor, key, target) WHERE operation = 'append';
CREATE INDEX IF NOT EXISTS by_key ON entries (topic, bettor, key, seq);
CREATE INDEX IF NOT EXISTS waiting ON entries (target, bettor, seq) WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS undelivered ON entries (topic, seq) WHERE state <> 'done';
CREATE TABLE IF NOT EXISTS probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS dead ON entries (seq) WHERE state = 'dead';
"""
_BUSY_SECONDS = 2.0
"""A capture that waits for longer is refused, and sent again: its thread is needed."""
_INSERT = """
INSERT INTO entries (target, topic, bettor, key, operation, payload, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (topic, bettor, key, target) WHERE operation = 'append' DO NOTHING
"""
_SUPERSEDED = """
operation = 'put' AND EXISTS (
    SELECT 1 FROM entries AS later WHERE later.topic = entries.topic AND later.bettor = entries.bettor
    AND later.key = entries.key AND later.target = entries.target AND later.seq > entries.seq AND later.state = 'done'
)
"""


@dataclass(frozen=True, slots=True)
class Depth:
    """How full the outbox is; the age is of the oldest that waits, in seconds."""

    pending: int
    dead: int
    age_seconds: float


class Outbox:
    """Entries by target and bettor; threads and processes may share it."""

    def __init__(self, path: Path) -> None:
        self._database = LocalDatabase(path, _SCHEMA, _BUSY_SECONDS)

    def add(self, items: Sequence[Item]) -> bool:
        """Put items in, all or none; on the disk when this returns.

        Returns:
            False if the first is an append that was put in before: then nothing is.

        Raises:
            NotReadyError: The disk is full; nothing was put in.
        """
        now = _now()
        with self._database.writing() as connection:
            for place, item in enumerate(items):
                written = connection.execute(_INSERT, (*_values(item), now)).rowcount
                if place == 0 and written == 0:
                    return False
        return True

    def newest(self, topic: str, bettor: str, key: str) -> dict[str, object] | None:
        """What was last put in for a key, delivered or not, as far back as the outbox remembers."""
        query = (
            "SELECT payload FROM entries WHERE topic = ? AND bettor = ? AND key = ? AND operation <> 'post' "
            "ORDER BY seq DESC LIMIT 1"
        )
        row = self._database.reading().execute(query, (topic, bettor, key)).fetchone()
        return None if row is None else _object(row["payload"])

    def undelivered(self, topic: str, bettor: str | None = None, key: str | None = None) -> list[dict[str, object]]:
        """What was last put in for each key and is not delivered yet; dead entries too, which are nowhere else."""
        query = (
            "SELECT bettor, key, payload FROM entries WHERE topic = ? AND operation <> 'post' AND state <> 'done' "
            "AND (? IS NULL OR bettor = ?) AND (? IS NULL OR key = ?) ORDER BY seq"
        )
        rows = self._database.reading().execute(query, (topic, bettor, bettor, key, key))
        return list({(row["bettor"], row["key"]): _object(row["payload"]) for row in rows}.values())

    def put_in(self, topic: str, seconds: float, *, bettor: str | None = None, target: str | None = None) -> int:
        """How many entries were put in within so many last seconds, delivered or not, as far back as it remembers."""
        query = (
            "SELECT count(*) FROM entries WHERE topic = ? AND created_at > ? AND (? IS NULL OR bettor = ?) "
            "AND (? IS NULL OR target = ?)"
        )
        since = _now() - round(seconds * 1_000_000)
        asked = (topic, since, bettor, bettor, target, target)
        return int(self._database.reading().execute(query, asked).fetchone()[0])

    def targets_waiting(self) -> list[str]:
        """The targets for which something waits."""
        query = "SELECT DISTINCT target FROM entries WHERE state = 'pending'"
        return [row["target"] for row in self._database.reading().execute(query)]

    def bettors_waiting(self, target: str) -> list[str]:
        """The bettors for whom something waits to go to a target, the longest waiting first."""
        query = "SELECT bettor FROM entries WHERE state = 'pending' AND target = ? GROUP BY bettor ORDER BY min(seq)"
        return [row["bettor"] for row in self._database.reading().execute(query, (target,))]

    def waiting(self, target: str, bettor: str, limit: int) -> list[Entry]:
        """The first entries that wait in a lane, in order."""
        query = "SELECT * FROM entries WHERE state = 'pending' AND target = ? AND bettor = ? ORDER BY seq LIMIT ?"
        return [_entry(row) for row in self._database.reading().execute(query, (target, bettor, limit))]

    def note_done(self, entries: Collection[Entry]) -> None:
        """Note entries as delivered."""
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE entries SET state = 'done', error = '' WHERE seq = ?", [(entry.seq,) for entry in entries]
            )

    def note_refused(self, entry: Entry, error: str, *, dead: bool = False) -> None:
        """Note why an entry was not taken, and whether it is tried again."""
        state = EntryState.DEAD if dead else EntryState.PENDING
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE entries SET attempts = attempts + 1, error = ?, state = ? WHERE seq = ?",
                (error, state, entry.seq),
            )

    def note_away(self, entry: Entry, error: str) -> None:
        """Note why an entry still waits though it was not refused."""
        with self._database.writing() as connection:
            connection.execute("UPDATE entries SET error = ? WHERE seq = ?", (error, entry.seq))

    def list(self, state: EntryState, limit: int = 100) -> list[Entry]:
        """Entries in a state, the oldest first."""
        query = "SELECT * FROM entries WHERE state = ? ORDER BY seq LIMIT ?"
        return [_entry(row) for row in self._database.reading().execute(query, (state, limit))]

    def replay(self, seqs: Collection[int] = ()) -> int:
        """Let dead entries wait again: those given, or all. Returns how many.

        A row that was replaced by a newer one meanwhile stays as it is.
        """
        chosen, numbers = _chosen(seqs)
        with self._database.writing() as connection:
            settled = f"UPDATE entries SET state = 'done' WHERE {chosen} AND {_SUPERSEDED}"  # noqa: S608 (no values)
            connection.execute(settled, numbers)
            replayed = "UPDATE entries SET state = 'pending', attempts = 0 WHERE"
            return connection.execute(f"{replayed} {chosen}", numbers).rowcount

    def purge_dead(self, seqs: Collection[int] = ()) -> int:
        """Forget dead entries, those given or all; they are lost. Returns how many."""
        chosen, numbers = _chosen(seqs)
        with self._database.writing() as connection:
            return connection.execute(f"DELETE FROM entries WHERE {chosen}", numbers).rowcount  # noqa: S608 (no values)

    def forget_done(self, older_than_seconds: float) -> int:
        """Forget what was delivered and put in longer ago than that. Returns how many."""
        before = _now() - round(older_than_seconds * 1_000_000)
        with self._database.writing() as connection:
            query = "DELETE FROM entries WHERE state = 'done' AND created_at < ?"
            return connection.execute(query, (before,)).rowcount

    def depth(self) -> Depth:
        """How full it is."""
        query = (
            "SELECT (SELECT count(*) FROM entries WHERE state = 'pending'), "
            "(SELECT count(*) FROM entries WHERE state = 'dead'), "
            "(SELECT min(created_at) FROM entries WHERE state = 'pending')"
        )
        pending, dead, oldest = self._database.reading().execute(query).fetchone()
        return Depth(pending, dead, 0.0 if oldest is None else max(0.0, (_now() - oldest) / 1_000_000))

    def check_writable(self) -> None:
        """See that something could be put in, by writing something that is nothing.

        Raises:
            NotReadyError: The disk is full, or another writer holds on.
        """
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO probe (id, at) VALUES (1, ?)", (_now(),))

    def close(self) -> None:
        """Close the connections; no thread may be at work."""
        self._database.close()


def open_outbox(settings: Settings) -> Outbox:
    """The outbox of a home."""
    return Outbox(path_of(settings))


def path_of(settings: Settings) -> Path:
    """Where the outbox of a home is; it may not be there yet."""
    return settings.resolved_home / "outbox.db"


def _now() -> int:
    return time.time_ns() // 1000


def _values(item: Item) -> tuple[str, ...]:
    payload = json.dumps(item.payload, ensure_ascii=False, allow_nan=False)
    return (item.target, item.topic, item.bettor, item.key, item.operation, payload)


def _entry(row: sqlite3.Row) -> Entry:
    item = Item(
        target=row["target"],
        topic=row["topic"],
        bettor=row["bettor"],
        key=row["key"],
        operation=Operation(row["operation"]),
        payload=_object(row["payload"]),
    )
    created = datetime_of(row["created_at"])
    return Entry(row["seq"], item, created, EntryState(row["state"]), row["attempts"], row["error"])


def _object(text: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads(text)
    return loaded


def _chosen(seqs: Collection[int]) -> tuple[str, list[int]]:
    marks = ", ".join("?" * len(seqs))
    return ("state = 'dead'" + (f" AND seq IN ({marks})" if seqs else "")), list(seqs)
