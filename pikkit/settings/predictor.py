"""The server of scores."""

from pydantic import BaseModel, Field


class PredictorSettings(BaseModel):
    """The server of scores."""

    predictor_port: int = Field(default=8080, ge=1, le=65535)
    predictor_max_rows: int = Field(default=10_000, ge=1, description="The most bets a request may ask about.")
    predictor_max_mb: int = Field(default=16, ge=1, description="The largest body a request may have, in MiB.")
    predictor_request_seconds: float = Field(default=30.0, gt=0, description="How long a request may take.")
    reload_seconds: float = Field(default=15.0, ge=0, description="How often the predictor looks for a new champion.")
