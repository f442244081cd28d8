"""Before a server's application: web pages are refused, and callers without the token where there is one."""

import hmac
from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from dataclasses import dataclass
from typing import Any

import orjson

from pikkit.base.web_callers import WebCallers

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Scope = MutableMapping[str, Any]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True)
class Gate:
    """An ASGI application around another.

    Attributes:
        app: What is behind it.
        callers: Which hosts it answers to.
        token: What a caller must show, ``Authorization: Bearer TOKEN``, or as the password of Basic, which is what a
            program sends that was given an address such as http://any:TOKEN@host/; empty: nothing.
        open_paths: What is answered without the token: health and figures.
        count: Told the status of every refusal.
    """

    app: App
    callers: WebCallers
    token: str = ""
    open_paths: Collection[str] = frozenset()
    count: Callable[[int], None] = lambda _status: None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, or refuse it without reading its body."""
        if scope["type"] == "http":
            refused = self._refused(scope)
            if refused:
                await self._refuse(send, *refused)
                return
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        await self.app(scope, receive, send)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        given: dict[bytes, bytes] = dict(scope["headers"])
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        host = hosts[0].decode("latin-1") if len(hosts) == 1 else ""
        why = self.callers.refusal(host, _text(given.get(b"origin")), _text(given.get(b"sec-fetch-site")))
        if why:
            return 403, why
        open_to_all = not self.token or (scope["method"] == "GET" and scope["path"] in self.open_paths)
        if open_to_all or hmac.compare_digest(_shown(given.get(b"authorization", b"")), self.token.encode()):
            return None
        return 401, "This server asks for its token: Authorization: Bearer TOKEN."

    async def _refuse(self, send: Send, status: int, why: str) -> None:
        self.count(status)
        content = orjson.dumps({"error": why, "problems": []})
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
        if status == 401:
            headers.append((b"www-authenticate", b"Bearer"))
        await send({"type": "http.response.start", "status": status, "headers": [*headers, (b"connection", b"close")]})
        await send({"type": "http.response.body", "body": content})


def _shown(authorization: bytes) -> bytes:
    scheme, _, given = authorization.strip().partition(b" ")
    if scheme.lower() == b"bearer":
        return given.strip()
    if scheme.lower() != b"basic":
        return b""
    try:
        return b64decode(given.strip(), validate=True).partition(b":")[2]
    except NoBase64:
        return b""


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("latin-1")
