"""A request as it comes in: how large its body may be depends on where it goes."""

from typing import Any

from waitress.parser import HTTPRequestParser
from waitress.utilities import Error

from pikkit.extension_api.errors import MAX_BODY_BYTES
from pikkit.extension_api.uploads import is_upload

HEAD_BYTES = 32 * 1024


class BusyError(Error):  # type: ignore[misc]  # waitress is untyped
    """Too many uploads are on their way (HTTP 503)."""

    code = 503
    reason = "Service Unavailable"


class RequestHead(HTTPRequestParser):  # type: ignore[misc]  # waitress is untyped
    """Waitress's parser, with one limit for uploads and another for all else."""

    adj: Any

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head, and choose the limit of the body."""
        super().parse_header(header_plus)
        if not self.is_upload:
            self.adj = _Small(self.adj)

    @property
    def is_upload(self) -> bool:
        """Whether it goes to where exports are taken."""
        return is_upload(getattr(self, "command", ""), getattr(self, "path", ""))

    def refuse(self, reason: str) -> None:
        """Answer that there is no room for it now; nothing more of it is read."""
        self.error = BusyError(reason)
        self.completed = True


class _Small:
    """Waitress's adjustments, but for the size of a body."""

    max_request_body_size = MAX_BODY_BYTES + 1  # waitress refuses from there on

    def __init__(self, adjustments: Any) -> None:
        self._adjustments = adjustments

    def __getattr__(self, name: str) -> Any:
        return getattr(self._adjustments, name)
