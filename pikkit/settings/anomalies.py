"""How anomalies are looked for and what training does with them: the ``anomalies`` section of the configuration."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

AnomalyKind = Literal["stake", "odds", "price", "profit", "volume", "settling"]


class AnomalyPolicy(StrEnum):
    """What training does with an anomalous bet: nothing, count it less, or leave it out. It stays stored either way."""

    IGNORE = "ignore"
    DOWNWEIGHT = "downweight"
    EXCLUDE = "exclude"


class AnomalyRules(BaseModel):
    """When a bet is out of the ordinary for its group; scores are in spreads of that group."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min_group: int = Field(default=30, ge=5, description="Bets a group needs to judge by; smaller ones ask the parent.")
    iqr: float = Field(default=3.0, gt=0, description="Interquartile ranges outside the quartiles (Tukey's far out).")
    zscore: float = Field(default=5.0, gt=0, description="Standard deviations from the mean.")
    robust_zscore: float = Field(default=6.0, gt=0, description="Scaled median absolute deviations from the median.")
    votes: int = Field(default=2, ge=1, le=3, description="Methods that must agree before training acts on a flag.")
    kinds: tuple[AnomalyKind, ...] = Field(
        default=("stake", "odds", "price", "profit", "settling"),
        description="The kinds training acts on; price: far from the other books' (quotes). A busy day (volume) says "
        "little about its bets.",
    )
    policy: AnomalyPolicy = Field(default=AnomalyPolicy.IGNORE, description="What training does with such bets.")
    weight: float = Field(default=0.25, ge=0, le=1, description="How much a bet counts when it is downweighted.")


USUAL_ANOMALIES = AnomalyRules()
"""What holds where nothing is configured: training ignores them."""
