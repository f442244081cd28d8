"""The process that reads exports for another: a line a file on standard input, its parts on a pipe of their own.

A line is JSON; a part is such a line and its tables as Arrow streams (``write_answer``, ``read_answer``). It ends with
its input, and with the process that started it.
"""

import json
import os
import sys
import threading
import time
import traceback
from _thread import interrupt_main
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import pyarrow as pa

from pikkit.base.errors import InputError
from pikkit.base.settled_memory import look_seldom
from pikkit.bets.export import ExportRead, iter_export

WATCH_SECONDS = 0.5
"""Between two looks whether the parent is there."""
_TABLES = ("bets", "rejects", "warnings")


@dataclass(frozen=True, slots=True)
class Asked:
    """What to read: the arguments of ``iter_export``, the format by its name or the path of its mapping."""

    file: str
    bettor: str | None
    batch_rows: int
    format: str | None


Answer = ExportRead | Exception | None
"""A part; why there are no more; or that those were all."""


def answers(asked: Asked) -> Iterator[Answer]:
    """The parts of an export, and how it ended."""
    try:
        yield from iter_export(Path(asked.file), asked.bettor, batch_rows=asked.batch_rows, format=asked.format)
    except Exception as error:  # whoever asked raises it
        yield error
    else:
        yield None


def write_answer(answer: Answer, out: IO[bytes]) -> None:
    """Send an answer."""
    if not isinstance(answer, ExportRead):
        _write_line(_ending(answer), out)
        return
    facts = {name: getattr(answer, name) for name in ("bettor", "source", "dropped_closing", "so_far", "notes")}
    _write_line(facts, out)
    for name in _TABLES:
        table = getattr(answer, name)
        with pa.ipc.new_stream(out, table.schema) as stream:
            stream.write_table(table)
    out.flush()


def read_answer(stream: IO[bytes]) -> Answer:
    """Receive an answer; an unexpected error has the lines it came from as a note.

    Raises:
        ValueError: It is none, or only half of one.
    """
    facts = json.loads(stream.readline())
    if "ended" in facts:
        return _ended(**facts)
    tables = {name: pa.ipc.open_stream(stream).read_all() for name in _TABLES}
    return ExportRead(**facts | {"notes": tuple(facts["notes"])}, **tables)


def _ending(error: Exception | None) -> dict[str, str]:
    if error is None:
        return {"ended": "", "text": "", "lines": ""}
    if isinstance(error, InputError):
        return {"ended": "input", "text": str(error), "lines": ""}
    if isinstance(error, OSError):
        return {"ended": "system", "text": error.strerror or str(error), "lines": ""}
    lines = "".join(traceback.format_tb(error.__traceback__))
    return {"ended": "unexpected", "text": f"{type(error).__name__}: {error}", "lines": lines}


def _ended(ended: str, text: str, lines: str) -> Exception | None:
    if not ended:
        return None
    if ended == "unexpected":
        error = RuntimeError(text)
        error.add_note(lines)
        return error
    return InputError(text) if ended == "input" else OSError(None, text)


def _write_line(facts: dict[str, object] | dict[str, str], out: IO[bytes]) -> None:
    out.write(json.dumps(facts).encode() + b"\n")
    out.flush()


def ask(asked: Asked, stream: IO[bytes]) -> None:
    """Send what to read."""
    _write_line(asdict(asked), stream)


def end_with(parent: int) -> None:
    """Interrupt this process, whatever it is at, once its parent is gone."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        interrupt_main()

    threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    """Read what is asked for, until nothing more is; the arguments are the parent's number and the pipe's."""
    parent, pipe = map(int, sys.argv[1:])
    look_seldom()
    end_with(parent)
    with suppress(BrokenPipeError, KeyboardInterrupt), os.fdopen(pipe, "wb") as out:  # nobody asks any more
        for line in sys.stdin.buffer:
            for answer in answers(Asked(**json.loads(line))):
                write_answer(answer, out)


if __name__ == "__main__":
    main()
