"""How much the drift detector service keeps, how often it checks, and whom it tells."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from pikkit.settings.secret_file import secret_of


class DetectorRules(BaseModel):
    """The section ``detector`` of the settings (``PIKKIT_DETECTOR__CHECK_BETS``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    port: int = Field(default=8090, ge=1, le=65535, description="Where it listens.")
    token: SecretStr = Field(default=SecretStr(""), description="What senders of events must show; empty: nothing.")
    token_file: str = Field(default="", description="Or the file that holds it.")
    hosts: list[str] = Field(
        default=[], description="Host names it answers to; default: on loopback its own, elsewhere any."
    )
    queue_events: int = Field(default=10_000, ge=1, description="Events that wait to be read; more are dropped.")
    queue_bytes: int = Field(default=64_000_000, ge=1, description="The most their bodies take, those on the way too.")
    body_bytes: int = Field(default=10_000_000, ge=1, description="The largest event that is read.")
    body_values: int = Field(default=500_000, ge=1, description="The most JSON values in it.")
    pending_requests: int = Field(default=10_000, ge=1, description="Requests that wait for their response.")
    pending_bytes: int = Field(default=64_000_000, ge=1, description="The most these take.")
    window_bets: int = Field(default=5_000, ge=1, description="Newest scored bets that a check compares.")
    window_bytes: int = Field(default=64_000_000, ge=1, description="The most their fields take.")
    check_bets: int = Field(default=1_000, ge=1, description="Check after so many new bets,")
    check_seconds: float = Field(default=600.0, gt=0, description="or after so long, if there are any.")
    least_bets: int = Field(default=200, ge=2, description="With fewer in the window there is no check.")
    journal_bytes: int = Field(default=64_000_000, ge=10_000, description="The most its journal takes on disk.")
    sync_seconds: float = Field(default=1.0, gt=0, description="What a power cut may lose.")
    sink_url: str = Field(default="", repr=False, description="Gets every report as a CloudEvent io.pikkit.drift.v1.")
    sink_attempts: int = Field(default=8, ge=1, description="Attempts to deliver one, with back-off.")

    @property
    def resolved_token(self) -> str:
        """What senders of events must show; empty: nothing.

        Raises:
            InputError: Its file cannot be read, or it is too short to be one.
        """
        return secret_of(self.token, self.token_file, "PIKKIT_DETECTOR__TOKEN")
