"""How a step tells, while it runs, how far it is: a line on stdout that whoever runs it can tell from its log."""

import json
import sys
from collections.abc import Callable, Mapping

_MARK = "pikkit-progress "

Tell = Callable[[int, int, str], None]
"""Told how many parts of how many are done, and what they are: 2, 5, "folds"."""


def silent(done: int, total: int, parts: str) -> None:
    """Tell nobody."""


def teller(step: str) -> Tell:
    """What tells of a step's parts to whoever runs this process as that step."""

    def tell(done: int, total: int, parts: str) -> None:
        tell_progress({"step": step, "done": done, "total": total, "parts": parts})

    return tell


def tell_progress(figures: Mapping[str, object]) -> None:
    """Write the line."""
    sys.stdout.write(f"{_MARK}{json.dumps(dict(figures))}\n")
    sys.stdout.flush()


def read_progress(line: str) -> dict[str, object] | None:
    """The figures a line tells; None for any other line."""
    _, mark, document = line.partition(_MARK)
    if not mark:
        return None
    try:
        figures = json.loads(document)
    except ValueError:
        return None
    return figures if isinstance(figures, dict) else None
