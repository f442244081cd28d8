"""The queue of uploads: files, and notes of how far each is, so that a restart goes on; bettors take turns."""

import logging
import threading
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import uuid4

from pikkit.base.errors import NotReadyError, PikkitError
from pikkit.extension_api.imports.folder import UploadFolder
from pikkit.extension_api.imports.job import Job, JobState
from pikkit.extension_api.imports.notes import JobNotes
from pikkit.extension_api.imports.older_notes import take_over
from pikkit.extension_api.sample_shown import refuse_in_sample
from pikkit.home import Home
from pikkit.outbox.only_one import only_one
from pikkit.settings import Settings
from pikkit.sync.syncing import import_exports

_IDLE_SECONDS = 1.0
_TIDY_SECONDS = 3600.0
_DAY_SECONDS = 86400.0
_STARTS = 3
"""A file that ended the process that read it so often is not read again."""

log = logging.getLogger("pikkit.imports")


class ImportQueue:
    """Uploads of all bettors. One process imports at a time; an import that was cut short starts again.

    Args:
        settings: The home whose ``uploads`` folder it is, the store the bets go into, and the quotas.

    Attributes:
        imported: Set whenever bets were imported.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = UploadFolder(settings.resolved_home / "uploads")
        self._notes: JobNotes | None = None
        self._opening = threading.Lock()
        self._more = threading.Event()
        self._tidied = -_TIDY_SECONDS
        self.imported = threading.Event()

    def put(self, bettor: str, name: str, chunks: Iterable[bytes]) -> Job:
        """Take an upload; it is on the disk when this returns.

        Raises:
            SampleShownError: The home is the sample's.
            TooManyError: The bettor has used up a quota.
            NotReadyError: The disk is full or cannot be written; nothing was taken.
        """
        refuse_in_sample(self._settings, "your bets do")
        job = Job(id=uuid4().hex, bettor=bettor, name=name[:200], uploaded_at=datetime.now(UTC))
        self._opened().check(bettor)
        size = self._folder.write(job.id, chunks)
        try:
            self._opened().add(job, size)
        except PikkitError:
            self._folder.drop(job.id)
            raise
        self._more.set()
        return job

    def get(self, identity: str, bettor: str | None) -> Job | None:
        """A job of a bettor (anybody's if None)."""
        job = self._opened().get(identity)
        return job if job is not None and bettor in {None, job.bettor} else None

    def jobs(self, bettor: str | None, limit: int = 50) -> list[Job]:
        """The jobs of a bettor (everybody's if None), the newest first."""
        return self._opened().latest(bettor, limit)

    def dismiss(self, identity: str, bettor: str | None) -> bool:
        """Forget an upload of a bettor (anybody's if None) that failed; whether there was one."""
        job = self.get(identity, bettor)
        if job is None or job.state is not JobState.FAILED:
            return False
        job.dismissed = True
        self._opened().put(job)
        return True

    def wake(self) -> None:
        """Look for uploads now."""
        self._more.set()

    def close(self) -> None:
        """Let go of the notes; no thread may be at work."""
        with self._opening:
            if self._notes is not None:
                self._notes.close()
            self._notes = None

    def run(self, stop: threading.Event) -> None:
        """Import what is uploaded until told to stop, as soon as no other process does."""
        with only_one(self._folder.path / ".lock", stop) as alone:
            while alone and not stop.is_set():
                self._more.clear()
                if not self._step_safely():
                    self._more.wait(_IDLE_SECONDS)

    def step(self) -> bool:
        """Import one upload, of the bettor whose turn it is; whether one waited."""
        self._tidy()
        job = self._opened().next()
        if job is None:
            return False
        self._import(job)
        return True

    def _step_safely(self) -> bool:
        try:
            return self.step()
        except Exception:  # this thread is the only one that imports: it must outlive any fault
            log.exception("An import failed; the next one goes on.")
            self._more.wait(_IDLE_SECONDS)
            return False

    def _import(self, job: Job) -> None:
        if job.starts >= _STARTS:
            return self._fail(job, "Reading it ended the server each time; it is not tried again.")
        job.starts, job.rows = job.starts + 1, 0
        self._opened().begin(job)
        try:
            self._read_into_store(job)
        except NotReadyError as error:  # the store is away: the upload waits for it
            log.warning("The import of %s waits: %s", job.id, error)
            job.state, job.starts = JobState.QUEUED, job.starts - 1
            self._opened().put(job)
            self._more.wait(_IDLE_SECONDS)
        except PikkitError as error:
            file = self._folder.file(job.id)
            self._fail(job, str(error).replace(str(file), job.name).replace(file.name, job.name))
        except Exception:
            log.exception("The import of %s failed.", job.id)
            self._fail(job, "It could not be read: something failed on our side; the server's log says what.")
        else:
            self.imported.set()
            self._end(job, JobState.DONE)
        return None

    def _read_into_store(self, job: Job) -> None:

        def progress(_file: str, rows: int) -> None:
            job.rows += rows
            self._opened().put(job)

        with Home(self._settings).store() as store:
            done = import_exports(self._folder.file(job.id), store, job.bettor, progress)
        job.rows, job.inserted, job.updated, job.unchanged = done.rows, done.inserted, done.updated, done.unchanged
        job.quarantined = done.rules

    def _fail(self, job: Job, error: str) -> None:
        job.error = error
        self._end(job, JobState.FAILED)

    def _end(self, job: Job, state: JobState) -> None:
        """Note how it ended; the file has done its work, unless the settings keep files for a while."""
        job.state, job.finished_at = state, datetime.now(UTC)
        self._opened().put(job)
        if not self._settings.upload_keep_days:
            self._folder.drop(job.id)

    def _tidy(self) -> None:
        """Delete files that were kept for long enough, and what is left of uploads that were cut off."""
        if time.monotonic() - self._tidied < _TIDY_SECONDS:
            return
        self._tidied = time.monotonic()
        for identity in self._folder.older_than(self._settings.upload_keep_days * _DAY_SECONDS):
            job = self._opened().get(identity)
            if job is None or not job.is_open:
                self._folder.drop(identity)

    def _opened(self) -> JobNotes:
        with self._opening:
            if self._notes is None:
                self._folder.make()
                self._notes = JobNotes(self._folder.path / "jobs.db", self._settings)
                take_over(self._folder.path, self._notes)
            return self._notes
