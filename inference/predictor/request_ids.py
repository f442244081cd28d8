"""The id a request is known by, in its answer, in the log and in traces: the caller's own, or a new one."""

import re
import uuid
from contextvars import ContextVar

HEADER = b"x-request-id"
REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)

_ACCEPTED = re.compile(rb"[A-Za-z0-9._:/+=-]{1,128}")


def request_id(given: bytes | None) -> str:
    """The id given, unless it is none that can stand in a log."""
    if given and _ACCEPTED.fullmatch(given):
        return given.decode()
    return uuid.uuid4().hex
