"""What features are built with, and where they are served from."""

from pathlib import Path

from pydantic import Field, SecretStr

from pikkit.settings.batch import BatchSettings
from pikkit.settings.batch_engine import FeatureBuild
from pikkit.settings.feature_urls import FeatureUrls


class FeatureSettings(BatchSettings):
    """What features are built with, and where they are served from."""

    features_online_url: SecretStr = Field(
        default=SecretStr(""), description="postgresql:// URL of Feast's online store; default: SQLite in home."
    )
    features_registry_url: SecretStr = Field(
        default=SecretStr(""), description="SQLAlchemy URL of Feast's registry; default: a file in home."
    )
    features_stale_days: float = Field(default=3.0, gt=0, description="Older served features are called stale.")
    feature_threads: int = Field(default=2, ge=1, description="Threads that build features; each needs memory.")

    @property
    def features_home(self) -> Path:
        """The folder of the views, Feast's registry and the embedded online store."""
        return self.resolved_home / "features"

    @property
    def feature_urls(self) -> FeatureUrls:
        """Feast's stores that are not in that folder."""
        return FeatureUrls(self.features_online_url.get_secret_value(), self.features_registry_url.get_secret_value())

    @property
    def feature_build(self) -> FeatureBuild:
        """What features are built with."""
        return FeatureBuild(self.engine, self.feature_threads, self.spark_place)
