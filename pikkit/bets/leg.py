"""One selection of a bet."""

from pydantic import BaseModel, ConfigDict, Field

from pikkit.bets.order import Order
from pikkit.bets.outcome import Side


class Leg(BaseModel):
    """One selection, as far as its text could be read: a field is None where it could not."""

    model_config = ConfigDict(frozen=True)

    raw: str = Field(description="The leg's text as exported")
    market: str | None = Field(default=None, description="Canonical, lower case: 'moneyline', 'player points'")
    side: Side | None = None
    line: float | None = Field(default=None, allow_inf_nan=False, description="Head start or threshold: -1.5, 220.5")
    subject: str | None = Field(default=None, description="The team or player the leg is on, as the text names it")
    home: str | None = None
    away: str | None = None
    period: str | None = Field(default=None, description="'1st half', …; None is the whole game")
    live: bool = False
    order: Order | None = Field(default=None, description="How sure it is who is at home; None names no game")
    confidence: float = Field(default=0.0, ge=0, le=1, description="How sure the reading is, for sorting; 0 is nothing")
    left: str | None = Field(default=None, description="The words that no rule reads")
