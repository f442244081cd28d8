"""What matching says of a bet, and why."""

from enum import StrEnum

SURE = 0.8
"""Below this confidence a bet is unmatched."""


class MatchReason(StrEnum):
    """Why a bet is matched to an event, or to none."""

    ONLY = "only"
    SETTLED = "settled"
    PRICE = "price"
    NEXT = "next"
    NO_SIDES = "no_sides"
    UNKNOWN_PAIR = "unknown_pair"
    NO_TIME = "no_time"
    SEVERAL = "several"
    TURNED = "turned"
    LATE = "late"
    NAMES = "names"
    DOUBLED = "doubled"

    @property
    def sentence(self) -> str:
        """In words."""
        return _SENTENCES[self]


_SENTENCES = {
    MatchReason.ONLY: "It is the only event of these two that could be meant.",
    MatchReason.SETTLED: "Of several, it is the last that started before the bet settled.",
    MatchReason.PRICE: "Of several, it is the only one at which the bet's own book quoted the bet's price.",
    MatchReason.NEXT: "Of several, it starts within a day and the next of them long after.",
    MatchReason.NO_SIDES: "The bet does not say which two sides meet, or it has several legs.",
    MatchReason.UNKNOWN_PAIR: "No quotes of the days around the bet are about these two sides.",
    MatchReason.NO_TIME: "Quotes are about these two sides, but about no meeting at the bet's time.",
    MatchReason.SEVERAL: "More than one meeting could be meant, and nothing tells which.",
    MatchReason.TURNED: "The only meeting has home and away the other way round, so it may be the other leg.",
    MatchReason.LATE: "The bet settled too long after the meeting for it to be the one meant.",
    MatchReason.DOUBLED: "The feed lists two games of these two as one, with two prices for one thing at one moment.",
    MatchReason.NAMES: "The names agree, but not surely enough.",
}
