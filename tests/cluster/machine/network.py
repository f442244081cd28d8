"""The node's network namespace: an address of its own, no way out."""

from pathlib import Path

from tests.cluster.machine.places import NAMESPACE, NODE_IP
from tests.cluster.machine.running import ClusterError, UnavailableError, run

PATH = Path("/run/netns") / NAMESPACE
INSIDE = ["nsenter", f"--net={PATH}"]
"""In front of a command that is to run there; ``ip netns exec`` would hide the cgroups from the kubelet."""


def make_network() -> None:
    """Make it, unless it is there."""
    if PATH.exists():
        return
    try:
        run(["ip", "netns", "add", NAMESPACE])
    except ClusterError as error:
        raise UnavailableError(f"The node needs a network namespace of its own. {error}") from error
    for command in (
        ["ip", "link", "set", "lo", "up"],
        ["ip", "link", "add", "node0", "type", "veth", "peer", "name", "node1"],
        ["ip", "addr", "add", f"{NODE_IP}/24", "dev", "node0"],
        ["ip", "link", "set", "node0", "up"],
        ["ip", "link", "set", "node1", "up"],
        ["ip", "route", "add", "default", "dev", "node0"],
        ["sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/bridge/bridge-nf-call-iptables"],
    ):
        run([*INSIDE, *command])


def remove_network() -> None:
    """Remove it, and those of pods that a hard stop left behind."""
    left = [line.split()[0] for line in run(["ip", "netns", "list"]).splitlines() if line]
    for name in [one for one in left if one == NAMESPACE or one.startswith("cni-")]:
        run(["ip", "netns", "del", name])
