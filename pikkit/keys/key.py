"""What a key is: whose it is and what it may do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scope(StrEnum):
    """What a caller may do; each stands alone."""

    SCORE = "score"
    """Have bets scored."""
    READ = "read"
    """Read his own bets, captures, performance and the state of models."""
    WRITE = "write"
    """Capture prices, change captures, upload exports, decide about quarantined rows."""
    OPERATOR = "operator"
    """Do so for any bettor: for the one who runs Pikkit."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key without its secret.

    Attributes:
        id: Its public half, by which it is listed and revoked.
        name: What it is for, in its owner's words.
        bettor: Whose bets it opens.
        scopes: What it may do.
        created_at: When it was made, UTC.
        revoked_at: When it was revoked; None while it opens.
    """

    id: str
    name: str
    bettor: str
    scopes: frozenset[Scope]
    created_at: datetime
    revoked_at: datetime | None = None
