"""The process that reads exports for another: one it is asked for on standard input, its parts on a pipe of their own.

Both are pickles, between a process and its own child. It ends with its input, and with the process that started it.
"""

import os
import pickle
import sys
import threading
import time
import traceback
from _thread import interrupt_main
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.base.settled_memory import look_seldom
from pikkit.bets.export import ExportRead, iter_export

WATCH_SECONDS = 0.5
"""Between two looks whether the parent is there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to read: the arguments of ``iter_export``, the format by its name or the path of its mapping."""

    file: Path
    bettor: str | None
    batch_rows: int
    format: str | None


Answer = ExportRead | Exception | None
"""A part; why there are no more; or that those were all."""


def answers(asked: Asked) -> Iterator[Answer]:
    """The parts of an export, and how it ended."""
    try:
        yield from iter_export(asked.file, asked.bettor, batch_rows=asked.batch_rows, format=asked.format)
    except Exception as error:  # whoever asked raises it
        yield _sendable(error)
    else:
        yield None


def _sendable(error: Exception) -> Exception:
    """An error as one that can be sent; an unexpected one with the lines it came from."""
    lines = "".join(traceback.format_tb(error.__traceback__))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 — our own bytes
    except Exception:  # some cannot be made again from what they keep
        error = InputError(str(error)) if isinstance(error, InputError) else RuntimeError(f"{type(error)}: {error}")
    if not isinstance(error, InputError | OSError):
        error.add_note(lines)
    return error


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
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt), os.fdopen(pipe, "wb") as out:  # nobody asks any more
        while True:
            for answer in answers(pickle.load(sys.stdin.buffer)):  # noqa: S301 — our own parent's bytes
                pickle.dump(answer, out)
                out.flush()


if __name__ == "__main__":
    main()
