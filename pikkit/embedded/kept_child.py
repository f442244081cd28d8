"""A child process that is started again when it ends by itself."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from pikkit.embedded.backoff import Backoff
from pikkit.embedded.child import Child

Say = Callable[[str], None]
"""Told what a person should know, a sentence at a time."""


@dataclass
class KeptChild:
    """A child, and how to start it.

    Attributes:
        begin: Starts it anew, at the same address.
        child: The process there is; it may have ended.
    """

    begin: Callable[[], Child]
    child: Child
    _backoff: Backoff = field(default_factory=Backoff)
    _due: float | None = None

    def look(self, say: Say) -> None:
        """Start it again if it ended and has waited long enough; never waits itself.

        Raises:
            PikkitError: It ended again and again; the sentence is its own.
        """
        if not self.child.ended:
            return
        if self._due is None:
            self._plan(say)
        elif time.monotonic() >= self._due:
            self.child.stop()  # and whatever it left behind
            self.child, self._due = self.begin(), None
            self._backoff.start()

    def stop(self) -> None:
        """Stop it, whichever process it is by now."""
        self.child.stop()

    def _plan(self, say: Say) -> None:
        failure, wait = self.child.failure(), self._backoff.wait()
        if wait is None:
            raise failure
        self._due = time.monotonic() + wait
        say(f"{failure} It is started again in {wait:g} s.")
