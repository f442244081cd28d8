"""What a step's pod may use."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Cpu = Annotated[str, Field(pattern=r"^([0-9]+(\.[0-9]+)?|[0-9]+m|)$")]
Memory = Annotated[str, Field(pattern=r"^([0-9]+(Mi|Gi|Ti|M|G|T)|)$")]


class StepResources(BaseModel):
    """Requests and limits as Kubernetes writes them ("500m", "2Gi"); empty: none. And how long a step may take."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cpu: Cpu = "200m"
    memory: Memory = "1Gi"
    cpu_limit: Cpu = ""
    memory_limit: Memory = "3Gi"
    timeout_seconds: int = Field(default=21_600, ge=0, description="Its pod is ended after so long; 0: never.")
