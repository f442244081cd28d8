"""One bet at the border: what an API or a person hands in, checked; inside, bets are rows of the ``BETS`` table."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import pyarrow as pa
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from pikkit.bets.bet_info import parse_bet_info
from pikkit.bets.leg import Leg
from pikkit.bets.names import canonical_leagues, canonical_sports, canonical_sportsbook
from pikkit.bets.outcome import BetType, Outcome
from pikkit.bets.schema import BETS
from pikkit.bets.settlement import shares_of

Name = Annotated[str, Field(min_length=1, max_length=200)]


class Bet(BaseModel):
    """One bet, in the units of the ``BETS`` table: decimal odds, the bettor's own currency, aware times."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    bettor: Name
    bet_id: Name
    sportsbook: Name = Field(description="The book, in any spelling", examples=["Caesars - New York"])
    bet_type: BetType = BetType.STRAIGHT
    outcome: Outcome = Outcome.OPEN
    odds: float = Field(gt=1, allow_inf_nan=False)
    closing_odds: float | None = Field(default=None, gt=1, allow_inf_nan=False)
    source_ev: float | None = Field(default=None, allow_inf_nan=False)
    stake: float = Field(gt=0, allow_inf_nan=False)
    profit: float | None = Field(default=None, allow_inf_nan=False)
    placed_at: AwareDatetime
    settled_at: AwareDatetime | None = None
    sport: str | None = None
    league: str | None = None
    bet_info: str | None = Field(default=None, max_length=10_000)
    tags: str | None = None
    source: str | None = None

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The bet's selections, read off ``bet_info``."""
        return parse_bet_info(self.bet_info or "", self.sportsbook)

    @property
    def bonus(self) -> bool:
        """Whether it was staked with a bonus: a loss that cost nothing."""
        return self.outcome is Outcome.LOSS and self.profit == 0

    @property
    def n_legs(self) -> int:
        """How many selections the bet has; a parlay that does not list them has at least two."""
        return leg_count(self.bet_type, len(self.legs))


def leg_count(bet_type: BetType, listed: int) -> int:
    """Legs of a bet whose text lists ``listed``: at least one, and at least two unless it is straight."""
    return max(listed, 1 if bet_type is BetType.STRAIGHT else 2)


def bets_table(bets: Iterable[Bet]) -> pa.Table:
    """Bets as rows of the ``BETS`` table, with canonical names."""
    table = pa.Table.from_pylist([_row(bet) for bet in bets], schema=BETS)
    return table.set_column(BETS.get_field_index("settled_share"), BETS.field("settled_share"), shares_of(table))


def _row(bet: Bet) -> dict[str, Any]:
    sportsbook, region = canonical_sportsbook(bet.sportsbook)
    league = canonical_leagues(bet.league or "")
    return {
        **bet.model_dump(mode="python"),
        **_selection(bet.bet_type, bet.legs),
        "sportsbook": sportsbook,
        "region": region,
        "league": league,
        "sport": canonical_sports(bet.sport or "", league),
        "n_legs": bet.n_legs,
        "bonus": bet.bonus,
        "live": any(leg.live for leg in bet.legs),
    }


def _selection(bet_type: BetType, legs: Sequence[Leg]) -> dict[str, Any]:
    """The only leg of a straight bet; nothing for a bet of several legs."""
    if bet_type is not BetType.STRAIGHT or len(legs) != 1:
        return {}
    return legs[0].model_dump(mode="python", exclude={"raw", "live", "order", "confidence", "left"})
