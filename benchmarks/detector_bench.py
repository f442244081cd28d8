"""The drift detector service: events taken a second, what is dropped, and memory with everything full.

One process is asked over HTTP/1.1 on loopback by a few connections that post exchanges of single bets (a request event
and a response event each) as fast as they are answered. It shares the machine with the clients that ask it.
"""

import argparse
import socket
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import psutil  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.inference.odds_detector import arguments
from tests.inference.payload_logger import event_headers
from tests.servers import Running, running

REQUEST = b'{"instances":[{"sportsbook":"DraftKings","odds":1.91,"league":"NBA","bettor":"ann","market":"total"}]}'
RESPONSE = (
    b'{"predictions":[{"p_win":0.51,"p_market":0.5,"interval":[0.48,0.54],"odds":1.91,"verdict":"pass","reasons":[],'
    b'"warnings":[],"model_version":"pikkit/1"}]}'
)


@dataclass
class Sent:
    """What one connection posted, and how long answers took, in seconds."""

    accepted: int = 0
    refused: int = 0
    took: list[float] = field(default_factory=list)


def _message(event_id: str, kind: str, body: bytes) -> bytes:
    headers = {**event_headers(event_id, kind), "host": "detector", "content-length": str(len(body))}
    return b"POST / HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers.items()).encode() + b"\r\n" + body


def _post(port: int, number: int, until: float, sent: Sent) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        exchange = 0
        while time.perf_counter() < until:
            exchange += 1
            for kind, body in (("request", REQUEST), ("response", RESPONSE)):
                began = time.perf_counter()
                connection.sendall(_message(f"{until}-{number}-{exchange}", kind, body))
                answer = connection.recv(4096)
                sent.took.append(time.perf_counter() - began)
                if answer.startswith(b"HTTP/1.1 202"):
                    sent.accepted += 1
                else:
                    sent.refused += 1


def _figure(server: Running, name: str) -> float:
    with urlopen(f"{server.url}/metrics") as response:  # noqa: S310 (our own server)
        lines = response.read().decode().splitlines()
    return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"{name} ")), 0.0)


def measure(server: Running, connections: int, seconds: float) -> None:
    """Post for so long and print what came of it."""
    port = int(server.url.rpartition(":")[2])
    sent = [Sent() for _ in range(connections)]
    before = _figure(server, "pikkit_drift_journaled_events_total")
    cpu = psutil.Process(server.process.pid).cpu_times()
    began = time.perf_counter()
    threads = [
        threading.Thread(target=_post, args=(port, n, began + seconds, one)) for n, one in enumerate(sent, start=1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    while _figure(server, "pikkit_drift_queue_events"):
        time.sleep(0.05)
    drained = time.perf_counter() - began
    process = psutil.Process(server.process.pid)
    used = process.cpu_times()
    waits = sorted(wait for one in sent for wait in one.took)
    accepted, refused = sum(one.accepted for one in sent), sum(one.refused for one in sent)
    kept = _figure(server, "pikkit_drift_journaled_events_total") - before
    print(
        f"{connections:2d} connections: {accepted / took:8,.0f} events/s taken, {refused:,} dropped, "
        f"{kept / drained:8,.0f}/s kept; p50 {1000 * waits[len(waits) // 2]:.2f} ms, "
        f"p99 {1000 * waits[int(len(waits) * 0.99)]:.2f} ms; "
        f"CPU {(used.user + used.system - cpu.user - cpu.system) / drained:.2f} cores; "
        f"{process.memory_info().rss / 1e6:,.0f} MB; window {_figure(server, 'pikkit_drift_window_bets'):,.0f}"
    )


def main() -> None:
    """Print a line a number of connections."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--window", type=int, default=5_000)
    parser.add_argument("--check-bets", type=int, default=1_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rules = {"window_bets": asked.window, "check_bets": asked.check_bets}
        with running(arguments(Path(folder), **rules)) as server:
            print(f"at rest: {psutil.Process(server.process.pid).memory_info().rss / 1e6:,.0f} MB")
            for connections in asked.connections:
                measure(server, connections, asked.seconds)
            size = sum(file.stat().st_size for file in Path(folder).iterdir())
            print(f"journal {size / 1e6:,.1f} MB; checks {_figure(server, 'pikkit_drift_reports_total'):,.0f}")


if __name__ == "__main__":
    main()
