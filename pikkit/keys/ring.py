"""Where keys are kept: a SQLite file of hashes in the home folder."""

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.base.local_database import LocalDatabase
from pikkit.base.sql_moments import datetime_of, microseconds_of
from pikkit.keys.key import ApiKey, Scope
from pikkit.settings import Settings

PREFIX = "pikkit"
_ID_BYTES, _SECRET_BYTES = 6, 32
_SCHEMA = """
CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, bettor TEXT NOT NULL, scopes TEXT NOT NULL, hash TEXT NOT NULL,
    created_at INTEGER NOT NULL, revoked_at INTEGER
) STRICT
"""


class KeyRing:
    """The keys of one home. Threads and processes may share it; a revoked key stops opening at once.

    A secret is 256 random bits, so that one round of SHA-256 is as strong as it is: a slow hash protects words that can
    be guessed, and would cost every request its milliseconds.
    """

    def __init__(self, path: Path) -> None:
        self._database = LocalDatabase(path, _SCHEMA)

    def create(self, name: str, bettor: str, scopes: Collection[Scope]) -> tuple[ApiKey, str]:
        """Make a key; returns it and its text, which cannot be had again.

        Raises:
            InputError: The bettor or the scopes are missing.
        """
        if not bettor.strip() or not scopes:
            raise InputError("A key needs a bettor whose bets it opens and at least one scope.")
        identity, secret = secrets.token_hex(_ID_BYTES), secrets.token_urlsafe(_SECRET_BYTES)
        key = ApiKey(identity, name.strip(), bettor.strip(), frozenset(scopes), datetime.now(UTC))
        row = (key.id, key.name, key.bettor, " ".join(sorted(scopes)), _hash(secret), microseconds_of(key.created_at))
        with self._database.writing() as connection:
            connection.execute("INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, NULL)", row)
        return key, f"{PREFIX}_{identity}_{secret}"

    def find(self, text: str) -> ApiKey | None:
        """The key of a text, None if there is none or it was revoked."""
        prefix, _, rest = text.partition("_")
        identity, _, secret = rest.partition("_")
        if prefix != PREFIX or not identity or not secret:
            return None
        row = self._row(identity)
        if row is None or not hmac.compare_digest(row["hash"], _hash(secret)):
            return None
        return self._live(row)

    def of_id(self, identity: str) -> ApiKey | None:
        """The key of an id, None if there is none or it was revoked."""
        row = self._row(identity)
        return None if row is None else self._live(row)

    def all(self) -> list[ApiKey]:
        """Every key there ever was, the newest first."""
        rows = self._database.reading().execute("SELECT * FROM keys ORDER BY created_at DESC, id")
        return [_key(row) for row in rows]

    def any_made(self) -> bool:
        """Whether a key was ever made: from then on one is needed, even if all are revoked."""
        return self._database.reading().execute("SELECT 1 FROM keys LIMIT 1").fetchone() is not None

    def revoke(self, identity: str) -> ApiKey:
        """Stop a key from opening anything; one that was revoked stays as it is.

        Raises:
            InputError: There is no such key.
        """
        now = microseconds_of(datetime.now(UTC))
        with self._database.writing() as connection:
            connection.execute("UPDATE keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?", (now, identity))
        row = self._row(identity)
        if row is None:
            raise InputError(f"There is no key {identity!r}; pikkit keys list shows those there are.")
        return _key(row)

    def close(self) -> None:
        """Close this thread's connection."""
        self._database.close()

    def _row(self, identity: str) -> sqlite3.Row | None:
        row = self._database.reading().execute("SELECT * FROM keys WHERE id = ?", (identity,)).fetchone()
        return row if isinstance(row, sqlite3.Row) else None

    def _live(self, row: sqlite3.Row) -> ApiKey | None:
        key = _key(row)
        return None if key.revoked_at else key


def key_ring(settings: Settings) -> KeyRing:
    """The keys of a home."""
    return KeyRing(settings.resolved_home / "keys.db")


def key_command(settings: Settings, do: str = "create") -> str:
    """The command for a home's keys, as hints name it; without --sample it may mean those of one's own bets."""
    return f"pikkit keys {do}{' --sample' if settings.sample else ''}"


def _key(row: sqlite3.Row) -> ApiKey:
    scopes = frozenset(Scope(word) for word in row["scopes"].split())
    revoked = None if row["revoked_at"] is None else datetime_of(row["revoked_at"])
    return ApiKey(row["id"], row["name"], row["bettor"], scopes, datetime_of(row["created_at"]), revoked)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
