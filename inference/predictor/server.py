"""The HTTP server: KServe's, on an address of our choosing.

KServe 0.21 binds 0.0.0.0 and has no setting for it, which would let the whole network reach a laptop's predictor. But
uvicorn, which it runs on, serves on sockets it is given: we bind one ourselves, and hand it to a uvicorn server on
KServe's application and configuration. ``ModelServer.start`` is passed by, and with it the gRPC server, which binds
every interface too.
"""

import gc
import logging
import signal
import socket
import sys
from types import FrameType

import uvicorn
from kserve import ModelRepository
from kserve.constants.constants import FASTAPI_APP_IMPORT_STRING
from kserve.model_server import app
from kserve.protocol.model_repository_extension import ModelRepositoryExtension
from kserve.protocol.rest.server import RESTServer

from pikkit.base.settled_memory import look_seldom
from pikkit.base.web_callers import WebCallers
from pikkit.inference.gate import Gate
from pikkit.inference.http_protocol import bound
from pikkit.inference.listening import BACKLOG
from pikkit.inference.predictor import metrics
from pikkit.inference.predictor.data_plane import PredictorDataPlane
from pikkit.inference.predictor.errors import install_error_handlers
from pikkit.inference.predictor.front import Front
from pikkit.inference.predictor.limits import Limits
from pikkit.inference.predictor.model import PikkitModel
from pikkit.inference.predictor.reloading import Newest, Reloader
from pikkit.inference.predictor.tracing import tracing

GRACE_SECONDS = 20
"""How long requests under way may take to finish once the server is told to stop."""

_LIMITS = Limits()

log = logging.getLogger("pikkit.predictor")


class PredictorServer(RESTServer):  # type: ignore[misc]  # kserve is untyped
    """KServe's REST server with our errors."""

    def create_application(self) -> None:
        """Set the FastAPI application up."""
        super().create_application()
        install_error_handlers(app)


class FixedModel(ModelRepositoryExtension):  # type: ignore[misc]  # kserve is untyped
    """Refuses to load and unload models by HTTP: a stray POST must not empty the server."""

    async def load(self, model_name: str) -> None:
        """Refuse."""
        raise NotImplementedError(f"This server serves the model it was started with; it does not load {model_name!a}.")

    async def unload(self, model_name: str) -> None:
        """Refuse."""
        raise NotImplementedError(f"This server serves the model it was started with; it keeps {model_name!a}.")


def serve_predictor(
    model: PikkitModel, listener: socket.socket, limits: Limits = _LIMITS, newest: Newest | None = None
) -> None:
    """Load the model, then answer on the bound socket until SIGTERM or SIGINT; requests under way are finished.

    SIGHUP loads the model again, beside the one that serves.

    Args:
        model: What to serve.
        listener: The socket.
        limits: Of a request.
        newest: How to learn which version should serve, and how often; None: it is only loaded again by SIGHUP.

    Raises:
        NotReadyError: there is nothing to serve yet.
        InputError: What there is cannot be served, or tracing is configured and not installed.
    """
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, _exit)  # uvicorn shuts down by itself, then raises the signal again: leave with code 0
    following = tracing()
    repository = ModelRepository()
    repository.update(model)
    model.load()
    reloader = Reloader(model, newest)
    signal.signal(signal.SIGHUP, lambda *_: reloader.now())
    server = PredictorServer(
        FASTAPI_APP_IMPORT_STRING,
        PredictorDataPlane(repository),
        FixedModel(repository),
        http_port=listener.getsockname()[1],
        grace_period=GRACE_SECONDS,
    )
    server.create_application()
    server.config.load()  # all that takes time, done before anyone is let in
    bound(server.config)
    front = Front(server.config.loaded_app, model, limits, following)
    server.config.loaded_app = _gated(front, model.name, listener, limits)
    gc.collect()
    gc.freeze()  # what is loaded stays: to look through it again and again takes longer than a thousand scores
    look_seldom()  # an answer of 10,000 bets makes two or three times as many, none of them garbage
    listener.listen(BACKLOG)  # from here on callers wait instead of being refused
    host, port = listener.getsockname()[:2]
    log.info("Listening on http://%s:%d.", f"[{host}]" if ":" in host else host, port)
    reloader.start()
    try:
        uvicorn.Server(server.config).run(sockets=[listener])
    finally:
        reloader.stop()
        following.close()


def _gated(front: Front, name: str, listener: socket.socket, limits: Limits) -> Gate:
    callers = WebCallers(listener.getsockname()[0], limits.hosts)
    health = {"/v2/health/live", "/v2/health/ready", f"/v2/models/{name}/ready", "/metrics"}
    return Gate(front, callers, limits.token, health, lambda status: metrics.ERRORS.labels(str(status)).inc())


def _exit(number: int, _frame: FrameType | None) -> None:
    log.info("Stopped by %s.", signal.Signals(number).name)
    sys.exit(0)
