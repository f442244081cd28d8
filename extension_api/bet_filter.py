"""Which bets a request is about, as its address says it."""

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pikkit.bets.outcome import BetType, Outcome
from pikkit.performance import BetFilter

By = Literal["sportsbook", "sport", "league", "market", "odds_band", "month", "bet_type"]


class FilterQuery(BaseModel):
    """Conditions on bets; all of them hold."""

    model_config = ConfigDict(extra="forbid")

    bettor: str = Field(default="", max_length=200, description="Whose bets, for operators; * is everybody's")
    since: date | Literal[""] = Field(default="", description="The first day (UTC) bets were placed on")
    until: date | Literal[""] = Field(default="", description="The last day (UTC) bets were placed on")
    sportsbook: str = Field(default="", max_length=200)
    sport: str = Field(default="", max_length=200)
    league: str = Field(default="", max_length=200)
    market: str = Field(default="", max_length=200)
    odds_band: str = Field(default="", max_length=40, examples=["1.80–2.00"])
    month: str = Field(default="", max_length=7, examples=["2024-05"])
    bet_type: BetType | Literal[""] = ""
    outcome: Outcome | Literal[""] = ""

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError("since must not be later than until")
        return self

    def for_bettor(self, bettor: str | None, text: str = "") -> BetFilter:
        """The filter of these conditions on one bettor's bets, or everybody's."""
        given = {
            name: getattr(self, name) for name in ("sportsbook", "sport", "league", "market", "odds_band", "month")
        }
        return BetFilter(
            bettor=bettor,
            since=self.since or None,
            until=self.until or None,
            bet_type=str(self.bet_type),
            outcome=str(self.outcome),
            text=text,
            **given,
        )
