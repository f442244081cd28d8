"""A thread that begins a rollout of each version that gets an alias, and drives it until it is done."""

import logging
import threading
import time

from pikkit.base.errors import NotReadyError, PikkitError
from pikkit.deploying.advancing import Advance, advance
from pikkit.rollout.state import Phase
from pikkit.settings import Settings

LOOK_SECONDS = 2.0
"""Between looks at a rollout that is under way; one before its interval is over decides nothing."""
IDLE_SECONDS = 60.0
"""Between looks where none is: a notice may have been lost, a paused rollout resumed elsewhere."""

log = logging.getLogger("pikkit.rollout_trigger")


class RolloutWorker:
    """Looks when it is woken, and again and again while there is something to do; killed anywhere, the next goes on.

    Args:
        settings: Whose model, ledger and target; ``rollout_trigger`` says which alias and how.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._wake, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="rollouts", daemon=True)
        self._said = ""

    @property
    def alive(self) -> bool:
        """Whether it looks."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin; what is under way is gone on with."""
        self._thread.start()

    def wake(self) -> None:
        """Look now."""
        self._wake.set()

    def stop(self, seconds: float = 10.0) -> None:
        """End after the look that is under way, if it takes no longer than this."""
        self._stop.set()
        self._wake.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            begun = time.monotonic()
            busy = self._look()
            spent = time.monotonic() - begun
            self._wake.wait(max(LOOK_SECONDS, spent) if busy else IDLE_SECONDS)

    def _look(self) -> bool:
        """One look; whether another should follow soon."""
        rules = self._settings.rollout_trigger
        model = f"models:/{self._settings.model_name}@{rules.alias}"
        try:
            step = advance(self._settings, model, rules.strategy, rules.steps, rules.interval)
        except PikkitError as error:
            self._say(f"The rollout waits: {error}")
            return isinstance(error, NotReadyError)  # what is refused is not less so in two seconds
        except Exception:
            log.exception("A look at the rollout failed; the next comes in a while.")
            return False
        self._say(step.said)
        return _goes_on(step)

    def _say(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            log.info(sentence)


def _goes_on(found: Advance) -> bool:
    rollout = found.rollout
    return rollout is not None and rollout.phase is not Phase.PAUSED and not rollout.done
