"""What the judge of a rollout asks."""

from pydantic import BaseModel, ConfigDict, Field


class JudgeRules(BaseModel):
    """How sure the judge must be, and of what."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    alpha: float = Field(default=0.05, gt=0, lt=0.5, description="Budget of false promotions, and of false rollbacks.")
    margin: float = Field(
        default=0.002, gt=0, lt=0.1, description="Log loss in nats a bet that a candidate may be worse by, at most."
    )
    min_events: int = Field(default=200, ge=1, description="Events with a result or a close a promotion needs.")
    min_requests: int = Field(default=50, ge=1, description="Requests the candidate must have answered.")
    latency_factor: float = Field(default=1.5, ge=1, description="How much longer the candidate's p95 may be.")
    latency_slack_ms: float = Field(default=25.0, ge=0, description="And how many milliseconds on top of that.")
    max_shift: float = Field(default=0.25, gt=0, description="Largest PSI between the two versions' scores.")
    broken: float = Field(
        default=0.01, gt=0, lt=0.4, description="Nats worse on bets that both versions learned from: it is broken."
    )
    count_learned: bool = Field(
        default=False,
        description="Let bets that both versions learned from count as new: for trying a rollout out, not for money.",
    )
    ready_seconds: float = Field(default=900.0, gt=0, description="How long a candidate may take to become ready.")
