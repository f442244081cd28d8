"""The cluster that serves, if there is one."""

from pydantic import BaseModel, Field


class ClusterSettings(BaseModel):
    """The cluster that serves, if there is one."""

    kserve_namespace: str = Field(default="", description="Namespace of the InferenceService; empty: no cluster.")
    gateway_namespace: str = Field(
        default="", description="Namespace of a release of the chart in its mode deployment; empty: none."
    )
    gateway_release: str = Field(
        default="pikkit", description="How its objects' names begin: NAME-predictor, NAME-candidate."
    )
    prometheus_url: str = Field(default="", description="Prometheus that scrapes the cluster's predictors.")
    prometheus_window: str = Field(default="15m", pattern=r"^\d+[smhd]$", description="Over which it is asked.")
