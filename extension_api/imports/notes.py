"""What is known of every upload: a small database beside the files, read by bettor."""

import sqlite3
import time
from pathlib import Path

from pikkit.base.local_database import LocalDatabase
from pikkit.extension_api.imports.job import Job, JobState
from pikkit.extension_api.imports.quota import Used, check_quota
from pikkit.settings import Settings

_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE, bettor TEXT NOT NULL, open INTEGER NOT NULL, uploaded INTEGER NOT NULL,
    bytes INTEGER NOT NULL, turn INTEGER NOT NULL DEFAULT 0, job TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS by_bettor ON jobs (bettor, seq);
CREATE INDEX IF NOT EXISTS turns ON jobs (bettor, turn);
CREATE INDEX IF NOT EXISTS open_jobs ON jobs (bettor, seq) WHERE open;
"""
_DAY_SECONDS = 24 * 3600
_KEPT_SECONDS = 90 * _DAY_SECONDS
_USED = """
SELECT count(*) FILTER (WHERE open), coalesce(sum(bytes) FILTER (WHERE open), 0),
    count(*) FILTER (WHERE uploaded BETWEEN :since AND :now),
    coalesce(sum(bytes) FILTER (WHERE uploaded BETWEEN :since AND :now), 0)
FROM jobs WHERE bettor = :bettor
"""
_NEXT = """
SELECT job FROM jobs WHERE open
ORDER BY (SELECT max(turn) FROM jobs AS theirs WHERE theirs.bettor = jobs.bettor), seq LIMIT 1
"""
_SHOWN = "json_extract(job, '$.dismissed') IS NOT 1"


class JobNotes:
    """The notes of all uploads of a home; threads and processes may share them.

    Args:
        path: The database.
        settings: The quotas.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self._database = LocalDatabase(path, _SCHEMA)
        self._settings = settings

    def check(self, bettor: str) -> None:
        """See that a bettor may upload at all.

        Raises:
            TooManyError: A quota of his is used up.
        """
        check_quota(_used(self._database.reading(), bettor), 0, self._settings)

    def add(self, job: Job, size: int) -> None:
        """Note an upload of so many bytes, if it is within its bettor's quotas; on the disk when this returns.

        Raises:
            TooManyError: It is not.
            NotReadyError: The disk is full.
        """
        with self._database.writing() as connection:
            check_quota(_used(connection, job.bettor), size, self._settings)
            connection.execute("DELETE FROM jobs WHERE NOT open AND uploaded < ?", (_now() - _KEPT_SECONDS,))
            _insert(connection, job, size, _now())

    def take_over(self, job: Job, size: int) -> None:
        """Note an upload that was taken before; once."""
        with self._database.writing() as connection:
            _insert(connection, job, size, int(job.uploaded_at.timestamp()))

    def put(self, job: Job) -> None:
        """Note how far an upload is."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE jobs SET open = ?, job = ? WHERE id = ?", (job.is_open, job.model_dump_json(), job.id)
            )

    def begin(self, job: Job) -> None:
        """Note that an upload is read now: its bettor goes behind all others."""
        job.state = JobState.RUNNING
        with self._database.writing() as connection:
            connection.execute("UPDATE jobs SET turn = (SELECT max(turn) + 1 FROM jobs) WHERE id = ?", (job.id,))
            connection.execute("UPDATE jobs SET job = ? WHERE id = ?", (job.model_dump_json(), job.id))

    def next(self) -> Job | None:
        """The upload to read next: the oldest of the bettor whose turn was longest ago."""
        row = self._database.reading().execute(_NEXT).fetchone()
        return None if row is None else _job(row)

    def get(self, identity: str) -> Job | None:
        """An upload."""
        row = self._database.reading().execute("SELECT job FROM jobs WHERE id = ?", (identity,)).fetchone()
        return None if row is None else _job(row)

    def latest(self, bettor: str | None, limit: int) -> list[Job]:
        """The uploads of a bettor (everybody's if None) but those dismissed, the newest first."""
        where, values = ("WHERE bettor = ?", [bettor]) if bettor is not None else ("WHERE true", [])
        query = f"SELECT job FROM jobs {where} AND {_SHOWN} ORDER BY seq DESC LIMIT ?"  # noqa: S608 (no values)
        return [_job(row) for row in self._database.reading().execute(query, (*values, limit))]

    def close(self) -> None:
        """Close the connections; no thread may be at work."""
        self._database.close()


def _used(connection: sqlite3.Connection, bettor: str) -> Used:
    now = _now()
    values = {"bettor": bettor, "since": now - _DAY_SECONDS, "now": now + 60}  # what a wrong clock dated later is past
    return Used(*connection.execute(_USED, values).fetchone())


def _insert(connection: sqlite3.Connection, job: Job, size: int, uploaded: int) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO jobs (id, bettor, open, uploaded, bytes, job) VALUES (?, ?, ?, ?, ?, ?)",
        (job.id, job.bettor, job.is_open, uploaded, size, job.model_dump_json()),
    )


def _job(row: sqlite3.Row) -> Job:
    return Job.model_validate_json(row["job"])


def _now() -> int:
    return int(time.time())
