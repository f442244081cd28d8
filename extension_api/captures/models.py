"""What a capture says, and what is kept of it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, Strict, model_validator

from pikkit.extension_api.scoring import ScoreAsked, Scored
from pikkit.money.preferences import Amount

ClientKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:~-]{1,200}$")]


class Status(StrEnum):
    """What became of a captured price."""

    NEW = "new"
    PLACED = "placed"
    DISMISSED = "dismissed"
    SETTLED = "settled"


class Capture(ScoreAsked):
    """A price seen somewhere. Sending the same ``client_key`` again changes nothing and answers the same."""

    client_key: ClientKey = Field(description="Made by the client, unique among the bettor's captures, such as a UUID")
    raw: str | None = Field(default=None, max_length=10_000, description="What the page said")

    def asked(self) -> ScoreAsked:
        """What to score."""
        return ScoreAsked.model_validate(self.model_dump(exclude={"client_key", "raw"}, exclude_unset=True))


class Change(BaseModel):
    """What became of a capture."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: Status | None = None
    bet_id: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        default=None, description="The bet it became"
    )
    stake: Amount | None = Field(default=None, description="What was staked on it, in the bettor's currency")

    @model_validator(mode="after")
    def _says_something(self) -> "Change":
        if self.status is None and self.bet_id is None and self.stake is None:
            raise ValueError("must say a status, a bet_id or a stake")
        return self


class ChangeAsked(Change):
    """What became of a capture, as the API takes it: a stake is a number."""

    stake: Annotated[Amount, Strict()] | None = Field(
        default=None, description="What was staked on it, in the bettor's currency"
    )


class Opportunity(BaseModel):
    """A captured price as it is kept: canonical names, decimal odds, the score it had when seen."""

    bettor: str
    client_key: str
    captured_at: datetime
    updated_at: datetime
    status: Status
    sportsbook: str
    sport: str | None = None
    league: str | None = None
    market: str | None = None
    side: str | None = None
    line: float | None = None
    subject: str | None = None
    home: str | None = None
    away: str | None = None
    period: str | None = None
    live: bool
    odds: float
    p_win: float | None = None
    p_market: float | None = None
    ev: float | None = None
    kelly: float | None = None
    verdict: str | None = None
    model_version: str | None = None
    bet_id: str | None = None
    raw: str | None = None
    stake: float | None = Field(default=None, description="What was staked on it; of a linked bet, that bet's")
    bet_confidence: float | None = Field(
        default=None, description="That bet_id is the bet it became, where matching found it; null if a person said so"
    )


class BetEnd(BaseModel):
    """The bet that a capture became, as it stands now."""

    outcome: str = Field(description="open, win, loss, push, …")
    odds: float = Field(description="The price that was taken, decimal")
    stake: float
    profit: float | None = Field(description="Null while it is open or not known")
    settled_at: datetime | None
    closing_odds: float | None
    clv: float | None = Field(description="Of the price taken: odds / closing price - 1, the margin left in")
    fair_clv: float | None = Field(description="The same without the margin: odds * chance by the closing price - 1")
    clv_captured: float | None = Field(description="Of the price captured")


class Followed(Opportunity):
    """A captured price and the bet it became."""

    became: BetEnd | None = Field(default=None, description="Null until its bet is imported and recognised")


class Captured(BaseModel):
    """A capture that is on the disk."""

    opportunity: Opportunity
    score: Scored | None = Field(description="Null if it was captured before: then the opportunity says what it had")
    known: bool = Field(description="Whether it was captured before")
