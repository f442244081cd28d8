"""Predictors that share nothing but the online store: ``python -m benchmarks.replicas_bench --home HOME``.

For 1, 2 and 4 predictor processes behind one Envoy (round robin): requests a second and latencies of one bet each by
wrk, CPU milliseconds that predictors and Envoy spend on a request, and memory of a predictor. With more processes than
cores the rate cannot grow: then what tells is whether a request costs the same. ``--store URL`` has the predictors read
the online features there (``PIKKIT_FEATURES_ONLINE_URL``; materialised before).
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psutil  # type: ignore[import-untyped]
import yaml

from benchmarks._http_targets import PREDICT, bodies_of
from benchmarks._listening import free_port
from benchmarks._served_bets import ServedBets
from benchmarks._wrk import put_load, write_script
from pikkit.sample import SampleConfig, generate_sample, write_exports
from tests.servers import Running, running

TYPES = "type.googleapis.com/envoy.extensions.filters"
CONNECTIONS = 16


def envoy_config(port: int, upstreams: Sequence[int]) -> str:
    """Envoy on a port before predictors on others."""
    manager = {
        "@type": f"{TYPES}.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "scores",
        "http_filters": [{"name": "router", "typed_config": {"@type": f"{TYPES}.http.router.v3.Router"}}],
        "route_config": {
            "virtual_hosts": [
                {
                    "name": "all",
                    "domains": ["*"],
                    "routes": [{"match": {"prefix": "/"}, "route": {"cluster": "predictors", "timeout": "30s"}}],
                }
            ]
        },
    }
    filters = [{"name": "envoy.filters.network.http_connection_manager", "typed_config": manager}]
    endpoints = [{"endpoint": {"address": _address(upstream)}} for upstream in upstreams]
    assignment = {"cluster_name": "predictors", "endpoints": [{"lb_endpoints": endpoints}]}
    return yaml.safe_dump(
        {
            "static_resources": {
                "listeners": [{"name": "front", "address": _address(port), "filter_chains": [{"filters": filters}]}],
                "clusters": [{"name": "predictors", "type": "STATIC", "load_assignment": assignment}],
            }
        }
    )


def _address(port: int) -> dict[str, object]:
    return {"socket_address": {"address": "127.0.0.1", "port_value": port}}


@contextmanager
def fronted(folder: Path, upstreams: Sequence[int]) -> Iterator[tuple[str, psutil.Process]]:
    """Envoy before predictors: its address, and its process."""
    port, config = free_port(), folder / "envoy.yaml"
    config.write_text(envoy_config(port, upstreams), encoding="utf-8")
    program = Path(sys.executable).with_name("envoy")
    command = [str(program), "-c", str(config), "--concurrency", "1", "--use-dynamic-base-id", "-l", "error"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(3)
        yield f"http://127.0.0.1:{port}", psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def measure(count: int, options: argparse.Namespace, script: Path, folder: Path) -> None:
    """One number of predictors."""
    environment = {**os.environ, "PIKKIT_HOME": str(options.home)}
    if options.store:
        environment["PIKKIT_FEATURES_ONLINE_URL"] = options.store
    command = ["-m", "pikkit.inference.predictor", "--port", "0", "--name", "pikkit"]
    with ExitStack() as stack:
        servers = [stack.enter_context(running(command, env=environment)) for _ in range(count)]
        ports = [urlsplit(server.url).port or 0 for server in servers]
        url, envoy = stack.enter_context(fronted(folder, ports))
        processes = [psutil.Process(server.process.pid) for server in servers]
        put_load(url + PREDICT, CONNECTIONS, 2, script)
        before = [_cpu([envoy]), _cpu(processes)]
        load = put_load(url + PREDICT, CONNECTIONS, options.seconds, script)
        front, predictors = (now - then for now, then in zip([_cpu([envoy]), _cpu(processes)], before, strict=True))
        answered = load.rate * options.seconds
        print(
            f"{count} predictors: {load.rate:,.0f} requests/s, p50 {load.p50:.1f} ms, p99 {load.p99:.1f} ms, "
            f"{load.failed} failed; CPU a request {predictors / answered * 1e3:.2f} ms, Envoy "
            f"{front / answered * 1e3:.2f} ms; {_memory(servers):,.0f} MiB a predictor",
            flush=True,
        )


def _cpu(processes: Sequence[psutil.Process]) -> float:
    times = [one.cpu_times() for tree in processes for one in (tree, *tree.children(recursive=True))]
    return float(sum(time.user + time.system for time in times))


def _memory(servers: Sequence[Running]) -> float:
    trees = [psutil.Process(server.process.pid) for server in servers]
    sizes = [one.memory_info().rss for tree in trees for one in (tree, *tree.children(recursive=True))]
    return float(sum(sizes)) / len(servers) / 2**20


def main() -> None:
    """Print a line for each number of predictors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True, help="a home with a champion and online features")
    parser.add_argument("--counts", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--store", help="where the online features are, if not in the home")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_exports(generate_sample(SampleConfig(bets=2000, bettors=8)), folder / "exports")
        script = write_script(folder, bodies_of(ServedBets.read(folder / "exports", 2000), 1))
        for count in options.counts:
            measure(count, options, script, folder)
    print(f"({os.cpu_count()} cores, shared with wrk and whatever else runs)")


if __name__ == "__main__":
    main()
