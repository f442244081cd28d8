"""Whose bets a caller without a key works on."""

from pikkit.errors import PikkitError
from pikkit.settings import Settings

NOBODY = "me"


class FirstBettor:
    """The bettor of the settings; or else of the newest stored bet, looked up until there is one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._name = settings.bettor

    def name(self) -> str:
        """The bettor's name; "me" while there are no bets or the store cannot be reached."""
        if not self._name:
            self._name = self._newest()
        return self._name or NOBODY

    def _newest(self) -> str:
        from pikkit.store.opening import open_records
        from pikkit.store.tables import bets

        try:
            with open_records(self._settings, patience=0.0) as records:
                newest = records.read(bets, limit=1)
        except PikkitError:
            return ""
        return str(newest[0]["bettor"]) if newest else ""
