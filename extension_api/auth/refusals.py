"""Why a request is not answered for this caller."""

from pikkit.base.errors import PikkitError


class UnauthenticatedError(PikkitError):
    """Nobody knows who is calling (HTTP 401)."""


class ForbiddenError(PikkitError):
    """The caller may not do that (HTTP 403)."""
