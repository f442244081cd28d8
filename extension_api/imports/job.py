"""One upload and how far it is."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, Field


class JobState(StrEnum):
    """How far an import is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(BaseModel):
    """An upload."""

    id: str
    bettor: str
    name: str = Field(description="The file's name, as the client called it")
    state: JobState = JobState.QUEUED
    uploaded_at: datetime
    finished_at: datetime | None = None
    rows: int = Field(default=0, description="Rows read so far")
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    quarantined: dict[str, int] = Field(default={}, description="Rows that could not become bets, by rule")
    error: str | None = Field(default=None, description="Why it failed, in a sentence")
    dismissed: bool = Field(default=False, exclude_if=lambda dismissed: not dismissed, description="Shown no longer")
    starts: int = Field(default=0, exclude_if=lambda starts: starts == 0, description="How often it was begun")

    @property
    def is_open(self) -> bool:
        """Whether it is still to be read."""
        return self.state in {JobState.QUEUED, JobState.RUNNING}
