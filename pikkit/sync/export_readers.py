"""Processes that each read an export for this one, and what they are asked and answer."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from pikkit.base.process_variables import SAFE_PATH
from pikkit.bets.export import ExportRead, FormatChoice
from pikkit.sync import export_reader
from pikkit.sync.export_reader import Asked


class _Reader:
    """One process that reads exports; what it was asked for last comes out as answers."""

    def __init__(self, scratch: str) -> None:
        answers, pipe = os.pipe()
        command = [sys.executable, "-m", export_reader.__name__, str(os.getpid()), str(pipe)]
        places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch)
        # In a session of its own, so that Ctrl-C ends what asks and not what answers; that ends with its input.
        self._process = subprocess.Popen(  # noqa: S603 — the command is ours
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=(pipe,),
            env={**os.environ, **SAFE_PATH, **places},
            start_new_session=True,
        )
        os.close(pipe)
        self._answers = os.fdopen(answers, "rb")

    def ask(self, asked: Asked) -> bool:
        """Have a file read; False if the process is gone."""
        assert self._process.stdin is not None, "it is a pipe"  # noqa: S101 — only narrows the type
        if self._process.poll() is not None:
            return False
        with suppress(BrokenPipeError):
            export_reader.ask(asked, self._process.stdin)
            return True
        return False

    def answer(self) -> export_reader.Answer:
        """The next answer.

        Raises:
            OSError: The process ended without one, or gave what is none.
        """
        try:
            answer = export_reader.read_answer(self._answers)
        except (ValueError, OSError) as error:  # half an answer, or none
            raise OSError(None, f"the process that read it ended with status {self.end()}") from error
        return answer

    def end(self) -> int:
        """End it, whatever it is at; its exit status."""
        self._answers.close()
        self._process.kill()
        self._process.communicate()
        return self._process.returncode


class ExportReaders:
    """Processes that read one export each at a time, a part ahead of what is asked for; each starts when wanted.

    A context: at its end all of them end, whatever they are at, and what they left in their temporary folder goes.
    """

    def __init__(self) -> None:
        self._idle: list[_Reader] = []
        self._readers: list[_Reader] = []

    def __enter__(self) -> Self:
        """Ready to read."""
        self._scratch = TemporaryDirectory(prefix="pikkit-readers-", ignore_cleanup_errors=True)
        return self

    def __exit__(self, *_: object) -> None:
        """End all."""
        while self._readers:
            self._end(self._readers[-1])
        self._scratch.cleanup()

    def read(
        self,
        file: Path,
        bettor: str | None,
        *,
        batch_rows: int,
        format: FormatChoice,  # noqa: A002
    ) -> Iterator[ExportRead]:
        """Begin to read one, and give its parts; errors are those of ``iter_export``, with the first part.

        Raises:
            OSError: A process cannot be started, or ended without an answer.
        """
        if not isinstance(format, str | None):
            raise TypeError(f"A format is sent by its name, not as {type(format).__name__}.")
        asked = Asked(str(file), bettor, batch_rows, format)
        while not (reader := self._free()).ask(asked):  # it was ended by somebody else
            self._end(reader)
        return self._parts(reader)

    def _free(self) -> _Reader:
        if self._idle:
            return self._idle.pop()
        self._readers.append(_Reader(self._scratch.name))
        return self._readers[-1]

    def _parts(self, reader: _Reader) -> Iterator[ExportRead]:
        is_done = False
        try:
            while (answer := reader.answer()) is not None:
                if isinstance(answer, Exception):
                    is_done = True
                    raise answer
                yield answer
            is_done = True
        finally:
            if is_done:
                self._idle.append(reader)
            else:
                self._end(reader)

    def _end(self, reader: _Reader) -> None:
        if reader in self._readers:
            self._readers.remove(reader)
            reader.end()
