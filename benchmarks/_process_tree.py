"""What a process and all that it started take: memory and disk at their peaks, and CPU."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil  # type: ignore[import-untyped]

EVERY = 0.5
"""Seconds between two looks."""


@dataclass
class ProcessTree:
    """What was seen so far.

    Attributes:
        peak_mib: The most resident memory of all at once; memory that two share counts twice.
        disk_mib: The most that lay in the folder at once.
        folder: A folder to watch.
        root: The process; None: this one.
    """

    peak_mib: float = 0.0
    disk_mib: float = 0.0
    folder: Path | None = None
    root: int | None = None
    _seconds: dict[int, float] = field(default_factory=dict)
    _before: dict[int, float] = field(default_factory=dict)

    @property
    def cpu(self) -> float:
        """CPU seconds of all, since the beginning."""
        return sum(seconds - self._before.get(pid, 0.0) for pid, seconds in self._seconds.items())

    def look(self) -> None:
        """Look once."""
        own = psutil.Process(self.root)
        resident = 0
        for process in (own, *own.children(recursive=True)):
            try:
                resident += process.memory_info().rss
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            self._seconds[process.pid] = times.user + times.system
        self.peak_mib = max(self.peak_mib, resident / 2**20)
        self.disk_mib = max(self.disk_mib, _size(self.folder) / 2**20 if self.folder else 0.0)


def _size(folder: Path) -> int:
    """What lies in a folder, in bytes; files and folders that go meanwhile do not count."""
    sizes = 0
    for path, _, files in os.walk(folder):
        for name in files:
            with suppress(FileNotFoundError):
                sizes += Path(path, name).lstat().st_size
    return sizes


@contextmanager
def watched(folder: Path | None = None, root: int | None = None) -> Iterator[ProcessTree]:
    """Watch a process, this one unless another is given, and its children, and a folder, until the end of the block."""
    tree, over = ProcessTree(folder=folder, root=root), threading.Event()
    tree.look()
    tree._before = dict(tree._seconds)

    def watch() -> None:
        while not over.wait(EVERY):
            tree.look()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield tree
    finally:
        over.set()
        thread.join()
        tree.look()
