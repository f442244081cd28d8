"""The detector over HTTP: events in at ``POST /``, what it knows at /report, /metrics, /health and /ready."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.exceptions import HTTPException

from pikkit.base.errors import InputError
from pikkit.base.version import __version__
from pikkit.inference.drift_detector.cloud_event import STRUCTURED, TYPE_PREFIX, ExchangeHalf, read_event
from pikkit.inference.drift_detector.detector import DriftDetector
from pikkit.inference.json_values import TooManyValuesError
from pikkit.inference.room import NoRoomError

_ERROR = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
_ERROR_SCHEMA = {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
_ATTRIBUTES = {
    "ce-specversion": {"type": "string", "enum": ["1.0"]},
    "ce-id": {"type": "string", "minLength": 1, "maxLength": 512, "pattern": "^[!-~]+$"},
    "ce-source": {"type": "string", "minLength": 1, "pattern": "^[!-~]+$"},
    "ce-type": {"type": "string", "enum": [f"{TYPE_PREFIX}{kind}" for kind in ExchangeHalf]},
}
_EVENT: dict[str, Any] = {
    "parameters": [{"name": name, "in": "header", "schema": schema} for name, schema in _ATTRIBUTES.items()],
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"type": "object"}}, STRUCTURED: {"schema": {"type": "object"}}},
    },
}
_HTTP_SENTENCES = {
    404: "There is nothing at this address; events go to POST /.",
    405: "This address does not answer that method.",
}


def _says(*statuses: int) -> dict[int | str, dict[str, Any]]:
    meanings = {
        401: "It needs the token",
        400: "It is no event of a payload logger; the sentence says why",
        404: "No check was made yet",
        413: "The event is too large",
        503: "There is no room, or it is not ready",
    }
    return {status: {"description": meanings[status], "content": _ERROR} for status in statuses}


def create_app(detector: DriftDetector) -> FastAPI:
    """The application; the detector runs as long as it does."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        detector.stop()

    app = FastAPI(title="Pikkit drift detector", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None)
    _add_intake(app, detector)
    _add_knowledge(app, detector)
    app.add_exception_handler(HTTPException, _answer)
    app.add_exception_handler(InputError, _answer)
    app.add_exception_handler(NoRoomError, _answer)
    app.openapi = _with_error(app.openapi)
    return app


def _add_intake(app: FastAPI, detector: DriftDetector) -> None:
    async def take(request: Request) -> Response:
        async with detector.intake.arriving(request.stream(), detector.rules.body_bytes) as body:
            try:
                event = read_event(request.headers, body, detector.rules.body_values)
            except InputError:
                detector.metrics.events.labels("refused").inc()
                raise
        if not detector.intake.take(event):
            return _said(503, "The queue is full; this event is dropped.")
        return Response(status_code=202)

    answers = {"status_code": 202, "response_class": Response, "responses": _says(400, 401, 413, 503)}
    app.add_api_route("/", take, methods=["POST"], openapi_extra=_EVENT, summary="Take an event", **answers)


def _add_knowledge(app: FastAPI, detector: DriftDetector) -> None:
    async def report() -> Response:
        latest = detector.checker.latest
        if latest is None:
            return _said(404, "No check was made yet.")
        return Response(latest.to_json(), media_type="application/json")

    async def metrics() -> Response:
        return Response(detector.metrics.page(), headers={"content-type": CONTENT_TYPE_LATEST})

    async def health() -> Response:
        return JSONResponse({"status": "alive"})

    async def ready() -> Response:
        return JSONResponse({"status": "ready"}) if detector.alive else _said(503, "Events are not being read.")

    app.add_api_route("/report", report, responses=_says(401, 404), summary="The newest report")
    app.add_api_route("/metrics", metrics, response_class=PlainTextResponse, summary="Counters and gauges")
    app.add_api_route("/health", health, summary="Whether the process lives")
    app.add_api_route("/ready", ready, responses=_says(503), summary="Whether events are read and checked")


async def _answer(_request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, NoRoomError):
        return _said(503, str(error))
    if isinstance(error, HTTPException):
        answer = _said(error.status_code, _HTTP_SENTENCES.get(error.status_code) or str(error.detail))
        answer.headers.update(error.headers or {})
        return answer
    return _said(413 if isinstance(error, TooManyValuesError) else 400, str(error))


def _said(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status)


def _with_error(openapi: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    def extended() -> dict[str, Any]:
        document = openapi()
        document.setdefault("components", {}).setdefault("schemas", {})["Error"] = _ERROR_SCHEMA
        return document

    return extended
