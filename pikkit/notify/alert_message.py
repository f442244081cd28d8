"""What an alert of a captured price says."""

from typing import Protocol

from pikkit.money.figure_writing import FigureWriting
from pikkit.notify.channels import Message


class SeenPrice(Protocol):
    """A captured price with the score it had."""

    @property
    def sportsbook(self) -> str:
        """The book."""

    @property
    def odds(self) -> float:
        """Decimal."""

    @property
    def ev(self) -> float | None:
        """Expected profit a unit staked."""

    @property
    def p_win(self) -> float | None:
        """Chance to win."""

    @property
    def raw(self) -> str | None:
        """What the page said."""


def ev_message(seen: SeenPrice, stake: str, writing: FigureWriting) -> Message:
    """A price that is worth it, and what to stake on it.

    Args:
        seen: The price; it has an EV.
        stake: The advice in words.
        writing: How the bettor has figures written.
    """
    worth = writing.percent(seen.ev or 0.0, signed=True)
    what = " ".join((seen.raw or "a price").split())[:120]
    title = f"Pikkit: {worth} at {seen.sportsbook}: {what} at {writing.price(seen.odds)}"
    chance = "" if seen.p_win is None else f"The chance to win is {writing.percent(seen.p_win)}. "
    return Message(title, f"{chance}Expected profit is {worth} of the stake. {stake}", "success")
