"""optuna-dashboard for this machine alone: a name that was made to point here, and other sites' pages, get nothing.

Run by ``web_ui`` as ``python -m pikkit.embedded.optuna_pages STORAGE PORT``; the dashboard itself looks at neither.
"""

import sys
from collections.abc import Callable, Iterable
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIServer, make_server

Application = Callable[..., Iterable[bytes]]
HOST = "127.0.0.1"
_NAMES = {HOST, "localhost", "::1"}
_OTHER_SITES = {"cross-site", "same-site"}


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def own_pages_only(application: Application) -> Application:
    """The application, asked under a loopback name and by no page of another site."""

    def guarded(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        origin = environ.get("HTTP_ORIGIN")
        known = _is_known(f"//{environ.get('HTTP_HOST', '')}") and (origin is None or _is_known(origin))
        if known and environ.get("HTTP_SEC_FETCH_SITE") not in _OTHER_SITES:
            return application(environ, start_response)
        start_response("403 Forbidden", [("Content-Type", "text/plain")])
        return [b"Call these pages by their address, 127.0.0.1."]

    return guarded


def main() -> None:
    """Serve until stopped."""
    from optuna_dashboard import wsgi  # type: ignore[import-untyped]  # noqa: PLC0415 (the extra ui)

    storage, port = sys.argv[1:]
    make_server(HOST, int(port), own_pages_only(wsgi(storage)), server_class=_Server).serve_forever()


def _is_known(address: str) -> bool:
    try:
        return urlsplit(address).hostname in _NAMES
    except ValueError:
        return False


if __name__ == "__main__":
    main()
