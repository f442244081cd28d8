"""One child process: ``python -m MODULE``, its log file, and its end."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pikkit.base.errors import NotReadyError, PikkitError
from pikkit.embedded import tether
from pikkit.embedded.child_logs import rotate, touch
from pikkit.embedded.environment import child_environment
from pikkit.settings import Settings

REFUSED = 2
GRACE_SECONDS = 25.0
"""How long a child may take to stop by itself; the servers give requests under way 20 s."""
_TAIL_BYTES = 16_384


class ChildFailedError(PikkitError):
    """A process that we need ended by itself."""


@dataclass(frozen=True)
class Child:
    """A running process in a process group of its own; what it says goes to its log (stdout too, unless piped)."""

    name: str
    process: subprocess.Popen[str]
    log: Path
    begun: int = 0
    """Bytes that were in the log before it; what it says comes after them, unless the log was rotated meanwhile."""

    @property
    def ended(self) -> bool:
        """Whether it is no longer running."""
        return self.process.poll() is not None

    def failure(self, *, told: bool = False) -> PikkitError:
        """Why it ended, in its own last words; what the user can mend is a ``NotReadyError``.

        ``told``: it did what it was asked to and told what came of it, so its last words are all there is to say.
        """
        words = self._last_words()
        if told and words:
            return ChildFailedError(words)
        if self.process.returncode == REFUSED and words:
            return NotReadyError(words)
        sentence = f" Its last words: {words}" if words else ""
        return ChildFailedError(f"The {self.name} {_how(self.process.returncode)}.{sentence} Its log is {self.log}.")

    def stop(self) -> None:
        """Ask it to stop, wait, and if it does not, kill it and all that it started."""
        if not self.ended:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def _last_words(self) -> str:
        with self.log.open("rb") as stream:
            size = self.log.stat().st_size
            stream.seek(max(0, size - _TAIL_BYTES, self.begun if self.begun <= size else 0))
            lines = stream.read().decode("utf-8", errors="replace").splitlines()
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _how(code: int | None) -> str:
    """How a process ended, by its exit code."""
    if code is None or code >= 0:
        return f"ended with code {code}"
    return f"was ended by signal {-code} ({signal.strsignal(-code)})"


def run_to_end(name: str, module: str, arguments: Sequence[str], settings: Settings) -> str:
    """Run ``python -m MODULE ARGUMENTS`` to its end and return what it printed.

    Raises:
        PikkitError: It failed; the sentence is its own, or says where its log is.
    """
    child = start_child(name, module, arguments, settings, piped=True)
    try:
        output = child.process.communicate()[0]
    finally:
        child.stop()
    if child.process.returncode:
        raise child.failure()
    return output


def start_child(name: str, module: str, arguments: Sequence[str], settings: Settings, *, piped: bool = False) -> Child:
    """Start ``python -m MODULE ARGUMENTS`` in the home of the settings.

    Args:
        name: What it is to a person; its log is ``{home}/logs/name.log`` in lower case, where it adds to what is there.
        module: The module to run.
        arguments: Its arguments.
        settings: Its settings.
        piped: Whether we read its stdout; else it goes to the log.
    """
    log = settings.resolved_home / "logs" / f"{name.lower()}.log"
    touch(log)
    rotate(log, settings.server_log_mb * 2**20, settings.server_logs_kept)
    begun = log.stat().st_size
    tied = [sys.executable, "-I", "-S", tether.__file__, str(os.getpid())]
    with log.open("a", encoding="utf-8") as stream:
        process = subprocess.Popen(  # noqa: S603 — the command is ours
            [*tied, sys.executable, "-m", module, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if piped else stream,
            stderr=stream,
            env=child_environment(settings),
            start_new_session=True,  # a Ctrl-C reaches us alone, and we stop the children in order
            text=True,
        )
    return Child(name, process, log, begun)
