"""Events on disk, so that a restart goes on where the process was stopped or killed; bounded in size.

A line an event, in segments. What was written survives a kill at once, and a power cut after the next ``sync``. A start
begins a new segment: a line that a kill cut short stays alone.
"""

import fcntl
import os
import stat
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

import orjson

from pikkit.base.errors import InputError
from pikkit.inference.drift_detector.cloud_event import ExchangeHalf, PayloadEvent

SEGMENTS = 8
"""A segment ends at this part of the most the journal takes; before a new one, the oldest go until it has room."""
_PRIVATE = stat.S_IRUSR | stat.S_IWUSR


class Journal:
    """Appends events to the folder that it alone writes to."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        """Open a folder, which is made.

        Raises:
            InputError: Another detector writes there, or it cannot be written to.
        """
        self._folder, self._most_bytes, self._segment_bytes = folder, most_bytes, most_bytes // SEGMENTS
        self._file: IO[bytes] | None = None
        self._dirty = False
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = (folder / "lock").open("w")
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._lock.close()
            raise InputError(f"Another drift detector keeps its journal in {folder}.") from error
        except OSError as error:
            raise InputError(f"The journal cannot be kept in {folder}: {error.strerror}.") from error

    def replay(self) -> Iterator[PayloadEvent]:
        """Every whole event, oldest first."""
        for segment in self._segments():
            with segment.open("rb") as lines:
                yield from filter(None, map(_event, lines))

    def append(self, events: Iterable[PayloadEvent]) -> None:
        """Write events down.

        Raises:
            OSError: They cannot be written.
        """
        for event in events:
            file = self._file or self._next_segment()
            file.write(_line(event))
            self._dirty = True
            if file.tell() >= self._segment_bytes:
                self._end_segment()
        if self._file:
            self._file.flush()

    def sync(self) -> None:
        """Put what was written where a power cut does not reach it.

        Raises:
            OSError: The disk fails.
        """
        if self._file and self._dirty:
            os.fsync(self._file.fileno())
            self._dirty = False

    def close(self) -> None:
        """End it; another may open the folder."""
        self._end_segment()
        self._lock.close()

    def _segments(self) -> list[Path]:
        return sorted(self._folder.glob("events-*.jsonl"))

    def _next_segment(self) -> IO[bytes]:
        segments = self._segments()
        number = int(segments[-1].stem.partition("-")[2]) + 1 if segments else 1
        room = self._most_bytes - self._segment_bytes - sum(segment.stat().st_size for segment in segments)
        for old in segments:
            if room >= 0:
                break
            room += old.stat().st_size
            old.unlink()
        path = self._folder / f"events-{number:012d}.jsonl"
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _PRIVATE), "ab")
        return self._file

    def _end_segment(self) -> None:
        if self._file:
            self.sync()
            self._file.close()
            self._file = None


def _line(event: PayloadEvent) -> bytes:
    content = orjson.Fragment(event.body.replace(b"\n", b" ").replace(b"\r", b" "))  # both stand between values alone
    entry = {"id": event.id, "kind": event.kind, "at": event.at.isoformat(), "content": content}
    return orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE)


def _event(line: bytes) -> PayloadEvent | None:
    """None for a line that was cut short, or damaged."""
    try:
        entry = orjson.loads(line)
        at, body = datetime.fromisoformat(entry["at"]), orjson.dumps(entry["content"])
        return PayloadEvent(entry["id"], ExchangeHalf(entry["kind"]), at, body)
    except (orjson.JSONDecodeError, LookupError, TypeError, ValueError):
        return None
