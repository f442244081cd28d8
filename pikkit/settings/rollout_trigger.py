"""What starts a rollout by itself: the registry's word that a version has got an alias."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from pikkit.settings.secret_file import secret_of


class TriggerRules(BaseModel):
    """The section ``rollout_trigger`` of the settings (``PIKKIT_ROLLOUT_TRIGGER__SECRET``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    port: int = Field(default=8070, ge=1, le=65535, description="Where it listens.")
    secret: SecretStr = Field(default=SecretStr(""), description="The secret that MLflow signs its webhooks with.")
    secret_file: str = Field(default="", description="Or the file that holds it.")
    alias: str = Field(default="challenger", min_length=1, description="The alias whose versions are rolled out.")
    strategy: str = Field(default="canary", description="How: canary, blue-green or shadow.")
    steps: str = Field(default="", description="Percentages; empty: the strategy's own.")
    interval: str = Field(default="15m", description="Time from one judgement to the next: 30s, 15m, 2h.")
    oldest_seconds: float = Field(default=300.0, gt=0, description="A notice that was signed longer ago is refused.")
    announced_at: str = Field(
        default="", description="Its own address as MLflow sees it: MLflow is told to send notices there; empty: not."
    )

    @property
    def resolved_secret(self) -> str:
        """What notices are signed with.

        Raises:
            InputError: Its file cannot be read, or it is too short to be one.
        """
        return secret_of(self.secret, self.secret_file, "PIKKIT_ROLLOUT_TRIGGER__SECRET")
