"""The registry on an MLflow server, as a cluster has one: who trains and who serves share no folder."""

import json
import os
import queue
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from pikkit.registry import register, resolve
from pikkit.registry.alias_notice import read_notice
from pikkit.registry.notices_wanted import want_notices
from pikkit.training.bundle import Bundle
from tests.training.registries import NAME, price_bundle

SECONDS = 120
SECRET = "0123456789abcdef0123"  # noqa: S105 (a test's)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A tracking server that keeps artifacts itself, begun as the chart begins it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mlflow", "server", "--host=127.0.0.1", f"--port={port}", "--workers=1"]
    kept = {"MLFLOW_ARTIFACTS_DESTINATION": str(tmp_path / "kept"), "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}
    store = {"MLFLOW_BACKEND_STORE_URI": f"sqlite:///{tmp_path / 'server.db'}"}
    store |= {"MLFLOW_WEBHOOK_ALLOWED_SCHEMES": "http", "MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS": "true"}
    with (tmp_path / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--serve-artifacts"], cwd=tmp_path, env={**os.environ, **kept, **store}, stdout=log, stderr=log
        )
    try:
        _wait(f"http://127.0.0.1:{port}", process, tmp_path / "server.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def test_a_models_files_are_kept_by_the_server_and_not_by_whoever_trained(server: str, tmp_path: Path) -> None:
    bundle, evaluation = price_bundle(tmp_path / "made" / "model"), tmp_path / "made" / "evaluation.json"
    evaluation.write_text(json.dumps({"brier": 0.21, "decision": "PROMOTE", "reasons": ["Better."]}))
    own = tmp_path / "home" / "mlartifacts"
    register(bundle, evaluation, tracking_uri=server, name=NAME, artifact_root=own)
    assert not own.exists()
    found = resolve(f"models:/{NAME}@champion", server)
    assert Bundle.load(found.folder).window.bets == 1000


def test_it_sends_word_of_an_alias_signed_with_the_secret_it_was_told_last(server: str, tmp_path: Path) -> None:
    bundle, evaluation = price_bundle(tmp_path / "made" / "model"), tmp_path / "made" / "evaluation.json"
    evaluation.write_text(json.dumps({"brier": 0.21, "decision": "HOLD", "reasons": ["As good."]}))
    with Listener(("127.0.0.1", 0), Taking) as listener:
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{listener.server_address[1]}/mlflow"
        want_notices(server, url, "the first secret, 16 or more")
        want_notices(server, url, SECRET)
        register(bundle, evaluation, tracking_uri=server, name=NAME, artifact_root=tmp_path / "unused")
        headers, body = listener.taken.get(timeout=SECONDS)
        listener.shutdown()
    notice = read_notice(headers, body, SECRET, time.time(), SECONDS)
    assert (notice.model, notice.alias, notice.version) == (NAME, "challenger", "1")
    assert listener.taken.empty()


class Listener(ThreadingHTTPServer):
    """Keeps what is sent."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.taken: queue.Queue[tuple[dict[str, str], bytes]] = queue.Queue()


class Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Listener)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.put((dict(self.headers.items()), body))
        self.send_response(202)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=5):  # noqa: S310 (our own address)
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"The server did not begin: {log.read_text()[-2000:]}")
