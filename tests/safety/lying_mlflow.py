"""An MLflow server that answers as it should, or lies: a version, its files, and what is wrong about them."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

_API = "/api/2.0/mlflow/"
_FILES = "/api/2.0/mlflow-artifacts/artifacts"


@dataclass
class Lies:
    """What to say.

    Attributes:
        model: The folder of the model whose files are served.
        version: Changes to the version's record.
        files: Other contents of files by path in the model.
        cut: Send only this share of each file, while Content-Length tells of all.
        short: Send only this share of each file, and tell so.
        status: Answer everything with this status.
        garbage: Answer everything with this text, as JSON.
        listed: More files to list, by path.
    """

    model: Path
    version: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    cut: float = 1.0
    short: float = 1.0
    status: int = 200
    garbage: str = ""
    listed: tuple[str, ...] = ()


@contextmanager
def lying(lies: Lies) -> Iterator[str]:
    """Serve on a free port of loopback; yields the tracking URI."""
    handler = type("Handler", (_Handler,), {"lies": lies})
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
    lies: ClassVar[Lies]

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if self.lies.status != 200:
            self._send(b"<html>Oops</html>", self.lies.status)
        elif self.lies.garbage:
            self._send(self.lies.garbage.encode())
        elif address.path == _FILES:
            self._send(json.dumps({"files": self._listing(asked.get("path", ""))}).encode())
        elif address.path.startswith(_FILES):
            self._file(address.path.removeprefix(f"{_FILES}/"))
        elif address.path == f"{_API}model-versions/get-download-uri":
            self._send(json.dumps({"artifact_uri": "mlflow-artifacts:/model"}).encode())
        else:
            self._send(json.dumps({"model_version": self._version()}).encode())

    def _version(self) -> dict[str, Any]:
        told = {"name": "pikkit", "version": "3", "source": "mlflow-artifacts:/model", "status": "READY", "tags": []}
        return told | self.lies.version

    def _listing(self, path: str) -> list[dict[str, Any]]:
        folder = self.lies.model / path.removeprefix("model").lstrip("/")
        found = [
            {"path": entry.name, "is_dir": entry.is_dir(), "file_size": entry.stat().st_size}
            for entry in sorted(folder.iterdir())
        ]
        return found + [{"path": name, "is_dir": False, "file_size": 1} for name in self.lies.listed]

    def _file(self, path: str) -> None:
        name = path.removeprefix("model/")
        file = self.lies.model / name
        data = self.lies.files.get(name) or (file.read_bytes() if file.is_file() else b"evil")
        data = data[: int(len(data) * self.lies.short)]
        self._send(data, told=len(data), sent=int(len(data) * self.lies.cut))

    def _send(self, data: bytes, status: int = 200, told: int | None = None, sent: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data) if told is None else told))
        self.end_headers()
        self.wfile.write(data[:sent])

    def log_message(self, *_: object) -> None:
        """Say nothing."""
