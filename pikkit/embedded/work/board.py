"""Where the work of a home is written down: its state, its lines, and the wish to cancel it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from filelock import FileLock, Timeout
from pydantic import ValidationError

from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.private import private_folder
from pikkit.embedded.work.work import Work, WorkKind, WorkState
from pikkit.settings import Settings

_LOCK_SECONDS = 1.0
_MOST_BYTES = 1 << 16
WORDS = {WorkKind.TRAIN: "A training", WorkKind.DRIFT: "A check for drift"}


class WorkUnderWayError(NotReadyError):
    """Something else is under way in this home."""


class WorkBoard:
    """The work of a home; processes share it through files, and a lock that ends with whoever works.

    Args:
        settings: Of the home.
    """

    def __init__(self, settings: Settings) -> None:
        folder = settings.resolved_home / "work"
        self._folder, self._state, self._log = folder, folder / "work.json", folder / "work.log"
        self._cancel, self._lock = folder / "cancel", folder / "work.lock"

    def now(self) -> Work | None:
        """What is under way, or was last; None if nothing ever was."""
        try:
            work = Work.model_validate_json(self._state.read_bytes())
        except (FileNotFoundError, ValidationError):
            return None
        if work.is_open and not self._is_held():
            return work.model_copy(update={"state": WorkState.CUT_SHORT, "said": "The process that ran it ended."})
        return work

    @contextmanager
    def hold(self, kind: WorkKind, by: str) -> Iterator[Work]:
        """Be the one who works until the block ends; what the block leaves in ``state`` and ``said`` is kept.

        Raises:
            WorkUnderWayError: Another one works.
        """
        private_folder(self._folder)
        lock = FileLock(self._lock, timeout=_LOCK_SECONDS, mode=0o600, thread_local=False)
        try:
            lock.acquire()
        except Timeout as error:
            raise WorkUnderWayError(self._busy()) from error
        work = Work(kind=kind, by=by, started_at=datetime.now(UTC))
        try:
            self._cancel.unlink(missing_ok=True)
            self._log.write_text("")
            self._write(work)
            yield work
        except BaseException as error:
            refused = isinstance(error, InputError | NotReadyError)
            work.state, work.said = WorkState.REFUSED if refused else WorkState.FAILED, work.said or str(error)
            raise
        finally:
            if work.is_open:
                work.state = WorkState.DONE
            work.ended_at = datetime.now(UTC)
            self._write(work)
            lock.release()

    def tell(self, line: str) -> None:
        """Add a line to the log of what is under way."""
        with self._log.open("a", encoding="utf-8") as stream:
            stream.write(line.rstrip("\n") + "\n")

    def lines(self, start: int = 0) -> tuple[list[str], int]:
        """Whole lines of the log from a byte on, and the byte after them."""
        try:
            with self._log.open("rb") as stream:
                stream.seek(start)
                text = stream.read(_MOST_BYTES)
        except FileNotFoundError:
            return [], 0
        whole = text[: text.rfind(b"\n") + 1]
        return whole.decode("utf-8", errors="replace").splitlines(), start + len(whole)

    def ask_to_cancel(self) -> None:
        """Have what is under way stopped, by whoever works."""
        if self._folder.is_dir():
            self._cancel.touch(mode=0o600)

    def is_cancelled(self) -> bool:
        """Whether somebody wants it stopped."""
        return self._cancel.exists()

    def _write(self, work: Work) -> None:
        new = self._state.with_suffix(".new")
        new.write_text(work.model_dump_json(), encoding="utf-8")
        new.replace(self._state)

    def _is_held(self) -> bool:
        lock = FileLock(self._lock, timeout=0, mode=0o600, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            return True
        lock.release()
        return False

    def _busy(self) -> str:
        work = self.now()
        what = f"{WORDS[work.kind]} is under way" if work else "Other work is under way"
        return f"{what}, and there is one at a time: wait for its end, or cancel it."
