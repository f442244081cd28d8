"""A small PostgREST-compatible gateway over a real Postgres, for the tests of the Supabase store.

It is a real HTTP server on loopback. Each request runs in one transaction as the role of its token, with the token's
claims in ``request.jwt.claims``, as PostgREST does it, so that row-level security decides what is seen and written.

It covers, under ``/rest/v1``:
- GET, HEAD: ``select`` of plain columns; the filters eq, neq, gt, gte, lt, lte, in, is, and ``not.`` before them;
  ``order``, ``limit``, ``offset`` and the Range header; at most ``max_rows`` rows a page; ``Prefer: count=exact`` and
  Content-Range.
- POST: one or many rows, ``columns``, ``on_conflict``, ``Prefer: resolution=merge-duplicates|ignore-duplicates`` and
  ``return=minimal|representation``.
- PATCH, DELETE: by the same filters.
- POST /rpc/NAME: a function by named arguments that returns nothing, a value, a row or a set.
- HS256 tokens: signature, expiry, the role claim; a missing ``apikey`` is refused, as the front door of Supabase does.
- Errors as ``{code, message, details, hint}`` with PostgREST's status for the SQLSTATE.

It does not cover: embedding, casts, JSON paths, ``and``/``or`` trees, full-text and array operators, computed or
aliased columns, CSV and other media types, other schemas, asymmetric keys, OpenAPI, or the other services of Supabase.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

import psycopg
from psycopg import sql

from tests.store.gateway.queries import Answer, Request, answer
from tests.store.gateway.tokens import TokenError, claims_of

STATUS = {"42501": 403, "23505": 409, "23503": 409, "42P01": 404, "42883": 404, "53300": 503, "57P01": 503}
STATUS_OF_CLASS = {"08": 503, "22": 400, "23": 400, "40": 500, "42": 400, "53": 503, "57": 503, "P0": 400}


@dataclass
class Gateway:
    """What the server needs to know, and how to break it.

    Attributes:
        database: URL of the Postgres, as a user that may become every role.
        secret: Of the tokens.
        max_rows: The most rows of a page.
        fail_next: Statuses to answer the next requests with instead, oldest first; 0 closes the connection after the
            request was carried out, so that its answer is lost; -1 does nothing.
        requests: Method and path of every request so far.
    """

    database: str
    secret: str
    max_rows: int = 1000
    fail_next: list[int] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@contextmanager
def serving(gateway: Gateway) -> Iterator[str]:
    """Serve on a free port of loopback; yields the project's URL."""
    handler = type("Handler", (_Handler,), {"gateway": gateway})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    gateway: ClassVar[Gateway]
    _database: psycopg.Connection | None = None
    protocol_version = "HTTP/1.1"
    timeout = 5  # of an idle connection, whose thread would otherwise outlive the test

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.gateway.requests.append(f"{self.command} {urlsplit(self.path).path}")
        fault = self.gateway.fail_next.pop(0) if self.gateway.fail_next else None
        if fault and fault > 0:
            self._send(Answer(fault, {"message": "broken on purpose"}))
            return
        result = self._carry_out(body)
        if fault == 0:
            self.close_connection = True
            return
        self._send(result)

    do_GET = do_HEAD = do_POST = do_PATCH = do_DELETE = handle_any  # noqa: N815 (http.server's names)

    def _carry_out(self, body: bytes) -> Answer:
        try:
            claims = claims_of(self.headers.get("apikey"), self.headers.get("Authorization"), self.gateway.secret)
            connection = self._connect()
            with connection.transaction():
                connection.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(claims)])
                connection.execute(sql.SQL("set local role {}").format(sql.Identifier(claims["role"])))
                return answer(connection, self._request(body))
        except TokenError as error:
            return Answer(401, {"code": error.code, "message": str(error), "details": None, "hint": None})
        except psycopg.Error as error:
            return _of_error(error)

    def _connect(self) -> psycopg.Connection:
        """The database connection of this HTTP connection, a new one if it broke."""
        if self._database is None or self._database.broken or self._database.closed:
            self._database = psycopg.connect(self.gateway.database, autocommit=True)
        return self._database

    def finish(self) -> None:
        """Close the database connection with the HTTP connection."""
        super().finish()
        if self._database is not None:
            self._database.close()

    def _request(self, body: bytes) -> Request:
        parts = urlsplit(self.path)
        return Request(
            method=self.command,
            path=parts.path.removeprefix("/rest/v1/"),
            query=parse_qsl(parts.query, keep_blank_values=True),
            prefer={item.strip() for item in (self.headers.get("Prefer") or "").split(",")},
            range=self.headers.get("Range"),
            body=json.loads(body) if body else None,
            max_rows=self.gateway.max_rows,
        )

    def _send(self, result: Answer) -> None:
        payload = b"" if result.body is None else json.dumps(result.body).encode()
        with suppress(ConnectionError):
            self.send_response(result.status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(payload)))
            for name, value in result.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(payload)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (http.server's name)
        """Say nothing."""


def _of_error(error: psycopg.Error) -> Answer:
    if error.sqlstate is None:
        body = {"code": "PGRST001", "message": "Database client error. Retrying the connection."}
        return Answer(503, {**body, "details": None, "hint": None})
    status = STATUS.get(error.sqlstate) or STATUS_OF_CLASS.get(error.sqlstate[:2], 500)
    told = error.diag
    body = {
        "code": error.sqlstate,
        "message": told.message_primary or "",
        "details": told.message_detail or "",
        "hint": "",
    }
    return Answer(status, body)
