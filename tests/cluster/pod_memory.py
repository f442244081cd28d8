"""What each pod of a release needs at rest and under load.

``python -m tests.cluster.pod_memory RELEASE NAMESPACE RATE SECONDS`` prints working sets, as the kubelet has them, in
MiB: once before, and the largest of a look every 5 s while a pod of another namespace asks the Gateway for that many
scores a second, a connection each.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from tests.cluster.gateway_values import gateway_address, gateway_values
from tests.cluster.kube import Cluster
from tests.cluster.machine.places import places
from tests.cluster.release import Caller, Release

EVERY_SECONDS = 5.0
THREADS = 16


def main(release: Release, rate: float, seconds: float) -> None:
    """Look, ask, look again, print."""
    clients = f"{release.namespace}-load"
    release.cluster.kubectl("create", "namespace", clients)
    try:
        rest = working_sets(release)
        caller = Caller(release, clients, gateway_address(gateway_values(release.cluster)))
        caller.begin(release.make_key(), seconds, THREADS, rate)
        most = dict(rest)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(EVERY_SECONDS)
            most = {name: max(size, most.get(name, 0)) for name, size in working_sets(release).items()}
        print_table(rest, most, caller.counts(), seconds)
    finally:
        release.cluster.kubectl("delete", "namespace", clients, "--wait=false")


def working_sets(release: Release) -> dict[str, int]:
    """Pod to the bytes that cannot be taken from it."""
    found: dict[str, int] = {}
    for node in release.cluster.get("nodes")["items"]:
        path = f"/api/v1/nodes/{node['metadata']['name']}/proxy/stats/summary"
        summary = json.loads(release.cluster.kubectl("get", "--raw", path))
        found |= {pod["podRef"]["name"]: size_of(pod) for pod in summary["pods"] if is_ours(pod, release)}
    return found


def is_ours(pod: Any, release: Release) -> bool:
    return bool(pod["podRef"]["namespace"] == release.namespace and pod.get("containers"))


def size_of(pod: Any) -> int:
    return sum(int(one.get("memory", {}).get("workingSetBytes", 0)) for one in pod["containers"])


def print_table(rest: dict[str, int], most: dict[str, int], counts: dict[str, int], seconds: float) -> None:
    asked = sum(counts.values())
    head = [f"{asked} requests in {seconds:.0f} s ({asked / seconds:.0f} a second): {counts}"]
    rows = [f"| {name} | {rest.get(name, 0) >> 20} | {most[name] >> 20} |" for name in sorted(most)]
    sys.stdout.write("\n".join([*head, "| pod | MiB at rest | MiB under load |", "|---|---|---|", *rows]) + "\n")


if __name__ == "__main__":
    named = os.environ.get("KUBECONFIG")
    here = Cluster(Path(named) if named else places().kubeconfig)
    main(Release(here, sys.argv[1], sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]))
