"""The predictor over HTTP on loopback, by wrk: requests a second, p50 and p99, and what fails while models change.

Beside it, in the same run: KServe's own server around a model that says one thing, which is the limit of whatever runs
on it, and FastAPI with the usual scikit-learn pipeline (joblib). One worker each; wrk shares the machine with them.
Any other server that runs already can be measured too: ``--also NAME=URL`` gets the same bodies.

It needs wrk (``apt-get install wrk``) and a trained home: ``pikkit train`` first, or name another with --home.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

import joblib  # type: ignore[import-untyped]
import orjson

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks._served_bets import ServedBets
from benchmarks._usual_way import fit_usual, frame_of
from benchmarks._wrk import Load, put_load, write_script
from pikkit.sample import SampleConfig, generate_sample, write_exports
from pikkit.settings import Settings
from tests.servers import ROOT, Running, running

HERE = Path(__file__).parent
START_SECONDS = 60
BODIES = 200
RELOAD_SECONDS = 1.0
PREDICT = "/v1/models/pikkit:predict"


@contextmanager
def listening(command: Sequence[str], port: int) -> Iterator[None]:
    """Run a server that does not say when it listens."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + START_SECONDS
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{' '.join(command)} does not listen.")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


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


def tell(name: str, load: Load, limit: Load | None) -> None:
    """Print a line."""
    of_limit = f", {load.rate / limit.rate:.2f} of the limit's rate" if limit else ""
    print(
        f"  {name:22} {load.rate:7,.0f} requests/s, p50 {load.p50:.2f} ms, p99 {load.p99:.2f} ms, "
        f"{load.failed} failed{of_limit}"
    )


def measure(urls: dict[str, str], predictor: Running, script: Path, options: argparse.Namespace) -> None:
    """All servers, for each number of connections; the first is the limit."""
    for connections in options.connections:
        print(f"{connections} connections:")
        loads: dict[str, Load] = {}
        for name, url in urls.items():
            put_load(url, connections, 1, script)
            loads[name] = put_load(url, connections, options.seconds, script)
            tell(name, loads[name], loads.get("constant (limit)"))
    before = reloads(predictor)
    with reloading(predictor):
        load = put_load(urls["pikkit"], options.connections[-1], options.seconds, script)
    tell(f"pikkit, {reloads(predictor) - before} reloads", load, None)


def main() -> None:
    """Print a line a server, number of connections and size of request."""
    options = _parser().parse_args()
    with TemporaryDirectory() as name, ExitStack() as running_servers:
        folder = Path(name)
        if options.exports is None:
            options.exports = folder / "exports"
            write_exports(generate_sample(SampleConfig(bets=options.learn, bettors=8)), options.exports)
        served = ServedBets.read(options.exports, options.learn)
        joblib.dump(fit_usual(frame_of(served.requests), served.won), folder / "model.joblib")
        constant, usual = free_port(), free_port()
        commands = {
            constant: [sys.executable, str(HERE / "_constant_model.py"), str(constant)],
            usual: [options.usual_python, str(HERE / "_usual_app.py"), str(folder / "model.joblib"), str(usual)],
        }
        for port, command in commands.items():
            running_servers.enter_context(listening(command, port))
        model = ["--model-uri", options.model_uri] if options.model_uri else []
        home = {**os.environ, "PIKKIT_HOME": str(options.home or Settings().resolved_home)}
        arguments = ["-m", "pikkit.inference.predictor", "--port", "0", "--name", "pikkit", *model]
        predictor = running_servers.enter_context(running(arguments, env=home))
        urls = {
            "constant (limit)": f"http://127.0.0.1:{constant}{PREDICT}",
            "pikkit": predictor.url + PREDICT,
            "FastAPI, usual way": f"http://127.0.0.1:{usual}/predict",
            **dict(each.split("=", 1) for each in options.also),
        }
        for n in options.bets:
            print(f"{n} bets in a request, {options.seconds:g} s each")
            measure(urls, predictor, write_script(folder, bodies_of(served, n, reasons=options.reasons)), options)


def bodies_of(served: ServedBets, n: int, *, reasons: bool = False, count: int = BODIES) -> list[bytes]:
    """So many requests of n bets each."""
    requests = served.requests * (n * count // len(served.requests) + 1)
    options = {} if reasons else {"reasons": False}
    return [orjson.dumps({"instances": requests[at * n : (at + 1) * n], **options}) for at in range(count)]


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
    parser.add_argument("--also", nargs="*", default=[], metavar="NAME=URL", help="other servers that run already")
    return parser


if __name__ == "__main__":
    main()
