"""One driver a rollout: a lock with an owner that expires unless it is renewed."""

import fcntl
import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pikkit.base.errors import NotReadyError
from pikkit.base.process import process_runs


@dataclass(frozen=True)
class Hold:
    """Who drives, until when."""

    owner: str
    host: str
    pid: int
    expires_at: datetime


class RolloutLock:
    """A lock file. A driver that was killed, or has not renewed it in time, has lost it.

    Args:
        path: The file.
        owner: Who we are, for whoever finds it taken.
        seconds: For how long it holds without being renewed.
        now: The clock.
    """

    def __init__(
        self, path: Path, owner: str, seconds: float, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._path = path
        self._owner = owner
        self._life = timedelta(seconds=seconds)
        self._now = now

    def take(self) -> None:
        """Take it, or renew it.

        Raises:
            NotReadyError: Another has it.
        """
        with self._alone():
            held = self._read()
            if held and not self._is_ours(held) and self._is_alive(held):
                raise NotReadyError(
                    f"This rollout is driven by {held.owner} (process {held.pid} on {held.host}) until "
                    f"{held.expires_at:%H:%M:%S} UTC at least; there can be one driver only."
                )
            mine = Hold(self._owner, socket.gethostname(), os.getpid(), self._now() + self._life)
            new = self._path.with_suffix(".new")
            new.write_text(json.dumps(asdict(mine), default=str))
            new.replace(self._path)

    def give_back(self) -> None:
        """Let others have it."""
        with self._alone():
            held = self._read()
            if held and self._is_ours(held):
                self._path.unlink()

    def _is_ours(self, held: Hold) -> bool:
        return (held.host, held.pid, held.owner) == (socket.gethostname(), os.getpid(), self._owner)

    def _is_alive(self, held: Hold) -> bool:
        left = held.expires_at - self._now()
        if not timedelta(0) < left <= self._life * 2:  # far in the future, the clock was put back
            return False
        return held.host != socket.gethostname() or process_runs(held.pid)

    def _read(self) -> Hold | None:
        with suppress(FileNotFoundError, ValidationError):
            return TypeAdapter(Hold).validate_json(self._path.read_bytes())
        return None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else looks at the file meanwhile."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_suffix(".guard").open("w") as guard:
            fcntl.flock(guard, fcntl.LOCK_EX)
            yield
