"""Ctrl-C and SIGTERM as an exception, so that what was started is stopped on the way out."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopped(BaseException):
    """Somebody asked us to stop."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Within the block, the first SIGINT or SIGTERM raises ``Stopped``; later ones are ignored, for the way out.

    Also where the shell had us ignore SIGINT, as it does for a command in the background.
    """
    before = {number: signal.signal(number, _stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, _frame: FrameType | None) -> None:
    for other in (signal.SIGINT, signal.SIGTERM):
        signal.signal(other, signal.SIG_IGN)
    raise Stopped(signal.Signals(number).name)
