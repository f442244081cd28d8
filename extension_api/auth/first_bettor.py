"""Whose bets a caller without a key works on."""

import threading
import time

from pikkit.base.errors import PikkitError
from pikkit.extension_api.records import SharedRecords
from pikkit.store.tables import bets

NOBODY = "me"
_LEFT_ALONE_SECONDS = 30.0
"""A store that could not be asked is not asked again for so long: captures must not wait for it."""


class FirstBettor:
    """The bettor of the settings; or else of the newest stored bet, looked up until there is one.

    Args:
        name: The settings' bettor; may be empty.
        records: The store.
    """

    def __init__(self, name: str, records: SharedRecords) -> None:
        self._name = name
        self._records = records
        self._looking = threading.Lock()
        self._not_before = 0.0

    def name(self) -> str:
        """The bettor's name; "me" while there are no bets or the store cannot be reached."""
        if not self._name:
            with self._looking:
                if not self._name and time.monotonic() >= self._not_before:
                    self._name = self._newest()
        return self._name or NOBODY

    def _newest(self) -> str:

        try:
            newest = self._records.read(bets, limit=1)
        except PikkitError:
            self._not_before = time.monotonic() + _LEFT_ALONE_SECONDS
            return ""
        return str(newest[0]["bettor"]) if newest else ""
