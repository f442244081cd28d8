"""What a capture says, and what is kept of it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pikkit.extension_api.scoring import ScoreAsked, Scored

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

    @model_validator(mode="after")
    def _says_something(self) -> "Change":
        if self.status is None and self.bet_id is None:
            raise ValueError("must say a status or a bet_id")
        return self


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


class Captured(BaseModel):
    """A capture that is on the disk."""

    opportunity: Opportunity
    score: Scored | None = Field(description="Null if it was captured before: then the opportunity says what it had")
    known: bool = Field(description="Whether it was captured before")
