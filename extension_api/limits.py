"""How much a caller may ask."""

from apiflask import APIFlask
from flask import g, request
from flask_limiter import Limiter

from pikkit.extension_api.auth.scopes import is_public
from pikkit.extension_api.swept_memory import SweptMemory
from pikkit.settings import Settings

_COUNTED = {"health.ready"}
"""Public, and yet work."""


def install_limits(app: APIFlask, settings: Settings) -> None:
    """Count requests by caller, or by address where there is none, in this process; public files are not counted."""
    limiter = Limiter(
        key_func=_who,
        default_limits=[settings.api_rate_limit],
        storage_uri=f"{SweptMemory.STORAGE_SCHEME[0]}://",
        strategy="sliding-window-counter",  # two counters a caller; a moving window would keep every request's moment
        headers_enabled=True,
    )
    limiter.request_filter(lambda: is_public() and request.method == "GET" and request.endpoint not in _COUNTED)
    limiter.init_app(app)


def _who() -> str:
    caller = g.get("caller")
    return caller.name if caller else f"address {request.remote_addr}"
