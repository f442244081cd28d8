"""What training asks for, and what it spends."""

from pydantic import BaseModel, Field

MIN_BETS = 500
"""Decided bets needed to train where nothing is configured."""


class TrainingSettings(BaseModel):
    """What training asks for, and what it spends."""

    test_share: float = Field(default=0.3, gt=0, lt=1, description="Last share of the bets, by time, held out.")
    min_bets: int = Field(default=MIN_BETS, ge=1, description="Straight bets, won or lost, needed to train.")
    training_rows: int = Field(
        default=1_000_000,
        ge=MIN_BETS,
        description="Training rows that a step reads whole. Of more, a sample of about so many tunes, blends, "
        "calibrates and judges, and the trees of the model that is registered learn from all, read from disk.",
    )
    seed: int = Field(default=7, ge=0, lt=2**32, description="Seed of everything random.")
