"""Where the cluster keeps things: outside any checkout, so that checkouts share what was built."""

import os
from dataclasses import dataclass
from pathlib import Path

NODE = "pikkit-node"
NODE_IP = "10.99.0.1"
API_PORT = 16443
NAMESPACE = "pikkit-cluster"
"""The network namespace the node lives in; it has no way out."""

GO = Path(__file__).parents[1] / "go"
MANIFESTS = Path(__file__).parent / "manifests"


@dataclass(frozen=True)
class Places:
    """The folders of a cluster.

    Attributes:
        cache: What is kept: programs, image archives, containerd's layers.
        state: What one life of the cluster has: certificates, etcd, pods, logs, process ids.
        run: Sockets, whose paths must be short.
    """

    cache: Path
    state: Path
    run: Path = Path("/run/pikkit-cluster")

    @property
    def programs(self) -> Path:
        """The programs, by name."""
        return self.cache / "bin"

    @property
    def kubeconfig(self) -> Path:
        """How to reach the cluster as its administrator."""
        return self.state / "pki" / "host.kubeconfig"

    @property
    def containerd(self) -> Path:
        """Containerd's socket."""
        return self.run / "containerd.sock"

    @property
    def logs(self) -> Path:
        """A file for each process."""
        return self.state / "logs"

    @property
    def volumes(self) -> Path:
        """The folders behind persistent volumes."""
        return self.state / "volumes"


def places() -> Places:
    """Those of this machine: ``PIKKIT_CLUSTER_HOME``, by default pikkit-cluster in the user's cache folder."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    cache = Path(os.environ.get("PIKKIT_CLUSTER_HOME") or base / "pikkit-cluster")
    return Places(cache, cache / "state")
