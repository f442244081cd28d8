"""The one who calls."""

from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from flask import g

from pikkit.extension_api.auth.refusals import ForbiddenError
from pikkit.keys import Scope

EVERYBODY = "*"
"""The bettor an operator names to see everybody's bets together."""


class CallerSource(StrEnum):
    """How a caller said who he is."""

    LOCAL = "local"
    """He did not have to: this machine, and no key exists."""
    KEY = "key"
    TOKEN = "token"  # noqa: S105 (a word)
    SESSION = "session"
    """By the dashboard's cookie, made by entering a key."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls.

    Attributes:
        name: Of the key or the user, never secret; requests are counted by it.
        bettor: Whose bets he works on; the only one, unless he is an operator.
        scopes: What he may do.
        source: How he said who he is.
    """

    name: str
    bettor: str
    scopes: frozenset[Scope]
    source: CallerSource

    @property
    def is_operator(self) -> bool:
        """Whether he may work on anybody's bets."""
        return Scope.OPERATOR in self.scopes

    def require(self, scope: Scope) -> None:
        """See that he may do that.

        Raises:
            ForbiddenError: He may not.
        """
        if scope not in self.scopes:
            raise ForbiddenError(f"This key lacks the scope {scope}.")

    def require_bettor(self, bettor: str) -> None:
        """See that he may work on that bettor's bets.

        Raises:
            ForbiddenError: He may not.
        """
        if bettor != self.bettor and not self.is_operator:
            raise ForbiddenError("You may ask about your own bets only.")


def current_caller() -> Caller:
    """Who makes the request being answered; there is one in every view that is not public."""
    return cast("Caller", g.caller)


def bettor_asked(caller: Caller | None = None) -> str | None:
    """Whose bets the caller sees: his own, those an operator chose, or everybody's (None), for operators alone."""
    caller = caller or current_caller()
    return None if caller.bettor == EVERYBODY and caller.is_operator else caller.bettor
