"""A piece of long work, and how it stands."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel


class WorkKind(StrEnum):
    """What can be asked for."""

    TRAIN = "train"
    DRIFT = "drift"


class WorkState(StrEnum):
    """How it stands, or how it ended."""

    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    """It could not be done, which the last line explains: too few bets, no model."""
    FAILED = "failed"
    CANCELLED = "cancelled"
    CUT_SHORT = "cut short"
    """The process that ran it ended first."""


class Work(BaseModel):
    """A piece of work.

    Attributes:
        kind: What is done.
        by: Who asked for it: "dashboard", or a command.
        state: How it stands.
        started_at, ended_at: When, with a time zone.
        said: Its last words; what it came to, or why it did not.
    """

    kind: WorkKind
    by: str
    state: WorkState = WorkState.RUNNING
    started_at: datetime
    ended_at: datetime | None = None
    said: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is under way."""
        return self.state is WorkState.RUNNING

    @property
    def can_be_cancelled(self) -> bool:
        """Whether the dashboard may stop it; a command is stopped where it was started."""
        return self.is_open and self.by == DASHBOARD


DASHBOARD = "dashboard"
