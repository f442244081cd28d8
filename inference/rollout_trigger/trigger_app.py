"""The trigger over HTTP: MLflow's notices in at ``POST /mlflow``, /health and /ready."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from pikkit.base.version import __version__
from pikkit.deploying.rollout_worker import RolloutWorker
from pikkit.registry.alias_notice import AliasNotice, UntrustedNoticeError, read_notice
from pikkit.registry.seen_deliveries import SeenDeliveries
from pikkit.settings import Settings

LARGEST = 65_536
"""Bytes of a notice; MLflow's have some hundred."""


def create_trigger_app(
    settings: Settings, worker: RolloutWorker, seen: SeenDeliveries, clock: Callable[[], float] = time.time
) -> FastAPI:
    """The application; the worker ends with it."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        worker.stop()

    rules = settings.rollout_trigger
    app = FastAPI(title="Pikkit rollout trigger", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None)

    async def take(request: Request) -> JSONResponse:
        body = await _body(request)
        if body is None:
            return _said(413, f"A notice has at most {LARGEST} bytes.")
        try:
            notice = read_notice(request.headers, body, rules.resolved_secret, clock(), rules.oldest_seconds)
        except UntrustedNoticeError as error:
            return _said(401, str(error))
        try:
            if not seen.take(notice.delivery, clock()):
                return _said(409, "This delivery was taken already.")
        except OSError as error:
            return _said(503, f"The delivery cannot be remembered, so it is not taken: {error.strerror}.")
        return _heed(notice, settings, worker)

    async def health() -> JSONResponse:
        return JSONResponse({"status": "alive"})

    async def ready() -> JSONResponse:
        return JSONResponse({"status": "ready"}) if worker.alive else _said(503, "Nobody looks after rollouts.")

    app.add_api_route("/mlflow", take, methods=["POST"], summary="Take a notice", status_code=202)
    app.add_api_route("/health", health, summary="Whether the process lives")
    app.add_api_route("/ready", ready, summary="Whether rollouts are looked after")
    return app


def _heed(notice: AliasNotice, settings: Settings, worker: RolloutWorker) -> JSONResponse:
    """Only a wake-up: which version the alias points to is asked of the registry, where it may have moved on."""
    if (notice.model, notice.alias) != (settings.model_name, settings.rollout_trigger.alias):
        return JSONResponse({"taken": False, "why": "It is about another model, alias or event."})
    worker.wake()
    return JSONResponse({"taken": True, "version": notice.version}, 202)


async def _body(request: Request) -> bytes | None:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return None
    return body


def _said(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status)
