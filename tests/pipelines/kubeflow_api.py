"""A small HTTP server that speaks the part of Kubeflow Pipelines' API that schedules use.

It is no Kubeflow: it keeps experiments and recurring runs as the generated client (kfp-server-api 2.17, /apis/v2beta1)
sends them, lists them by page, and deletes them. What it cannot show is what a cluster does with them.
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

API = "/apis/v2beta1"
PAGE = 2


@dataclass
class Kubeflow:
    """What the server holds, and what it was asked."""

    url: str = ""
    experiments: dict[str, dict[str, Any]] = field(default_factory=dict)
    runs: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    refused: str = ""
    """A path part whose requests are answered by HTTP 400."""
    made: int = 0

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> tuple[int, Any]:
        """What one request gets."""
        self.asked.append(f"{method} {path}")
        if self.refused and self.refused in f"{method} {path}":
            return 400, {"error": "bad", "message": "The server does not like it."}
        if path == "/healthz":
            return 200, {"multi_user": False}
        if path == "/experiments":
            return self._experiments(method, query, body)
        if path == "/recurringruns":
            return self._recurring_runs(method, query, body)
        if (one := re.fullmatch(r"/recurringruns/(.+)", path)) and method == "DELETE":
            return (200, {}) if self.runs.pop(one[1], None) else (404, {"message": "There is no such run."})
        return 404, {"message": "There is no such address."}

    def _experiments(self, method: str, query: dict[str, list[str]], body: Any) -> tuple[int, Any]:
        if method == "POST":
            self.made += 1
            self.experiments[body["display_name"]] = {**body, "experiment_id": f"experiment-{self.made}"}
            return 200, self.experiments[body["display_name"]]
        (predicate,) = json.loads(query["filter"][0])["predicates"]
        found = self.experiments.get(predicate["stringValue"])
        return 200, {"experiments": [found] if found else []}

    def _recurring_runs(self, method: str, query: dict[str, list[str]], body: Any) -> tuple[int, Any]:
        if method == "POST":
            self.made += 1
            run = {**body, "recurring_run_id": f"run-{self.made}"}
            self.runs[run["recurring_run_id"]] = run
            return 200, run
        begin = int(query.get("page_token", ["0"])[0] or 0)
        mine = [run for run in self.runs.values() if run["experiment_id"] == query["experiment_id"][0]]
        more = {"next_page_token": str(begin + PAGE)} if len(mine) > begin + PAGE else {}
        return 200, {"recurringRuns": mine[begin : begin + PAGE], **more}


@contextmanager
def kubeflow() -> Iterator[Kubeflow]:
    """The server, until the block ends."""
    state = Kubeflow()

    class Handler(BaseHTTPRequestHandler):
        def _reply(self) -> None:
            at = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            state.tokens.add(self.headers.get("Authorization", ""))
            status, said = state.answer(self.command, at.path.removeprefix(API), parse_qs(at.query), body)
            content = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_DELETE = _reply  # noqa: N815 — the base class names them

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the base class names it
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
