"""What the bettors of this service chose, as it holds now: asked of the store once in some seconds."""

import threading
import time
from collections.abc import Callable

from pikkit.base.errors import PikkitError
from pikkit.extension_api.records import SharedRecords
from pikkit.money.preferences import Preferences
from pikkit.money.preferences_kept import keep_preferences, preferences_of

_SECONDS = 5.0
"""For so long another process's change may go unseen."""
_MOST = 10_000


class PreferencesNow:
    """Preferences by bettor; threads may share it. While the store is away, what was known last holds."""

    def __init__(self, records: SharedRecords, clock: Callable[[], float] = time.monotonic) -> None:
        self._records, self._clock = records, clock
        self._lock = threading.Lock()
        self._known: dict[str | None, tuple[float, Preferences]] = {}

    def of(self, bettor: str | None) -> Preferences:
        """What holds for a bettor, or for everybody's bets together."""
        known = self._known.get(bettor)
        if known and self._clock() < known[0]:
            return known[1]
        try:
            preferences = preferences_of(self._records, bettor)
        except PikkitError:
            preferences = known[1] if known else Preferences()
        with self._lock:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[bettor] = (self._clock() + _SECONDS, preferences)
        return preferences

    def keep(self, bettor: str | None, chosen: Preferences) -> None:
        """Keep what a bettor chose.

        Raises:
            NotReadyError: The store cannot be reached.
        """
        keep_preferences(self._records, bettor, chosen)
        with self._lock:
            self._known.clear()
