"""What the bettors of this service have, as scores need it: asked once in some seconds, never at each score."""

import threading
import time
from collections.abc import Callable

from pikkit.base.errors import PikkitError
from pikkit.money.account import account_of
from pikkit.money.preferences_kept import ReadRecords
from pikkit.money.stake_advice import MoneyNow
from pikkit.performance import PerformanceReader

_SECONDS = 15.0
_MOST = 10_000


class BankrollsNow:
    """Bankrolls by bettor; threads may share it. While the store is away none is known, and scores say shares alone.

    Args:
        records: Where settings and flows are.
        reader: Gives what reads bets; called only for a bettor of whom a bankroll is known.
        clock: Seconds that only grow.
    """

    def __init__(
        self, records: ReadRecords, reader: Callable[[], PerformanceReader], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._records, self._reader, self._clock = records, reader, clock
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, MoneyNow]] = {}

    def of(self, bettor: str | None) -> MoneyNow:
        """What a bettor has; nothing is known of everybody together."""
        if bettor is None:
            return MoneyNow()
        known = self._known.get(bettor)
        if known and self._clock() < known[0]:
            return known[1]
        money = self._asked(bettor)
        with self._lock:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[bettor] = (self._clock() + _SECONDS, money)
        return money

    def forget(self, bettor: str | None) -> None:
        """Ask anew next time: his settings or flows changed, or if it is None the home's."""
        with self._lock:
            if bettor is None:
                self._known.clear()
            else:
                self._known.pop(bettor, None)

    def _asked(self, bettor: str) -> MoneyNow:
        try:
            account = account_of(self._records, self._reader, bettor)
        except PikkitError:
            return MoneyNow()
        return MoneyNow(account.preferences, account.bankroll.amount if account.bankroll else None)
