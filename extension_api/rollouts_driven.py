"""Rollouts that somebody began in the browser: ``pikkit rollout`` as a process, which ends with the service."""

import threading
import time
from collections.abc import Sequence

from pikkit.embedded.child import Child, start_child
from pikkit.rollout.ledger import history
from pikkit.settings import Settings

_LOOK_SECONDS = 0.3
_PATIENCE_SECONDS = 60.0
"""How long its first entry of the ledger may take: it scores stored bets before it begins."""


class RolloutsDriven:
    """Starts what drives a rollout. Threads may share it.

    Args:
        settings: The home's.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def drive(self, arguments: Sequence[str]) -> None:
        """Run ``pikkit rollout ARGUMENTS`` until it has written its first decision down, and leave it at work.

        A service that ends takes it along; the rollout stays where it is, and can be resumed.

        Raises:
            NotReadyError: It ended with a sentence, such as that another drives.
            ChildFailedError: It ended otherwise.
        """
        known = self._newest()
        child = start_child("rollout", "pikkit.cli.main", ["rollout", *arguments], self._settings)
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until and self._newest() == known:
            if child.ended:
                self._settle(child)
                return
            time.sleep(_LOOK_SECONDS)
        threading.Thread(target=child.process.wait, name="rollout", daemon=True).start()  # leaves no zombie

    def _newest(self) -> str:
        entries = history(self._settings, self._settings.model_name)
        return entries[0].id if entries else ""

    def _settle(self, child: Child) -> None:
        code, failure = child.process.returncode, child.failure()
        child.stop()
        if code:
            raise failure
