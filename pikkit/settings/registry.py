"""Where models are registered."""

from pathlib import Path

from pydantic import Field

from pikkit.settings.home import HomeSettings


class RegistrySettings(HomeSettings):
    """Where models are registered."""

    mlflow_tracking_uri: str = Field(default="", description="MLflow tracking server; default: SQLite in home.")
    model_name: str = Field(default="pikkit", description="Name of the registered model.")

    @property
    def resolved_tracking_uri(self) -> str:
        """MLflow's tracking URI, embedded SQLite unless set."""
        return self.mlflow_tracking_uri or f"sqlite:///{self.resolved_home / 'mlflow.db'}"

    @property
    def model_cache(self) -> Path:
        """Where bundles of a remote registry are kept."""
        return self.resolved_home / "cache" / "models"
