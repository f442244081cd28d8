"""In front of KServe's application: limits, request ids, errors counted, and the straight way to a score.

The usual requests, JSON bodies of V1 and V2, go from bytes to scores to bytes here. KServe's own way, through FastAPI,
pydantic and three handlers, takes longer than the score; it answers everything else: binary tensors, CloudEvents,
metadata, and every request that is not well-formed.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from dataclasses import asdict
from functools import partial
from typing import Any

import orjson

from pikkit.base.errors import InputError, NotReadyError
from pikkit.inference.gate import App, Message, Receive, Scope, Send
from pikkit.inference.json_values import check_values
from pikkit.inference.predictor import metrics, v2
from pikkit.inference.predictor.body import GoneError, read_body, replayed
from pikkit.inference.predictor.describing import v1_metadata, v2_metadata
from pikkit.inference.predictor.errors import http_failure
from pikkit.inference.predictor.limits import Limits
from pikkit.inference.predictor.model import VERSION_HEADER, PikkitModel
from pikkit.inference.predictor.request_ids import HEADER, REQUEST_ID, request_id
from pikkit.inference.predictor.tracing import Tracing
from pikkit.inference.room import BusyError, NoRoomError, Room
from pikkit.inference.turns import Turns

AT_ONCE_BYTES = 49_152
"""Bodies up to this size, some 150 bets, are scored on the event loop; larger ones would hold the others up."""

BESIDE = 2
"""How many larger bodies are scored at a time. Python's threads take turns, so more of them would only wait for each
other; with two, a thousand bets need not wait for ten thousand."""

PATIENT_BYTES = 1_048_576
"""JSON bodies up to this size may go KServe's way, which holds all others up for as long as it takes."""

JSON = b"application/json"
RETRY_AFTER = (b"retry-after", b"1")
"""When to ask again, in seconds, of a server that is busy; of one that has no model yet nobody knows."""
BUSY_SECONDS = 0.2
"""After which a request is told that the predictor is busy: whoever asks again at once would keep it from its work."""
BINARY = b"inference-header-content-length"

log = logging.getLogger("pikkit.predictor")


class Front:
    """An ASGI application around another."""

    def __init__(self, app: App, model: PikkitModel, limits: Limits, tracing: Tracing) -> None:
        self._app = app
        self._model = model
        self._limits = limits
        self._tracing = tracing
        self._room = Room(limits.held_bytes)
        self._turns = Turns(limits.wait_seconds)
        self._beside = ThreadPoolExecutor(BESIDE, thread_name_prefix="scoring")
        self._v1 = f"/v1/models/{model.name}:predict"
        self._v2 = f"/v2/models/{model.name}/infer"
        self._descriptions = {f"/v1/models/{model.name}": v1_metadata, f"/v2/models/{model.name}": v2_metadata}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers: dict[bytes, bytes] = dict(scope["headers"])
        known_as = request_id(headers.get(HEADER))
        REQUEST_ID.set(known_as)
        with self._tracing.request(scope["method"], scope["path"], headers, known_as) as span:
            await self._answer(scope, headers, receive, _marked(send, known_as, span.status))

    async def _answer(self, scope: Scope, headers: dict[bytes, bytes], receive: Receive, send: Send) -> None:
        if scope["path"] == "/metrics" and scope["method"] == "GET":
            content, kind = metrics.exposition(headers.get(b"accept", b"").decode("latin-1"))
            await _send(send, 200, content, [(b"content-type", kind.encode())])
            return
        if scope["method"] == "GET" and (described := self._described(scope["path"])):
            await _send(send, 200, orjson.dumps(described), [(b"content-type", JSON)])
            return
        if scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        try:
            async with read_body(receive, self._limits, self._room) as body:
                answer = await self._straight(scope, headers, body)
                if answer is None:
                    await self._app(scope, replayed(body, receive), send)
                    return
        except GoneError:
            return
        except Exception as error:
            await _refuse(scope, error, send)
            return
        content, version = answer
        answer_headers = [(b"content-type", JSON), (VERSION_HEADER.encode(), version.encode("latin-1", "replace"))]
        await _send(send, 200, content, answer_headers)

    def _described(self, path: str) -> dict[str, Any] | None:
        """What is told of the model at a path; None while there is none, or at any other path."""
        describe = self._descriptions.get(path)
        facts = self._model.facts
        return describe(self._model.name, facts, self._model.refused) if describe and facts else None

    async def _straight(self, scope: Scope, headers: dict[bytes, bytes], body: bytes) -> tuple[bytes, str] | None:
        """The answer and the model's version; None if KServe is to answer."""
        path = scope["path"]
        if BINARY in headers:
            check_values(_json_part(body, headers[BINARY]), self._limits.values)
            return None
        check_values(body, self._limits.values)
        answer = None
        if path in (self._v1, self._v2) and _plain_json(headers, is_v2=path == self._v2):
            answer = await self._scored(path, body)
        if answer is None:
            _check_patiently(path, body)
        return answer

    async def _scored(self, path: str, body: bytes) -> tuple[bytes, str] | None:
        if len(body) <= AT_ONCE_BYTES:
            return await self._turns.run(partial(self._score, path, body))
        try:
            async with asyncio.timeout(self._limits.seconds):
                context = copy_context()  # with the request's id
                return await asyncio.get_running_loop().run_in_executor(
                    self._beside, context.run, self._score, path, body
                )
        except TimeoutError as error:
            raise NotReadyError(f"Scoring took longer than {self._limits.seconds:g} s; send fewer bets.") from error

    def _score(self, path: str, body: bytes) -> tuple[bytes, str] | None:
        try:
            payload = orjson.loads(body)
        except orjson.JSONDecodeError:
            return None
        asked = v2.request_of(payload, self._model.name) if path == self._v2 else payload
        if asked is None:
            return None
        return self._model.answer(asked)


def _json_part(body: bytes, length: bytes) -> bytes:
    """What of a binary body is JSON, as its header says; of a header that says no number, nothing."""
    return body[: int(length)] if length.isdigit() and len(length) < 10 else b""


def _check_patiently(path: str, body: bytes) -> None:
    """Refuse what would hold all others up while KServe reads it."""
    if len(body) > PATIENT_BYTES:
        raise InputError(
            "The body is no well-formed request of its protocol; send a smaller one to be told what is wrong."
        )
    if path.startswith("/v2/"):
        with suppress(orjson.JSONDecodeError):
            v2.check_request_parts(orjson.loads(body))


def _plain_json(headers: dict[bytes, bytes], *, is_v2: bool) -> bool:
    if b"ce-specversion" in headers:
        return False
    kind = headers.get(b"content-type")
    return kind == JSON or (kind is None and not is_v2)


def _marked(send: Send, known_as: str, tell: Callable[[int], None]) -> Send:
    """A ``send`` that adds the request's id, and counts what is no success."""

    async def marking(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), (HEADER, known_as.encode())]
            status = message["status"]
            tell(status)
            if status >= 400:
                metrics.ERRORS.labels(str(status)).inc()
        await send(message)

    return marking


async def _refuse(scope: Scope, error: Exception, send: Send) -> None:
    failure = http_failure(error)
    if isinstance(error, BusyError):  # a line each would be more work for who is busy; they are counted
        await asyncio.sleep(max(0.0, BUSY_SECONDS - error.waited))
    elif failure.status == 500:
        log.error("%s %s failed.", scope["method"], ascii(scope["path"]), exc_info=error)
    else:
        log.info("%s %s: %d", scope["method"], ascii(scope["path"]), failure.status)
    body = {"error": failure.error, "problems": [asdict(problem) for problem in failure.problems]}
    again = [RETRY_AFTER] if isinstance(error, (BusyError, NoRoomError)) else []
    await _send(send, failure.status, orjson.dumps(body), [(b"content-type", JSON), *again])


async def _send(send: Send, status: int, content: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    length = (b"content-length", str(len(content)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": content})
