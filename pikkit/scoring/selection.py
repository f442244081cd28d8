"""A request read as a bet: canonical names, and the selection its text or its fields describe."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from pikkit.bets.bet import Leg, leg_count
from pikkit.bets.bet_info import parse_bet_info
from pikkit.bets.names import canonical_leagues, canonical_market, canonical_sports, canonical_sportsbook
from pikkit.features.feature import Columns
from pikkit.features.keys import key_arrays
from pikkit.features.online import Keys
from pikkit.scoring.request import ScoreRequest

NOTHING = Leg(raw="")
TEXTS = ("bettor", "sportsbook", "sport", "league", "market", "side", "subject")


@dataclass(frozen=True)
class AskedBet:
    """One bet to score, in the terms of the bets table: canonical names, decimal odds, microseconds."""

    bettor: str | None
    sportsbook: str
    sport: str | None
    league: str | None
    market: str | None
    side: str | None
    subject: str | None
    live: bool
    n_legs: int
    odds: float
    placed_at: int
    stake: float | None = None

    @classmethod
    def read(cls, request: ScoreRequest, now: datetime) -> "AskedBet":
        """Read a request placed at its own time, or ``now``."""
        legs = parse_bet_info(request.selection or "")
        n_legs = request.n_legs or leg_count(request.bet_type, len(legs))
        leg = legs[0] if n_legs == len(legs) == 1 else NOTHING
        league = canonical_leagues(request.league or "")
        return cls(
            bettor=request.bettor,
            sportsbook=canonical_sportsbook(request.sportsbook)[0],
            sport=canonical_sports(request.sport or "", league),
            league=league,
            market=canonical_market(request.market) if request.market else leg.market,
            side=request.side or leg.side,
            subject=request.subject or leg.subject,
            live=any(leg.live for leg in legs) if request.live is None else request.live,
            n_legs=n_legs,
            odds=request.decimal_odds,
            placed_at=round(request.moment(now).timestamp() * 1_000_000),
            stake=request.stake,
        )


@dataclass(frozen=True)
class AskedColumns:
    """n asked bets as arrays of shape (n,): history keys, request columns (``Columns``), odds and legs."""

    keys: Keys
    request: Columns
    odds: np.ndarray
    n_legs: np.ndarray
    placed_at: np.ndarray


def columns_of(bets: Sequence[AskedBet]) -> AskedColumns:
    """The arrays the features are computed from."""
    texts = {name: _objects([getattr(bet, name) for bet in bets]) for name in TEXTS}
    odds = np.array([bet.odds for bet in bets], dtype=np.float64)
    placed_at = np.array([bet.placed_at for bet in bets], dtype=np.int64)
    lowered = {name: _objects([(value or "").lower() for value in texts[name]]) for name in ("sport", "market", "side")}
    live = np.array([bet.live for bet in bets], dtype=np.int8)
    n_legs = np.array([bet.n_legs for bet in bets], dtype=np.int64)
    stake = np.array([np.nan if bet.stake is None else bet.stake for bet in bets], dtype=np.float64)
    request = {**lowered, "odds": odds, "placed_at": placed_at, "live": live, "n_legs": n_legs, "stake": stake}
    return AskedColumns(key_arrays(texts, odds), request, odds, n_legs, placed_at)


def _objects(values: list[str | None] | list[str]) -> np.ndarray:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
