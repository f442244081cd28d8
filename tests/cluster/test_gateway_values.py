"""What the tests take for this cluster's Gateway: none where there is none, a failure where nobody answers."""

import shutil
from pathlib import Path

import pytest

from tests.cluster.gateway_values import gateway_values
from tests.cluster.kube import Cluster
from tests.cluster.machine.places import places

NOBODY = """apiVersion: v1
kind: Config
clusters: [{name: nobody, cluster: {server: "http://127.0.0.1:1"}}]
contexts: [{name: nobody, context: {cluster: nobody, user: nobody}}]
current-context: nobody
users: [{name: nobody, user: {}}]
"""


def test_an_api_server_that_is_away_is_not_a_cluster_without_a_gateway(tmp_path: Path) -> None:
    if not (places().programs / "kubectl").is_file() and shutil.which("kubectl") is None:
        pytest.skip("There is no kubectl here.")
    kubeconfig = tmp_path / "nobody.kubeconfig"
    kubeconfig.write_text(NOBODY)
    with pytest.raises(AssertionError, match=r"nobody\.kubeconfig names is away or not ready"):
        gateway_values(Cluster(kubeconfig))
