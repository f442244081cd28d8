"""What a cluster shows without an image of ours: the chart under helm, KServe's objects on a real API server."""

import os
import subprocess
import sys

from tests.cluster.machine.running import ClusterError

TESTS = ["tests/cluster/test_chart.py", "tests/cluster/test_reinstall.py", "tests/cluster/test_kserve_objects.py"]


def pass_smoke() -> None:
    """Run them, their report where this process's is.

    Raises:
        ClusterError: One of them failed.
    """
    options = ["-n0", "-p", "no:randomly", "-m", "cluster", "--durations=3"]
    own = {name: value for name, value in os.environ.items() if name != "KUBECONFIG"}
    if subprocess.run([sys.executable, "-m", "pytest", *options, *TESTS], env=own, check=False).returncode:
        raise ClusterError(f"On the cluster failed: {' '.join(TESTS)}; what failed is told above.")
