"""What a request asks for, whichever protocol it came by."""

from dataclasses import dataclass

from pikkit.base.errors import InputError
from pikkit.scoring.selection import BetBatch


class TooLargeError(InputError):
    """A request that is larger than the server takes (HTTP 413)."""


@dataclass(frozen=True, slots=True)
class AskedBets:
    """The bets of one request, and whether reasons are wanted."""

    batch: BetBatch
    reasons: bool = True


def check_size(n_bets: int, most: int | None) -> None:
    """Refuse a request of too many bets.

    Raises:
        TooLargeError: There are more than ``most``.
    """
    if most is not None and n_bets > most:
        raise TooLargeError(f"A request may hold at most {most} bets, not {n_bets}; send them in several.")
