"""The one-word answer to a bet at a price."""

from enum import StrEnum


class Verdict(StrEnum):
    """The one-word answer."""

    BET = "bet"
    """The expected value is positive over the whole interval of ``p_win``."""
    LEAN = "lean"
    """The expected value is positive at ``p_win``, but not over its whole interval."""
    PASS = "pass"  # noqa: S105 (a verdict)
    """The price does not pay for the risk."""
