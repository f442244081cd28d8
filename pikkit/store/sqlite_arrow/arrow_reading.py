"""Many rows of a SQLite file as Arrow, which no Python object is made for.

ADBC's driver, which hands Arrow out, brings a SQLite of its own. Two of them in one process break each other's locks:
POSIX lets all locks of a process on a file go when any of its handles is closed. So it reads in a process of its own.
"""

import contextlib
import json
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa
from sqlalchemy import Engine

READER = Path(__file__).with_name("arrow_reader.py")


class ArrowReading:
    """Reads of one SQLite file, which must be there; threads may share it. Its process starts with the first.

    Args:
        file: In WAL mode, open in this process too.
    """

    def __init__(self, file: Path) -> None:
        self._uri = f"file:{quote(str(file.resolve()))}?mode=ro"
        self._process: subprocess.Popen[bytes] | None = None
        self._asking = threading.Lock()

    def rows(self, query: str) -> pa.Table:
        """What a query finds, whose columns ADBC gives types by their values.

        Raises:
            OSError: The process cannot be started, or ended without an answer.
        """
        with self._asking:
            process = self._process or self._start()
            assert process.stdin is not None, "it is a pipe"  # noqa: S101 — only narrows the type
            try:
                process.stdin.write(json.dumps(query).encode() + b"\n")
                process.stdin.flush()
                return pa.ipc.open_stream(process.stdout).read_all()
            except (OSError, pa.ArrowInvalid) as error:
                cause = self._end() or str(error)
                raise OSError(f"The process that reads {self._uri} gave no answer: {cause}") from error

    def close(self) -> None:
        """End the process, if it runs."""
        with self._asking:
            self._end()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(READER), self._uri]
        pipe = subprocess.PIPE
        # In a session of its own, so that Ctrl-C ends what asks and not what answers; that ends with its input.
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True)  # noqa: S603 (ours)
        return self._process

    def _end(self) -> str:
        """End the process; what it said last, "" for nothing."""
        process, self._process = self._process, None
        if process is None:
            return ""
        pipes = [pipe for pipe in (process.stdin, process.stdout, process.stderr) if pipe is not None]
        for pipe in pipes[:2]:
            with contextlib.suppress(OSError):  # it is gone already
                pipe.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with pipes[2] as errors:
            return errors.read().decode(errors="replace").strip().rpartition("\n")[2]


def arrow_reading(engine: Engine) -> ArrowReading | None:
    """That of an engine's file; None for other databases, and for a file that nobody may write to."""
    database = engine.url.database or ""
    if engine.dialect.name != "sqlite" or database.startswith("file:"):
        return None
    return ArrowReading(Path(database))
