"""A file as windows of whole lines, so that any length is read in bounded memory."""

from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from pikkit.base.errors import InputError

MAX_RECORD_LINES = 200
"""Most physical lines one record may span (line ends inside quotes)."""

_CHUNK = 1 << 22
_MAX_PENDING = 1 << 26
_NEWLINE = 10

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LineWindow:
    """Some whole lines of a file. Records that start in the first ``count`` of them are to be read from it."""

    data: bytes
    starts: Positions
    """Where each line starts in ``data``."""
    ends: Positions
    """Where each line ends, before its line end."""
    count: int
    first_line: int
    """Number of the first line in the file, the header being line 1."""

    def text(self, first: int, last: int) -> bytes:
        """The bytes of lines first to last, without the last line end."""
        return self.data[self.starts[first] : self.ends[last]].removesuffix(b"\r")


class Windows:
    """Windows over a stream. After each, ``advance`` by the lines that were used; the rest comes again in the next."""

    def __init__(self, stream: BinaryIO, rows: int, first_line: int) -> None:
        self._stream, self._rows, self._line = stream, rows, first_line
        self._pending, self._final = b"", False

    def next(self) -> LineWindow | None:
        """The next window, None at the end of the stream.

        Raises:
            InputError: If a line is longer than 64 MiB.
        """
        self._fill(self._rows + MAX_RECORD_LINES)
        if not self._pending:
            return None
        newlines = np.flatnonzero(np.frombuffer(self._pending, np.uint8) == _NEWLINE)
        if self._final and not self._pending.endswith(b"\n"):
            newlines = np.append(newlines, len(self._pending))
        newlines = newlines[: self._rows + MAX_RECORD_LINES]
        if not len(newlines):
            raise InputError(f"Line {self._line} is longer than {_MAX_PENDING >> 20} MiB; this is no Pikkit export.")
        starts = np.concatenate(([0], newlines[:-1] + 1))
        data = self._pending[: newlines[-1] + 1]
        return LineWindow(data, starts, newlines, min(self._rows, len(newlines)), self._line)

    def advance(self, window: LineWindow, lines: int) -> None:
        """Say that the first ``lines`` lines of the window are done with."""
        used = window.starts[lines] if lines < len(window.starts) else len(window.data)
        self._pending = self._pending[used:]
        self._line += lines

    def _fill(self, lines: int) -> None:
        """Read on until enough lines are pending, or the stream or the bound on memory is reached."""
        chunks, n_lines, size = [self._pending], self._pending.count(b"\n"), len(self._pending)
        while not self._final and n_lines < lines and size < _MAX_PENDING:
            chunk = self._stream.read(_CHUNK)
            self._final = not chunk
            chunks.append(chunk)
            n_lines, size = n_lines + chunk.count(b"\n"), size + len(chunk)
        self._pending = b"".join(chunks)
