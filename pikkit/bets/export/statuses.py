"""The export's words for how a bet stands and what kind it is."""

import re

from pikkit.bets.outcome import BetType, Outcome

OUTCOMES: dict[str, Outcome] = {
    "settled_win": Outcome.WIN,
    "settled_loss": Outcome.LOSS,
    "settled_push": Outcome.PUSH,
    "settled_void": Outcome.VOID,
    "settled_cash_out": Outcome.CASH_OUT,
    "settled_cashout": Outcome.CASH_OUT,
    "settled_cashedout": Outcome.CASH_OUT,
    "settled_cashed_out": Outcome.CASH_OUT,
    "settled_half_win": Outcome.HALF_WIN,
    "settled_half_loss": Outcome.HALF_LOSS,
    "settled": Outcome.UNKNOWN,  # settled, but the export does not say how
    "placed": Outcome.OPEN,
    "pending": Outcome.OPEN,
}

BET_TYPES: dict[str, BetType] = {
    "straight": BetType.STRAIGHT,
    "single": BetType.STRAIGHT,
    "parlay": BetType.PARLAY,
    "same_game_parlay": BetType.PARLAY,
    "sgp": BetType.PARLAY,
    "teaser": BetType.PARLAY,  # a parlay at moved lines: all legs must win
    "round_robin": BetType.ROUND_ROBIN,
}

_ROUND_ROBIN = re.compile(r"round_robin_\d{1,2}")
_GAPS = re.compile(r"[\s_-]+")


def outcome_of(status: str) -> Outcome | None:
    """The outcome a status means, None if it is unknown."""
    return OUTCOMES.get(_key(status))


def bet_type_of(text: str) -> BetType | None:
    """The bet type a text means (``round_robin_3`` is a round robin), None if it is unknown."""
    key = _key(text)
    return BET_TYPES.get("round_robin" if _ROUND_ROBIN.fullmatch(key) else key)


def _key(text: str) -> str:
    return _GAPS.sub("_", text.strip().lower())
