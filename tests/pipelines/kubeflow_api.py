"""A small HTTP server that speaks the part of Kubeflow Pipelines' API that we use, and refuses what it refuses.

It is no Kubeflow: it keeps experiments, runs and recurring runs as the generated client (kfp-server-api 2.17,
/apis/v2beta1) sends them. Each rule below names the file of kubeflow/pipelines 2.17 it was read in (backend/src/…).
Not verified here, for want of a cluster: authorisation, the words of errors, and everything that happens to a run.
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.pipelines.kubeflow_rules import RefusedError, check_delete, check_recurring_run, check_retry, check_run

API = "/apis/v2beta1"
PAGE = 2


@dataclass
class Kubeflow:
    """What the server holds, and what it was asked."""

    url: str = ""
    experiments: dict[str, dict[str, Any]] = field(default_factory=dict)
    recurring: dict[str, dict[str, Any]] = field(default_factory=dict)
    runs: dict[str, dict[str, Any]] = field(default_factory=dict)
    logs: dict[tuple[str, str], str] = field(default_factory=dict)
    """By run and pod."""
    collected: list[str] = field(default_factory=list)
    """Runs that went with the recurring run that owned them."""
    retried: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    refused: str = ""
    """A path part whose requests are answered by HTTP 400."""
    becomes: dict[str, Any] = field(default_factory=dict)
    """What a new run has come to as soon as it is made."""
    made: int = 0

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> tuple[int, Any]:
        """What one request gets."""
        self.asked.append(f"{method} {path}")
        if self.refused and self.refused in f"{method} {path}":
            return 400, {"error": "bad", "message": "The server does not like it."}
        for pattern, handle in _ROUTES:
            if found := re.fullmatch(pattern, f"{method} {path}"):
                try:
                    return handle(self, [unquote(part) for part in found.groups()], query, body)
                except RefusedError as error:
                    return error.status, {"error": "InvalidArgument", "message": str(error)}
        return 404, {"message": "There is no such address."}

    def add_run(self, run_id: str, experiment: str = "", **said: Any) -> None:
        """A run as the server would hold it."""
        self.runs[run_id] = {"run_id": run_id, "experiment_id": experiment, "display_name": run_id, **said}

    def _healthz(self, *_: Any) -> tuple[int, Any]:
        return 200, {"multi_user": False}

    def _new_experiment(self, _parts: list[str], _query: Any, body: Any) -> tuple[int, Any]:
        self.made += 1
        self.experiments[body["display_name"]] = {**body, "experiment_id": f"experiment-{self.made}"}
        return 200, self.experiments[body["display_name"]]

    def _find_experiment(self, _parts: list[str], query: dict[str, list[str]], _body: Any) -> tuple[int, Any]:
        (predicate,) = json.loads(query["filter"][0])["predicates"]
        found = self.experiments.get(predicate["stringValue"])
        return 200, {"experiments": [found] if found else []}

    def _new_run(self, _parts: list[str], _query: Any, body: Any) -> tuple[int, Any]:
        check_run(body, self._experiment_ids())
        self.made += 1
        run = {**body, "run_id": f"00000000-0000-4000-8000-{self.made:012}", "state": "PENDING", **self.becomes}
        self.runs[run["run_id"]] = run
        return 200, run

    def _get_run(self, parts: list[str], *_: Any) -> tuple[int, Any]:
        found = self.runs.get(parts[0])
        return (200, found) if found else (404, {"message": f"Run {parts[0]} not found."})

    def _list_runs(self, _parts: list[str], query: dict[str, list[str]], _body: Any) -> tuple[int, Any]:
        mine = [run for run in self.runs.values() if run["experiment_id"] == query["experiment_id"][0]]
        return self._page(sorted(mine, key=lambda run: str(run.get("created_at", "")), reverse=True), "runs", query)

    def _retry_run(self, parts: list[str], *_: Any) -> tuple[int, Any]:
        if parts[0] not in self.runs:
            return 404, {"message": "There is no such run."}
        check_retry(self.runs[parts[0]])
        self.retried.append(parts[0])
        return 200, {}

    def _log(self, parts: list[str], *_: Any) -> tuple[int, Any]:
        found = self.logs.get((parts[0], parts[1]))
        return (200, found) if found is not None else (404, {"message": "There is no such pod."})

    def _new_recurring(self, _parts: list[str], _query: Any, body: Any) -> tuple[int, Any]:
        check_recurring_run(body, self._experiment_ids())
        self.made += 1
        run = {**body, "recurring_run_id": f"run-{self.made}"}
        self.recurring[run["recurring_run_id"]] = run
        return 200, run

    def _list_recurring(self, _parts: list[str], query: dict[str, list[str]], _body: Any) -> tuple[int, Any]:
        mine = [run for run in self.recurring.values() if run["experiment_id"] == query["experiment_id"][0]]
        return self._page(mine, "recurringRuns", query)

    def _delete_recurring(self, parts: list[str], query: dict[str, list[str]], _body: Any) -> tuple[int, Any]:
        """Kubernetes collects what a deleted object owns, unless it is told to leave orphans."""
        if parts[0] not in self.recurring:
            return 404, {"message": "There is no such run."}
        policy = check_delete(query)
        del self.recurring[parts[0]]
        owned = [one for one in self.runs.values() if one.get("recurring_run_id") == parts[0]]
        under_way = [one["run_id"] for one in owned if one.get("state") in {"RUNNING", "PENDING"}]
        self.collected += under_way if policy != "ORPHAN" else []
        return 200, {}

    def _experiment_ids(self) -> set[str]:
        return {one["experiment_id"] for one in self.experiments.values()}

    def _page(self, found: list[Any], name: str, query: dict[str, list[str]]) -> tuple[int, Any]:
        begin = int(query.get("page_token", ["0"])[0] or 0)
        more = {"next_page_token": str(begin + PAGE)} if len(found) > begin + PAGE else {}
        return 200, {name: found[begin : begin + PAGE], **more}


_ROUTES = (
    ("GET /healthz", Kubeflow._healthz),
    ("POST /experiments", Kubeflow._new_experiment),
    ("GET /experiments", Kubeflow._find_experiment),
    ("POST /runs", Kubeflow._new_run),
    ("GET /runs", Kubeflow._list_runs),
    ("GET /runs/([^/:]+)", Kubeflow._get_run),
    ("POST /runs/([^/:]+):retry", Kubeflow._retry_run),
    ("GET /apis/v1alpha1/runs/([^/]+)/nodes/([^/]+)/log", Kubeflow._log),
    ("POST /recurringruns", Kubeflow._new_recurring),
    ("GET /recurringruns", Kubeflow._list_recurring),
    ("DELETE /recurringruns/([^/]+)", Kubeflow._delete_recurring),
)


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
            content = said.encode() if isinstance(said, str) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/plain" if isinstance(said, str) else "application/json")
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
