"""What Pikkit says about a bet at a price."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from pikkit.bets.verdict import Verdict


class Score(BaseModel):
    """A calibrated, priced opinion on one bet."""

    model_config = ConfigDict(frozen=True)

    p_win: float = Field(ge=0, le=1, description="Calibrated probability that the bet wins, given that it is decided")
    p_market: float = Field(ge=0, le=1, description="What the price alone says, margin and bias removed")
    interval: tuple[float, float] = Field(description="90 % interval of p_win")
    odds: float = Field(gt=1, description="The price scored, decimal")
    fair_odds: float = Field(ge=1, description="1 / p_win: the price at which the bet breaks even")
    edge: float = Field(description="p_win − p_market")
    ev: float = Field(description="Expected profit per unit staked: p_win · odds − 1")
    kelly: float = Field(
        ge=0, le=1, description="Share of the bankroll to stake: fractional Kelly, or what surely beat it, capped"
    )
    verdict: Verdict
    reasons: list[str] = Field(description="What moved the score away from the price, largest first")
    warnings: list[str] = Field(default=[], description="What was missing or unknown, and what was assumed instead")
    model_version: str
    features_at: datetime | None = Field(description="Settlement time of the newest bet the features know of")
    feature_age_seconds: float | None = Field(description="From features_at to the moment scored")
    features_materialized_at: datetime | None = Field(default=None, description="Up to when results are known of")
    features_stale: bool = Field(default=False, description="Whether that is longer ago than is accepted")
