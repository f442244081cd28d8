"""How recipes are searched for."""

from pydantic import Field

from pikkit.settings.home import HomeSettings


class TuningSettings(HomeSettings):
    """How recipes are searched for."""

    tuning_trials: int = Field(default=20, ge=1)
    tuning_seconds: float = Field(default=45.0, gt=0, description="Time budget of tuning.")
    tuning_storage: str = Field(
        default="", repr=False, description="postgresql:// URL of the tuning studies; default: SQLite in home."
    )

    @property
    def resolved_tuning_storage(self) -> str:
        """The tuning studies' URL, embedded SQLite unless set."""
        return self.tuning_storage or f"sqlite:///{self.resolved_home / 'tuning.db'}"
