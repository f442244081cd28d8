"""What a request costs the predictor's process in CPU, beside KServe's own server around a model that says one thing.

    python benchmarks/server_cpu_bench.py --home HOME --exports EXPORTS

Requests a second move with whatever else the machine does; CPU seconds do much less. A server on one core can answer
as many times more of one kind of request than of another as it takes less CPU for it.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psutil  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks._http_targets import HERE, PREDICT, bodies_of
from benchmarks._listening import free_port, listening
from benchmarks.predictor_bench import served_bets
from tests.servers import running

WARM = 0.2
"""Share of the requests that are asked before any is counted."""


def main() -> None:
    """Print a line a size of request."""
    options = _parser().parse_args()
    served = served_bets(options.exports, 10_000)
    with servers(options.home.resolve()) as (constant, predictor):
        for n in options.bets:
            bodies = bodies_of(served, n)
            base, ours = (
                cpu_milliseconds(url, process, bodies, options.requests) for url, process in (constant, predictor)
            )
            print(f"{n} bets: {ours:.2f} ms of CPU, the constant {base:.2f} ms: {base / ours:.2f} of its requests")


@contextmanager
def servers(home: Path) -> Iterator[tuple[tuple[str, psutil.Process], tuple[str, psutil.Process]]]:
    """The constant model's server and the predictor: the address of each, and its process."""
    port = free_port()
    before = set(psutil.Process().children())
    with ExitStack() as stack:
        stack.enter_context(listening([sys.executable, str(HERE / "_constant_model.py"), str(port)], port))
        (constant,) = set(psutil.Process().children()) - before
        arguments = ["-m", "pikkit.inference.predictor", "--port", "0", "--name", "pikkit"]
        predictor = stack.enter_context(running(arguments, env={"PIKKIT_HOME": str(home)}))
        yield (
            (f"http://127.0.0.1:{port}{PREDICT}", constant),
            (predictor.url + PREDICT, psutil.Process(predictor.process.pid)),
        )


def cpu_milliseconds(url: str, process: psutil.Process, bodies: list[bytes], requests: int) -> float:
    """The mean CPU time of a request, all threads of the server together."""
    warm = int(requests * WARM)
    connection, began = HTTPConnection(urlsplit(url).netloc, timeout=60), 0.0
    for turn in range(warm + requests):
        if turn == warm:
            began = sum(process.cpu_times()[:2])
        connection.request("POST", PREDICT, bodies[turn % len(bodies)], {"Content-Type": "application/json"})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{url} answered {answer.status}: {content[:300]!r}")
    connection.close()
    return float(1000 * (sum(process.cpu_times()[:2]) - began) / requests)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True, help="a trained home")
    parser.add_argument("--exports", type=Path, help="whose bets are asked about (default: a generated sample)")
    parser.add_argument("--bets", type=int, nargs="+", default=[1, 100], help="bets in a request")
    parser.add_argument("--requests", type=int, default=2000, help="that are counted, of each kind")
    return parser


if __name__ == "__main__":
    main()
