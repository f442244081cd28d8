"""The process that reads exports for another: one it is asked for on standard input, its parts on standard output.

Both are pickles, between a process and its own child. It ends with its input.
"""

import os
import pickle
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.bets.export import ExportRead, iter_export


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
    except (InputError, OSError) as error:
        yield error
    except Exception as error:  # whoever asked raises it
        yield _told(error)
    else:
        yield None


def _told(error: Exception) -> Exception:
    """An unexpected error as one that can be sent, with the lines it came from."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 — our own bytes
    except Exception:  # some cannot be made again from what they keep
        error = RuntimeError(f"{type(error).__name__}: {error}").with_traceback(error.__traceback__)
    error.add_note("".join(traceback.format_tb(error.__traceback__)))
    return error


def main() -> None:
    """Read what is asked for, until nothing more is."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
    with suppress(EOFError, BrokenPipeError):  # nobody asks any more
        while True:
            for answer in answers(pickle.load(sys.stdin.buffer)):  # noqa: S301 — our own parent's bytes
                pickle.dump(answer, out)
                out.flush()


if __name__ == "__main__":
    main()
