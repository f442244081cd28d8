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
        at_first: What is answered until the first look has ended. With it nobody waits for any look: each is made by a
            thread of its own. Without it the first who ask wait for the first look.
    """

    def __init__(self, look: Callable[[], _Value], seconds: float, at_first: _Value | None = None) -> None:
        self._look = look
        self._seconds = seconds
        self._looking = threading.Lock()
        self._known: tuple[_Value] | None = None if at_first is None else (at_first,)
        self._behind = at_first is not None
        self._until = 0.0

    def get(self) -> _Value:
        """What is known."""
        if self._known is None or time.monotonic() >= self._until:
            self._look_again()
        assert self._known is not None  # noqa: S101 (somebody has looked by now)
        return self._known[0]

    def _look_again(self) -> None:
        if not self._looking.acquire(blocking=self._known is None):
            return
        if self._behind:
            threading.Thread(target=self._look_and_release, name="look", daemon=True).start()
        else:
            self._look_and_release()

    def _look_and_release(self) -> None:
        try:
            if self._known is None or time.monotonic() >= self._until:
                self._known = (self._look(),)
                self._until = time.monotonic() + self._seconds
        finally:
            self._looking.release()
