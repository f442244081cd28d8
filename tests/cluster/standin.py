"""Run in a pod: a predictor as a rollout sees one. ``standin.py --model-uri=models:/pikkit/4``.

It answers which version it is, counts as the real one's /metrics does, and drains at SIGTERM. Version 13 answers every
second request with 500; version 99 does not begin. A name in place of a version is looked up in /registry/champion.
"""

import json
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

DRAIN_SECONDS = 5
counts = {"answered": 0, "failed": 0}
lock = threading.Lock()


class Predictor(BaseHTTPRequestHandler):
    """Health, metrics and scores."""

    protocol_version = "HTTP/1.1"
    version = ""

    def do_GET(self) -> None:
        self._answer(200, metrics() if self.path == "/metrics" else "{}")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with lock:
            fails = self.version == "13" and sum(counts.values()) % 2 == 0
            counts["failed" if fails else "answered"] += 1
        self._answer(500 if fails else 200, json.dumps({"model_version": f"pikkit/{self.version}"}))

    def _answer(self, status: int, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *arguments: object) -> None:
        pass


def metrics() -> str:
    answered, failed = counts["answered"], counts["failed"]
    return (
        f"# TYPE pikkit_stage_seconds histogram\n"
        f'pikkit_stage_seconds_bucket{{stage="predict",le="0.01"}} {answered}\n'
        f'pikkit_stage_seconds_bucket{{stage="predict",le="+Inf"}} {answered}\n'
        f'pikkit_stage_seconds_count{{stage="predict"}} {answered}\n'
        f'pikkit_stage_seconds_sum{{stage="predict"}} 0\n'
        f'# TYPE pikkit_errors counter\npikkit_errors_total{{status="500"}} {failed}\n'
    )


def main(uri: str) -> None:
    Predictor.version = Path("/registry/champion").read_text() if "@" in uri else uri.rpartition("/")[2]
    if Predictor.version == "99":
        sys.exit("There is no model models:/pikkit/99.")
    server = ThreadingHTTPServer(("", 8080), Predictor)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=_drain, args=(server,)).start())
    server.serve_forever()


def _drain(server: ThreadingHTTPServer) -> None:
    time.sleep(DRAIN_SECONDS)
    server.shutdown()


if __name__ == "__main__":
    main(sys.argv[-1].partition("=")[2])
