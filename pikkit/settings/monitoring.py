"""When drift starts a retraining."""

from pydantic import BaseModel, ConfigDict, Field

from pikkit.settings.drift_severity import DriftSeverity


class MonitoringRules(BaseModel):
    """The section ``monitoring`` of the settings (``PIKKIT_MONITORING__RETRAIN_ON``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    retrain_on: DriftSeverity = Field(
        default=DriftSeverity.SEVERE, description="Drift this bad, or worse, starts a retraining."
    )
    tell_on: DriftSeverity = Field(
        default=DriftSeverity.WARNING, description="Drift this bad, or worse, is told to people."
    )
    least_bets: int = Field(default=200, ge=1, description="A window of fewer bets starts none; decay of scores does.")
    cool_down_days: float = Field(default=3.0, ge=0, description="After a training there is none for so long.")
