"""One process at a time does a job: it holds the lock of a file."""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LOOK_SECONDS = 1.0


@contextmanager
def only_one(path: Path, stop: threading.Event) -> Iterator[bool]:
    """The lock of a file, waited for until told to stop; False then. It is gone with the process, however it ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        while not stop.is_set():
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                stop.wait(_LOOK_SECONDS)
            else:
                yield True
                return
        yield False
