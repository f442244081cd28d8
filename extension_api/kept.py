"""An answer that is kept for a moment, so that who asks often costs no more than who asks now and then."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Kept(Generic[_Value]):
    """What looking gave, at most so old unless a look is under way; one looks, and the others get what is known.

    Args:
        look: Looks; it must not raise.
        seconds: How long what it saw is good.
    """

    def __init__(self, look: Callable[[], _Value], seconds: float) -> None:
        self._look = look
        self._seconds = seconds
        self._looking = threading.Lock()
        self._known: tuple[_Value] | None = None
        self._until = 0.0

    def get(self) -> _Value:
        """What is known; only the very first wait for each other."""
        if self._known is None or time.monotonic() >= self._until:
            self._look_again()
        assert self._known is not None  # noqa: S101 (somebody has looked by now)
        return self._known[0]

    def _look_again(self) -> None:
        if not self._looking.acquire(blocking=self._known is None):
            return
        try:
            if self._known is None or time.monotonic() >= self._until:
                self._known = (self._look(),)
                self._until = time.monotonic() + self._seconds
        finally:
            self._looking.release()
