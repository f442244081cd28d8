"""How recipes are searched for."""

from pydantic import Field

from pikkit.settings.home import HomeSettings


class TuningSettings(HomeSettings):
    """How recipes are searched for."""

    tuning_trials: int = Field(
        default=20,
        ge=1,
        description="Trials of tuning, at most: so many find the same recipe on any machine, busy or not.",
    )
    tuning_patience: int = Field(
        default=10,
        ge=0,
        description="Trials in a row that gain less than 2 % before the trees' search ends early; 0: it never does.",
    )
    tuning_seconds: float = Field(
        default=1800.0,
        gt=0,
        description="Upper bound of tuning by the clock; where it cut a search, summary, card and report say so.",
    )
    tuning_storage: str = Field(
        default="", repr=False, description="postgresql:// URL of the tuning studies; default: SQLite in home."
    )

    @property
    def resolved_tuning_storage(self) -> str:
        """The tuning studies' URL, embedded SQLite unless set."""
        return self.tuning_storage or f"sqlite:///{self.resolved_home / 'tuning.db'}"
