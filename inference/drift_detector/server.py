"""The process: one application on one address, until it is told to stop."""

import logging
import signal
import socket
import sys
from types import FrameType

import uvicorn

from pikkit.base.web_callers import WebCallers
from pikkit.inference.drift_detector.app import create_app
from pikkit.inference.drift_detector.detector import DriftDetector
from pikkit.inference.gate import App, Gate
from pikkit.inference.http_protocol import bound
from pikkit.inference.listening import BACKLOG

GRACE_SECONDS = 10

log = logging.getLogger("pikkit.drift_detector")


def serve_detector(detector: DriftDetector, listener: socket.socket) -> None:
    """Read the journal, then answer on the bound socket until SIGTERM or SIGINT; what was taken is read first."""
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, _exit)  # uvicorn shuts down by itself, then raises the signal again: leave with code 0
    config = uvicorn.Config(
        create_app(detector), log_config=None, access_log=False, timeout_graceful_shutdown=GRACE_SECONDS
    )
    config.load()
    bound(config)
    config.loaded_app = _gated(config.loaded_app, detector, listener)
    detector.start()
    listener.listen(BACKLOG)
    host, port = listener.getsockname()[:2]
    log.info("Listening on http://%s:%d.", f"[{host}]" if ":" in host else host, port)
    uvicorn.Server(config).run(sockets=[listener])


def _gated(app: App, detector: DriftDetector, listener: socket.socket) -> Gate:
    rules = detector.rules
    callers = WebCallers(listener.getsockname()[0], frozenset(rules.hosts))
    refused = detector.metrics.events.labels("refused")
    return Gate(app, callers, rules.resolved_token, {"/health", "/ready", "/metrics"}, lambda _status: refused.inc())


def _exit(number: int, _frame: FrameType | None) -> None:
    log.info("Stopped by %s.", signal.Signals(number).name)
    sys.exit(0)
