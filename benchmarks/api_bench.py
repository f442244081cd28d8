"""What the API adds to a score, what a capture costs, and whether memory stays bounded under load.

    python -m benchmarks.api_bench --home HOME
    python -m benchmarks.api_bench --home HOME --load 5000 --rounds 500

HOME is a home with a champion (``pikkit run`` makes one). The predictor and the API are started from it, and asked over
kept connections on loopback:

- one score after another, the predictor and the API in turn, so that both meet the same machine;
- scores from eight clients at once;
- in turn: a capture, which is on the disk before its answer, a score, and a bare commit of as much into SQLite with
  ``synchronous=FULL``;
- ``--load`` scores more, the memory of the API's processes being noted ten times: 72,000 are an hour of the most that
  one caller may ask (1200 a minute).

The store is a scratch file, so that the home keeps its own bets alone; its outbox remembers the
captures for a week.
"""

import argparse
import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
import psutil  # type: ignore[import-untyped]

from pikkit.cli.step_display import make_steps
from pikkit.embedded.servers import Servers, serving
from pikkit.settings import Settings

CLIENTS = 8
NOTES = 10
BETTOR = "ann"
"""Whose history is looked up, by both: a predictor that is told no bettor has less to do."""
BET = {
    "bettor": BETTOR,
    "sportsbook": "FanDuel",
    "odds": 1.91,
    "sport": "Basketball",
    "league": "NBA",
    "selection": "Over 4.5 Total",
}
Ask = Callable[[], None]
Times = npt.NDArray[np.float64]


def main() -> None:
    """Measure and print."""
    options = _parser().parse_args()
    with TemporaryDirectory() as scratch, served(options.home, Path(scratch)) as servers:
        _report_scores(*in_turns(servers, options.rounds))
        _report_at_once(servers, options.rounds)
        _report_captures(servers.api_url, Path(scratch), options.rounds)
        _report_memory(servers, options.load)


def in_turns(servers: Servers, rounds: int) -> tuple[Times, Times]:
    """Milliseconds of scores asked of the predictor, and of the same through the API, one after another."""
    score, predict = _asker(servers.api_url, "/v1/score", BET), _predictor(servers.model.url)
    for ask in (score, predict):
        _times(ask, 50)  # the first answers are the slowest
    taken = np.array([(_seconds(predict), _seconds(score)) for _ in range(rounds)]) * 1000
    return taken[:, 0], taken[:, 1]


def _report_scores(*taken: Times) -> None:
    alone, through = (np.quantile(column, (0.5, 0.99)) for column in taken)
    print(f"a score from the predictor: p50 {alone[0]:.1f} ms, p99 {alone[1]:.1f} ms")
    print(f"the same through the API:   p50 {through[0]:.1f} ms, p99 {through[1]:.1f} ms")
    print(f"ratio of p50 {through[0] / alone[0]:.2f} (aim: 1.5), of p99 {through[1] / alone[1]:.2f}")


def _report_at_once(servers: Servers, rounds: int) -> None:
    makers: dict[str, Callable[[], Ask]] = {
        "predictor": lambda: _predictor(servers.model.url),
        "API": lambda: _asker(servers.api_url, "/v1/score", BET),
    }
    for name, make in makers.items():
        seconds, taken = _at_once(make, rounds)
        p50, p99 = 1000 * np.quantile(taken, (0.5, 0.99))
        print(f"{CLIENTS} clients, {name}: {len(taken) / seconds:.0f} scores/s, p50 {p50:.1f} ms, p99 {p99:.1f} ms")


def _report_captures(api_url: str, scratch: Path, rounds: int) -> None:
    numbers = count()
    body = lambda: BET | {"client_key": f"bench-{time.time_ns()}-{next(numbers)}"}  # noqa: E731
    asks = (
        _asker(api_url, "/v1/opportunities", body),
        _asker(api_url, "/v1/score", BET),
        _committer(scratch / "bare.db"),
    )
    taken = 1000 * np.array([[_seconds(ask) for ask in asks] for _ in range(rounds)])
    (capture, scored, bare), (late, _, bare_late) = np.quantile(taken, (0.5, 0.99), axis=0)
    print(f"a bare SQLite commit, synced: p50 {bare:.2f} ms, p99 {bare_late:.2f} ms")
    print(f"a capture:                    p50 {capture:.1f} ms, p99 {late:.1f} ms")
    own = capture - scored
    print(f"without its score ({scored:.1f} ms): p50 {own:.1f} ms, {own / bare:.1f} bare commits")


def _report_memory(servers: Servers, load: int) -> None:
    part = max(load // NOTES, CLIENTS)
    notes = [_memory(servers)]
    for _ in range(NOTES):
        _at_once(lambda: _asker(servers.api_url, "/v1/score", BET), part)
        notes.append(_memory(servers))
    print(f"memory of the API over {part * NOTES:,} scores, MB: {' '.join(f'{note:.0f}' for note in notes)}")
    print(f"grown by {notes[-1] - notes[NOTES // 2]:+.1f} MB in the second half")


@contextmanager
def served(home: Path, scratch: Path) -> Iterator[Servers]:
    """The predictor and the API of a home, whose store is a scratch file."""
    os.environ |= {"PIKKIT_HOME": str(home), "PIKKIT_STORE_URL": f"sqlite:///{scratch / 'store.db'}"}
    os.environ |= {"PIKKIT_API_RATE_LIMIT": "100000000/minute", "PIKKIT_BETTOR": BETTOR}
    settings = Settings(api_port=8000, predictor_port=8080)
    with make_steps(1).step("Serve") as step, serving(settings, step) as servers:
        yield servers


def _predictor(url: str) -> Ask:
    return _asker(url, f"/v1/models/{Settings().model_name}:predict", {"instances": [BET]})


def _asker(url: str, path: str, body: object) -> Ask:
    """Asks over one connection; a body that can be called is made anew every time."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)

    def ask() -> None:
        text = json.dumps(body() if callable(body) else body)
        connection.request("POST", path, text, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{path} answered {answer.status}: {content[:300]!r}")

    return ask


def _committer(path: Path) -> Ask:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE rows (key INTEGER PRIMARY KEY, payload TEXT)"
    )
    payload = json.dumps(BET) * 4  # about as long as a capture with its score

    def commit() -> None:
        connection.execute("INSERT INTO rows (payload) VALUES (?)", (payload,))

    return commit


def _at_once(make: Callable[[], Ask], requests: int) -> tuple[float, list[float]]:
    """Wall seconds, and the seconds of each request, of several clients that share the requests."""
    taken: list[float] = []

    def work() -> None:
        taken.extend(_times(make(), requests // CLIENTS))

    clients = [threading.Thread(target=work) for _ in range(CLIENTS)]
    begun = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return time.perf_counter() - begun, taken


def _times(ask: Ask, rounds: int) -> list[float]:
    return [_seconds(ask) for _ in range(rounds)]


def _seconds(ask: Ask) -> float:
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun


def _memory(servers: Servers) -> float:
    """Resident megabytes of the API's processes."""
    api = psutil.Process(servers.api.child.process.pid)
    return float(sum(one.memory_info().rss for one in [api, *api.children(recursive=True)]) / 2**20)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True, help="a home with a champion")
    parser.add_argument("--rounds", type=int, default=2000, help="requests of each kind")
    parser.add_argument("--load", type=int, default=72_000, help="scores under which memory is watched")
    return parser


if __name__ == "__main__":
    main()
