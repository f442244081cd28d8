"""The queue of uploads: a folder of files, each with a note of how far it is, so that a restart goes on."""

import logging
import os
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pydantic import ValidationError

from pikkit.base.errors import NotReadyError, PikkitError
from pikkit.extension_api.imports.job import Job, JobState
from pikkit.outbox.only_one import only_one
from pikkit.settings import Settings

_IDLE_SECONDS = 1.0
_OPEN = {JobState.QUEUED, JobState.RUNNING}

log = logging.getLogger("pikkit.imports")


class ImportQueue:
    """Uploads of all bettors. One process imports at a time; an import that was cut short starts again.

    Args:
        settings: The home whose ``uploads`` folder it is, and the store the bets go into.

    Attributes:
        imported: Set whenever bets were imported.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = settings.resolved_home / "uploads"
        self._more = threading.Event()
        self.imported = threading.Event()

    def put(self, bettor: str, name: str, chunks: Iterable[bytes]) -> Job:
        """Take an upload; it is on the disk when this returns.

        Raises:
            NotReadyError: The disk is full or cannot be written; nothing was taken.
        """
        job = Job(id=uuid4().hex, bettor=bettor, name=name[:200], uploaded_at=datetime.now(UTC))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(self._file(job.id), chunks)
            self._note(job)
        except OSError as error:
            self._file(job.id).unlink(missing_ok=True)
            raise NotReadyError(f"The upload could not be kept: {error.strerror}.") from error
        self._more.set()
        return job

    def get(self, identity: str, bettor: str | None) -> Job | None:
        """A job of a bettor (anybody's if None)."""
        if not identity.isalnum():
            return None
        job = _read(self._folder / f"{identity}.json")
        return job if job is not None and bettor in {None, job.bettor} else None

    def jobs(self, bettor: str | None, limit: int = 50) -> list[Job]:
        """The jobs of a bettor (everybody's if None), the newest first."""
        jobs = [job for path in self._folder.glob("*.json") if (job := _read(path)) is not None]
        theirs = [job for job in jobs if bettor in {None, job.bettor}]
        return sorted(theirs, key=lambda job: job.uploaded_at, reverse=True)[:limit]

    def wake(self) -> None:
        """Look for uploads now."""
        self._more.set()

    def run(self, stop: threading.Event) -> None:
        """Import what is uploaded until told to stop, as soon as no other process does."""
        with only_one(self._folder / ".lock", stop) as alone:
            while alone and not stop.is_set():
                self._more.clear()
                if not self._step_safely():
                    self._more.wait(_IDLE_SECONDS)

    def step(self) -> bool:
        """Import the oldest upload that waits; whether there was one."""
        waiting = [job for job in self.jobs(None, limit=1_000_000) if job.state in _OPEN]
        if not waiting:
            return False
        self._import(waiting[-1])
        return True

    def _step_safely(self) -> bool:
        try:
            return self.step()
        except Exception:  # this thread is the only one that imports: it must outlive any fault
            log.exception("An import failed; the next one goes on.")
            return False

    def _import(self, job: Job) -> None:
        from pikkit.store import open_store
        from pikkit.store.importing import import_exports

        job.state, job.rows = JobState.RUNNING, 0
        self._note(job)

        def progress(_file: str, rows: int) -> None:
            job.rows += rows
            self._note(job)

        try:
            store = open_store(self._settings.resolved_store_url, self._settings)
            try:
                done = import_exports(self._file(job.id), store, job.bettor, progress)
            finally:
                store.close()
        except NotReadyError as error:  # the store is away: the upload waits for it
            log.warning("The import of %s waits: %s", job.id, error)
            job.state = JobState.QUEUED
            self._note(job)
            self._more.wait(_IDLE_SECONDS)
            return
        except PikkitError as error:
            job.error = str(error).replace(str(self._file(job.id)), job.name)
            job.state = JobState.FAILED
        else:
            job.rows, job.inserted, job.updated, job.unchanged = done.rows, done.inserted, done.updated, done.unchanged
            job.quarantined, job.state = done.quarantined, JobState.DONE
            self.imported.set()
        job.finished_at = datetime.now(UTC)
        self._note(job)

    def _file(self, identity: str) -> Path:
        return self._folder / f"{identity}.csv"

    def _note(self, job: Job) -> None:
        path = self._folder / f"{job.id}.json"
        fresh = path.with_suffix(".new")
        _write(fresh, [job.model_dump_json().encode()])
        fresh.replace(path)
        _sync_folder(self._folder)


def _read(path: Path) -> Job | None:
    try:
        return Job.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """A file's name is on the disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
