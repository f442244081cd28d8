"""How much of the bankroll a score recommends."""

from pydantic import BaseModel, Field


class StakingSettings(BaseModel):
    """How much of the bankroll a score recommends."""

    kelly_fraction: float = Field(default=0.25, gt=0, le=1, description="Share of full Kelly a score recommends.")
    kelly_cap: float = Field(default=0.05, gt=0, le=1, description="Largest share of the bankroll a score recommends.")
