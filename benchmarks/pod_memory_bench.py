"""What each pod of a release takes at rest and under load: ``pod_memory_bench.py --namespace pikkit --rate 200``.

The figures are the kubelet's, in MiB: working set (what cannot be taken from a pod) and RSS, once before, and the
largest of a look every 5 s while a pod of another namespace asks the Gateway for that many scores a second, a
connection each. A release whose ``PIKKIT_API_RATE_LIMIT`` is lower answers the rest with 429.
The cluster is the one of KUBECONFIG, or make cluster's.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.cluster.gateway_values import gateway_address, gateway_values
from tests.cluster.kube import Cluster
from tests.cluster.machine.places import places
from tests.cluster.release import Caller, Release

EVERY_SECONDS = 5.0
Sizes = dict[str, tuple[int, int]]
"""Pod to working set and RSS, in MiB."""


def main() -> None:
    """Look, ask, look again, print."""
    options = _parser().parse_args()
    kubeconfig = Path(os.environ.get("KUBECONFIG") or places().kubeconfig)
    if not kubeconfig.is_file():
        sys.exit("There is no cluster: `make cluster` brings one up, KUBECONFIG names another.")
    release = Release(Cluster(kubeconfig), options.release, options.namespace)
    gateway = gateway_values(release.cluster)
    if not release.is_installed() or not gateway:
        sys.exit(f"There is no release {release.name} in the namespace {release.namespace}, or no Gateway before it.")
    clients = f"{release.namespace}-load"
    release.cluster.kubectl("create", "namespace", clients)
    try:
        caller = Caller(release, clients, gateway_address(gateway), "measured-load")
        rest, most, counts = measure(release, caller, options.rate, options.seconds, options.threads)
    finally:
        release.cluster.kubectl("delete", "namespace", clients, "--wait=false")
    print_table(rest, most, counts, options.seconds)


def measure(
    release: Release, caller: Caller, rate: float, seconds: float, threads: int
) -> tuple[Sizes, Sizes, dict[str, int]]:
    """Sizes at rest, the largest under load, and how often which answer came."""
    key = release.make_key()
    rest = sizes_of(release)
    caller.begin(key, seconds, threads, rate)
    most, until = dict(rest), time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(EVERY_SECONDS)
        for name, (working, resident) in sizes_of(release).items():
            before = most.get(name, (0, 0))
            most[name] = max(working, before[0]), max(resident, before[1])
    return rest, most, caller.counts()


def sizes_of(release: Release) -> Sizes:
    """Those of the release's pods that run."""
    sizes: Sizes = {}
    for node in release.cluster.get("nodes")["items"]:
        path = f"/api/v1/nodes/{node['metadata']['name']}/proxy/stats/summary"
        for pod in json.loads(release.cluster.kubectl("get", "--raw", path))["pods"]:
            used = [one.get("memory", {}) for one in pod.get("containers") or []]
            if pod["podRef"]["namespace"] == release.namespace and used:
                working, resident = (
                    sum(one.get(kind, 0) for one in used) >> 20 for kind in ("workingSetBytes", "rssBytes")
                )
                sizes[pod["podRef"]["name"]] = working, resident
    return sizes


def print_table(rest: Sizes, most: Sizes, counts: dict[str, int], seconds: float) -> None:
    """How many were asked, and a row a pod."""
    asked = sum(counts.values())
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    sys.stdout.write(f"{asked} requests in {seconds:.0f} s ({asked / seconds:.0f} a second): {counts}; load {load}\n\n")
    sys.stdout.write("| pod | at rest: working set, RSS (MiB) | under load |\n|---|---|---|\n")
    for name in sorted(most):
        before = "{}, {}".format(*rest[name]) if name in rest else "–"
        sys.stdout.write(f"| {name} | {before} | {most[name][0]}, {most[name][1]} |\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--namespace", default="pikkit")
    parser.add_argument("--release", default="pikkit")
    parser.add_argument("--rate", type=float, default=200, help="scores a second; 0: as many as come")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--threads", type=int, default=16)
    return parser


if __name__ == "__main__":
    main()
