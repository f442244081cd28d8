"""One quote at the border: what a page, an API or a person hands in, checked; inside, quotes are rows of ``QUOTES``."""

from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from pikkit.bets.letters import key_of
from pikkit.bets.outcome import Side

Name = Annotated[str, Field(min_length=1, max_length=200)]
HIGHEST_ODDS = 10_000.0


class Quote(BaseModel):
    """What one book offered for one selection at one moment."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    observed_at: AwareDatetime = Field(description="When the book offered it")
    event_start: AwareDatetime
    sport: Name
    league: Name | None = None
    home: Name
    away: Name
    market: Name = Field(examples=["moneyline", "spread", "total"])
    period: Name | None = Field(default=None, description="'1st half', …; left out, the whole game")
    side: Side
    line: float | None = Field(default=None, allow_inf_nan=False, ge=-1000, le=1000)
    subject: Name | None = Field(default=None, description="The player or team a prop is on")
    sportsbook: Name
    odds: float = Field(gt=1, le=HIGHEST_ODDS, allow_inf_nan=False, description="Decimal price that can be taken")
    stake_limit: float | None = Field(default=None, gt=0, allow_inf_nan=False)

    @model_validator(mode="after")
    def _of_two_sides(self) -> Self:
        if key_of(self.home) == key_of(self.away):
            raise ValueError(f"home and away are both {self.home!r}")
        if self.market in {"spread", "total"} and self.line is None:
            raise ValueError(f"a {self.market} needs its line")
        return self

    @property
    def live(self) -> bool:
        """Whether it was observed at or after the start."""
        return self.observed_at >= self.event_start
