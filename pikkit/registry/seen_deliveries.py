"""Which notices were taken already, also by the process before: what is sent again is refused."""

import json
import os
import threading
from pathlib import Path


class SeenDeliveries:
    """Ids in a file, for as long as a notice may be old. Threads may share it; processes may not.

    Args:
        path: The file.
        keep_seconds: How long an id is remembered.
    """

    def __init__(self, path: Path, keep_seconds: float) -> None:
        self._path, self._keep, self._lock = path, keep_seconds, threading.Lock()
        self._seen = _read(path)

    def take(self, delivery: str, now: float) -> bool:
        """Remember an id, on disk before this returns; False if it is known.

        Args:
            delivery: The id.
            now: Seconds since the epoch.

        Raises:
            OSError: It cannot be written down, and is not taken.
        """
        with self._lock:
            known = {name: when for name, when in self._seen.items() if now - when <= self._keep}
            if delivery in known:
                return False
            self._write(known | {delivery: now})
            return True

    def _write(self, seen: dict[str, float]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        new = self._path.with_suffix(".new")
        with new.open("w", encoding="utf-8") as file:
            json.dump(seen, file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path)
        self._seen = seen


def _read(path: Path) -> dict[str, float]:
    try:
        return {str(name): float(when) for name, when in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError):  # there is none yet, or what a full disk left of it
        return {}
