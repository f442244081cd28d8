"""A request's body as it comes in: whole, in time, and no larger than is taken."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from pikkit.base.errors import InputError
from pikkit.inference.predictor.asked import TooLargeError
from pikkit.inference.predictor.limits import Limits

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
DRAINED = 8
"""How many times too large a body may be and still be read to its end, so that its sender reads the answer."""


class TooSlowError(InputError):
    """A body that does not arrive (HTTP 408)."""


class GoneError(Exception):
    """The caller hung up."""


async def read_body(receive: Receive, limits: Limits) -> bytes:
    """The whole body.

    Raises:
        TooLargeError: It is larger than is taken.
        TooSlowError: It did not arrive in time.
        GoneError: The caller hung up.
    """
    try:
        async with asyncio.timeout(limits.seconds):
            parts, size = await _parts(receive, limits.body_bytes)
    except TimeoutError as error:
        raise TooSlowError(f"The body of the request did not arrive within {limits.seconds:g} s.") from error
    if size > limits.body_bytes:
        raise TooLargeError(f"The body may have at most {limits.body_bytes:,} bytes; send fewer bets at once.")
    return parts[0] if len(parts) == 1 else b"".join(parts)


def replayed(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that gives a body that was read already, then what comes after it."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def _parts(receive: Receive, most: int) -> tuple[list[bytes], int]:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise GoneError
        size += len(message.get("body", b""))
        if size <= most:
            parts.append(message.get("body", b""))
        else:
            parts.clear()
        if not message.get("more_body") or size > DRAINED * most:
            return parts, size
