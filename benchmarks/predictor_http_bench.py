"""The predictor over HTTP on loopback, by wrk: requests a second, p50 and p99, CPU, and what fails while models change.

Beside it, in the same run: KServe's own server around a model that says one thing, which is the limit of whatever runs
on it, and FastAPI with the usual scikit-learn pipeline (joblib). One worker each; wrk shares the machine with them.
Any other server that runs already can be measured too: ``--also NAME=URL`` gets the same bodies.

MLServer and BentoML around the model's own trees join with ``--mlserver PYTHON`` and ``--bentoml PYTHON``, the Python
of an environment of theirs; they get matrices instead of bets (see ``_peer_servers.py``):

    uv venv /tmp/peer && uv pip install --python /tmp/peer/bin/python mlserver mlserver-xgboost
    uv venv /tmp/bento && uv pip install --python /tmp/bento/bin/python bentoml xgboost-cpu

It needs wrk (``apt-get install wrk``) and a trained home: ``pikkit train`` first, or name another with --home.
"""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks._http_targets import http_targets, predictor_of
from benchmarks._load_target import LoadTarget
from benchmarks._served_bets import ServedBets
from benchmarks._wrk import Load
from pikkit.sample import SampleConfig, generate_sample, write_exports
from tests.servers import Running

RELOAD_SECONDS = 1.0


@contextmanager
def reloading(server: Running) -> Iterator[None]:
    """Have a predictor load its model anew, again and again."""
    done = threading.Event()

    def tell() -> None:
        while not done.wait(RELOAD_SECONDS):
            server.process.send_signal(signal.SIGHUP)

    teller = threading.Thread(target=tell)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def reloads(server: Running) -> int:
    """How many models were swapped in, by its own count."""
    with urlopen(f"{server.url}/metrics") as response:  # noqa: S310 (our own server)
        lines = response.read().decode().splitlines()
    counted = [line for line in lines if line.startswith('pikkit_reloads_total{result="swapped"}')]
    return int(float(counted[0].rpartition(" ")[2])) if counted else 0


def tell(name: str, load: Load, cpu: float | None, limit: Load | None) -> None:
    """Print a line."""
    cost = "" if cpu is None else f", {cpu:.2f} ms of CPU a request"
    of_limit = f", {load.rate / limit.rate:.2f} of the limit's rate" if limit else ""
    print(
        f"  {name:22} {load.rate:7,.0f} requests/s, p50 {load.p50:.2f} ms, p99 {load.p99:.2f} ms, "
        f"{load.failed} failed{cost}{of_limit}",
        flush=True,
    )


def measure(targets: dict[str, LoadTarget], scripts: dict[str, Path], options: argparse.Namespace) -> None:
    """All servers, for each number of connections; the first is the limit."""
    for connections in options.connections:
        print(f"{connections} connections, load of the machine {os.getloadavg()[0]:.1f}:")
        limit: Load | None = None
        for name, target in targets.items():
            load, cpu = target.measure(connections, options.seconds, scripts[name])
            limit = limit or load
            tell(name, load, cpu, limit)


def measure_reloads(target: LoadTarget, predictor: Running, script: Path, options: argparse.Namespace) -> None:
    """The predictor once more, while its model is loaded again and again."""
    before = reloads(predictor)
    with reloading(predictor):
        load, cpu = target.measure(options.connections[-1], options.seconds, script)
    tell(f"pikkit, {reloads(predictor) - before} reloads", load, cpu, None)


def main() -> None:
    """Print a line a server, number of connections and size of request."""
    options = _parser().parse_args()
    with TemporaryDirectory() as name, ExitStack() as servers:
        folder = Path(name)
        if options.exports is None:
            options.exports = folder / "exports"
            write_exports(generate_sample(SampleConfig(bets=options.learn, bettors=8)), options.exports)
        served = ServedBets.read(options.exports, options.learn)
        predictor = servers.enter_context(predictor_of(options))
        targets = http_targets(options, served, predictor, folder, servers)
        for n in options.bets:
            print(f"{n} bets in a request, {options.seconds:g} s each")
            scripts = {name: target.script(folder / f"{n} {name}", n) for name, target in targets.items()}
            measure(targets, scripts, options)
            measure_reloads(targets["pikkit"], predictor, scripts["pikkit"], options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="a trained home (default: Pikkit's own)")
    parser.add_argument("--model-uri", help="a model or a bundle's folder (default: the champion)")
    parser.add_argument("--exports", type=Path, help="whose bets are asked about (default: a generated sample)")
    parser.add_argument("--learn", type=int, default=5_000, help="bets that the usual way learns from")
    parser.add_argument("--seconds", type=float, default=10.0, help="of load, for each figure")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 8, 64])
    parser.add_argument("--bets", type=int, nargs="+", default=[1, 100], help="bets in a request")
    parser.add_argument("--reasons", action="store_true", help="ask for reasons, too")
    parser.add_argument("--usual-python", default=sys.executable, help="the Python of the usual way's environment")
    parser.add_argument("--mlserver", metavar="PYTHON", help="a Python that has mlserver and mlserver-xgboost")
    parser.add_argument("--bentoml", metavar="PYTHON", help="a Python that has bentoml and xgboost")
    parser.add_argument("--also", nargs="*", default=[], metavar="NAME=URL", help="other servers that run already")
    return parser


if __name__ == "__main__":
    main()
