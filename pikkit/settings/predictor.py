"""The server of scores."""

from pydantic import BaseModel, Field, SecretStr

from pikkit.settings.secret_file import secret_of


class PredictorSettings(BaseModel):
    """The server of scores."""

    predictor_port: int = Field(default=8080, ge=1, le=65535)
    predictor_max_rows: int = Field(default=10_000, ge=1, description="The most bets a request may ask about.")
    predictor_max_mb: int = Field(default=16, ge=1, description="The largest body a request may have, in MiB.")
    predictor_request_seconds: float = Field(default=30.0, gt=0, description="How long a request may take.")
    predictor_wait_seconds: float = Field(
        default=0.15,
        ge=0,
        description="How long requests of few bets may have to wait for others; else they are refused; 0: any time.",
    )
    predictor_token: SecretStr = Field(
        default=SecretStr(""), description="What callers of the predictor must show, the API too; empty: nothing."
    )
    predictor_token_file: str = Field(default="", description="Or the file that holds it.")
    predictor_hosts: list[str] = Field(
        default=[], description="Host names the predictor answers to; default: on loopback its own, elsewhere any."
    )
    reload_seconds: float = Field(default=15.0, ge=0, description="How often the predictor looks for a new champion.")

    @property
    def resolved_predictor_token(self) -> str:
        """What callers of the predictor must show; empty: nothing.

        Raises:
            InputError: Its file cannot be read, or it is too short to be one.
        """
        return secret_of(self.predictor_token, self.predictor_token_file, "PIKKIT_PREDICTOR_TOKEN")
