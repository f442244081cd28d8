"""A request's body as it comes in: whole, in time, and no larger than is taken."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pikkit.base.errors import InputError
from pikkit.inference.gate import Message, Receive
from pikkit.inference.predictor.asked_bets import TooLargeError
from pikkit.inference.predictor.limits import Limits
from pikkit.inference.room import NoRoomError, Room

DRAINED = 8
"""How many times too large a body may be and still be read to its end, so that its sender reads the answer."""


class TooSlowError(InputError):
    """A body that does not arrive (HTTP 408)."""


class GoneError(Exception):
    """The caller hung up."""


@asynccontextmanager
async def read_body(receive: Receive, limits: Limits, room: Room) -> AsyncIterator[bytes]:
    """The whole body, for which there is room until the block ends.

    Raises:
        TooLargeError: It is larger than is taken.
        TooSlowError: It did not arrive in time.
        NoRoomError: Bodies that arrived or arrive now take all the room.
        GoneError: The caller hung up.
    """
    parts = _Parts(limits.body_bytes, room)
    try:
        yield await _whole(receive, limits, parts)
    finally:
        parts.clear()


async def _whole(receive: Receive, limits: Limits, parts: "_Parts") -> bytes:
    try:
        async with asyncio.timeout(limits.seconds):
            await parts.read(receive)
    except TimeoutError as error:
        raise TooSlowError(f"The body of the request did not arrive within {limits.seconds:g} s.") from error
    if parts.size > limits.body_bytes:
        raise TooLargeError(f"The body may have at most {limits.body_bytes:,} bytes; send fewer bets at once.")
    return parts.joined()


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


class _Parts:
    def __init__(self, most: int, room: Room) -> None:
        self._most, self._room = most, room
        self._parts: list[bytes] = []
        self._held = 0
        self.size = 0

    async def read(self, receive: Receive) -> None:
        while True:
            message = await receive()
            if message["type"] != "http.request":
                raise GoneError
            self._add(message.get("body", b""))
            if not message.get("more_body") or self.size > DRAINED * self._most:
                return

    def _add(self, part: bytes) -> None:
        self.size += len(part)
        if self.size > self._most:
            self.clear()
        elif not self._room.take(len(part)):
            raise NoRoomError("The predictor is busy with other large requests; send this one again in a moment.")
        else:
            self._held += len(part)
            self._parts.append(part)

    def joined(self) -> bytes:
        if len(self._parts) > 1:
            self._parts = [b"".join(self._parts)]
        return self._parts[0] if self._parts else b""

    def clear(self) -> None:
        self._room.give_back(self._held)
        self._held = 0
        self._parts.clear()
