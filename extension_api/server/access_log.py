"""A line a request, as gunicorn writes it: what was asked, the answer's status, and the milliseconds."""

import time
from collections.abc import Callable, Iterable
from logging import Logger
from typing import Any

Application = Callable[..., Iterable[bytes]]
_LONGEST = 1000


def with_access_log(application: Application, log: Logger) -> Application:
    """The application, telling a log of each request."""

    def logged(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun, status = time.perf_counter(), ["-"]

        def noting(said: str, *arguments: Any) -> Any:
            status[0] = said[:3]
            return start_response(said, *arguments)

        try:
            return application(environ, noting)
        finally:
            milliseconds = (time.perf_counter() - begun) * 1000
            log.info('"%s" %s %.0fms', _asked(environ), status[0], milliseconds)

    return logged


def _asked(environ: dict[str, Any]) -> str:
    """The request's first line, cut, and without anything that could end the line of the log."""
    line = f"{environ['REQUEST_METHOD']} {environ['REQUEST_URI']} {environ['SERVER_PROTOCOL']}"
    return line[:_LONGEST].encode("unicode_escape").decode("ascii").replace('"', r"\x22")
