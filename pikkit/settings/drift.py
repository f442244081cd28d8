"""How drift is looked for."""

from pydantic import BaseModel, Field

from pikkit.settings.detector import DetectorRules


class DriftSettings(BaseModel):
    """How drift is looked for."""

    drift_window_days: int = Field(
        default=30, ge=1, description="How long the windows are that drift is looked for in."
    )
    drift_alibi_python: str = Field(
        default="", description="Python of an environment with alibi-detect, for `pikkit drift check --engine alibi`."
    )
    detector: DetectorRules = Field(default=DetectorRules(), description="What the drift detector service does.")
