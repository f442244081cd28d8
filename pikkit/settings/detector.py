"""How much the drift detector service keeps, how often it checks, and whom it tells."""

from pydantic import BaseModel, ConfigDict, Field


class DetectorRules(BaseModel):
    """The section ``detector`` of the settings (``PIKKIT_DETECTOR__CHECK_BETS``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    port: int = Field(default=8090, ge=1, le=65535, description="Where it listens.")
    queue_events: int = Field(default=10_000, ge=1, description="Events that wait to be read; more are dropped.")
    body_bytes: int = Field(default=10_000_000, ge=1, description="The largest event that is read.")
    pending_requests: int = Field(default=10_000, ge=1, description="Requests that wait for their response.")
    window_bets: int = Field(default=5_000, ge=1, description="Newest scored bets that a check compares.")
    check_bets: int = Field(default=1_000, ge=1, description="Check after so many new bets,")
    check_seconds: float = Field(default=600.0, gt=0, description="or after so long, if there are any.")
    least_bets: int = Field(default=200, ge=2, description="With fewer in the window there is no check.")
    journal_bytes: int = Field(default=64_000_000, ge=10_000, description="The most its journal takes on disk.")
    sync_seconds: float = Field(default=1.0, gt=0, description="What a power cut may lose.")
    sink_url: str = Field(default="", repr=False, description="Gets every report as a CloudEvent io.pikkit.drift.v1.")
    sink_attempts: int = Field(default=8, ge=1, description="Attempts to deliver one, with back-off.")
