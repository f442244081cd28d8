"""Which sports a fetch asks for, in which order: what a killed one paid for is not paid for again, and none starves.

A quota that is too small for all sports would otherwise be spent on the first of them each time.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ValidationError

SOON = timedelta(minutes=10)
"""What was answered no longer before a fetch was killed, the next one does not ask for again."""
NAME = ".answered.json"
"""The file, beside those of the inbox."""


class _Answered(BaseModel):
    """When each sport was answered last, what the quota had left then, and whether that fetch came to its end."""

    ended: bool = True
    at: dict[str, AwareDatetime] = {}
    remaining: int | None = None


class FetchRound:
    """One fetch's sports, remembered in the inbox.

    Args:
        inbox: The folder.
        sports: Those of the settings.
        now: What the clock says.

    Attributes:
        sports: What to ask for, in order.
        remaining: What the quota had left when the fetch before heard of it last; None where it did not.
    """

    def __init__(self, inbox: Path, sports: Sequence[str], now: datetime) -> None:
        self._file, self._known = inbox / NAME, _Answered()
        with suppress(OSError, ValidationError):  # what cannot be read only costs the order
            self._known = _Answered.model_validate_json(self._file.read_bytes())
        at = {sport: moment for sport, moment in self._known.at.items() if sport in sports and moment <= now}
        waited = sorted(dict.fromkeys(sports), key=lambda sport: at[sport].timestamp() if sport in at else 0.0)
        left = [sport for sport in waited if self._known.ended or sport not in at or now - at[sport] > SOON]
        self.sports = left or waited
        self.remaining = self._known.remaining
        self._known = _Answered(ended=False, at=at, remaining=self.remaining)

    def answered(self, sport: str, now: datetime, remaining: int | None) -> None:
        """Remember that a sport's answer is in the inbox, and what the quota has left."""
        self._known.at[sport], self._known.remaining = now, remaining
        self._write()

    def end(self) -> None:
        """Remember that all was asked for that could be."""
        self._known.ended = True
        self._write()

    def _write(self) -> None:
        write_whole(self._file, self._known.model_dump_json())


def write_whole(file: Path, text: str) -> None:
    """A file that is there is whole: who is killed leaves none half-written."""
    unfinished = file.with_name(f".{file.name}")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(file)
