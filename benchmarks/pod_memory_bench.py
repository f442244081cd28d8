"""What each pod of a release takes at rest and under load: ``pod_memory_bench.py --namespace pikkit --threads 16``.

The figures are the kubelet's (working set and RSS, in MiB); the load is one pod that asks for scores through the
Gateway, as tests/cluster/load.py does.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from tests.cluster.kube import Cluster
from tests.cluster.machine.places import places
from tests.cluster.release import Caller, Release

MIB = 1 << 20


def memory(cluster: Cluster, namespace: str) -> dict[str, tuple[int, int]]:
    """Pod to working set and RSS, in MiB."""
    sizes_by_pod: dict[str, tuple[int, int]] = {}
    for node in cluster.get("nodes")["items"]:
        path = f"/api/v1/nodes/{node['metadata']['name']}/proxy/stats/summary"
        for pod in json.loads(cluster.kubectl("get", "--raw", path))["pods"]:
            used = pod.get("memory", {})
            if pod["podRef"]["namespace"] == namespace:
                sizes = (used.get("workingSetBytes", 0) // MIB, used.get("rssBytes", 0) // MIB)
                sizes_by_pod[pod["podRef"]["name"]] = sizes
    return sizes_by_pod


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--namespace", default="pikkit")
    parser.add_argument("--release", default="pikkit")
    parser.add_argument("--gateway", default="gateway.envoy-gateway-system.svc.cluster.local")
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--threads", type=int, default=16)
    options = parser.parse_args()
    cluster = Cluster(Path(places().kubeconfig))
    release = Release(cluster, options.release, options.namespace)
    rest = memory(cluster, options.namespace)
    caller = Caller(release, options.namespace, options.gateway, "measured-load")
    caller.begin(release.make_key(), options.seconds, options.threads)
    time.sleep(options.seconds * 0.8)
    loaded = memory(cluster, options.namespace)
    counts = caller.counts()
    sys.stdout.write(f"{sum(counts.values()) / options.seconds:.0f} requests/s: {counts}\n\n")
    sys.stdout.write("| pod | at rest: working set, RSS (MiB) | under load |\n|---|---|---|\n")
    for name in sorted(rest):
        one, other = rest[name], loaded.get(name, (0, 0))
        sys.stdout.write(f"| {name} | {one[0]}, {one[1]} | {other[0]}, {other[1]} |\n")


if __name__ == "__main__":
    try:
        main()
    except subprocess.TimeoutExpired as error:
        sys.exit(f"The load did not end: {error}")
