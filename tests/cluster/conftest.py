"""The cluster under the tests: the one of KUBECONFIG, or this machine's own (make cluster)."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster.kube import Cluster
from tests.cluster.machine.places import places
from tests.cluster.release import Release

VALUES = Path(__file__).with_name("values-release.yaml")
KEEP = "PIKKIT_KEEP_NAMESPACES"
"""Set, namespaces stay when the tests have ended, and the next run takes the release that is there."""
RESTRICTED = "pod-security.kubernetes.io/enforce=restricted"


@pytest.fixture(scope="session")
def cluster() -> Cluster:
    named = os.environ.get("KUBECONFIG")
    kubeconfig = Path(named) if named else places().kubeconfig
    if not kubeconfig.is_file():
        pytest.skip("There is no cluster: `make cluster` brings one up, KUBECONFIG names another.")
    return Cluster(kubeconfig)


@pytest.fixture(scope="session")
def gateway(cluster: Cluster) -> list[str]:
    """The values that route through the cluster's Gateway."""
    if not cluster.has_kind("gateways.gateway.networking.k8s.io"):
        pytest.skip("This cluster has no Gateway API.")
    services = cluster.get("service", "-A", "-l", "gateway.envoyproxy.io/owning-gateway-name")["items"]
    if not services:
        pytest.skip("This cluster has no Gateway that Envoy Gateway runs.")
    labels, service = services[0]["metadata"]["labels"], services[0]["metadata"]
    values = {
        "enabled": "true",
        "name": labels["gateway.envoyproxy.io/owning-gateway-name"],
        "namespace": labels["gateway.envoyproxy.io/owning-gateway-namespace"],
        "podNamespace": service["namespace"],
        "service": f"{service['name']}.{service['namespace']}.svc.cluster.local",
    }
    return [part for name, value in values.items() for part in ("--set", f"gateway.{name}={value}")]


@pytest.fixture(scope="session")
def clients(cluster: Cluster) -> Iterator[str]:
    """A namespace for pods that call from outside the release."""
    yield from _namespace(cluster, "pikkit-clients")


@pytest.fixture
def namespace(cluster: Cluster, request: pytest.FixtureRequest) -> Iterator[str]:
    """A namespace of the test's own, as strict as PodSecurity can be."""
    name = request.node.name.replace("_", "-")[5:45].rstrip("-")
    yield from _namespace(cluster, f"pikkit-{name}"[:60])


@pytest.fixture(scope="session")
def release(cluster: Cluster, gateway: list[str]) -> Iterator[Release]:
    """Pikkit, installed once by the one command of the README, with the sample's model."""
    made = Release(cluster, "pikkit", "pikkit-release")
    if os.environ.get(KEEP) and made.is_installed():
        yield made
        return
    for _ in _namespace(cluster, made.namespace):
        begun = time.monotonic()
        made.install(*gateway, "-f", str(VALUES), "--wait", "--timeout", "9m")
        _note(cluster, f"helm install to every pod ready: {time.monotonic() - begun:.0f} s")
        yield made


@pytest.fixture(scope="session")
def address(gateway: list[str]) -> str:
    """Where the Gateway is, inside the cluster."""
    return next(part.partition("=")[2] for part in gateway if part.startswith("gateway.service="))


@pytest.fixture(scope="session")
def key(release: Release) -> str:
    """A key of the release's API."""
    return release.make_key()


def _namespace(cluster: Cluster, name: str) -> Iterator[str]:
    cluster.kubectl("delete", "namespace", name, "--ignore-not-found", "--timeout=120s", seconds=150)
    _refresh_volumes(cluster)
    cluster.kubectl("create", "namespace", name)
    cluster.kubectl("label", "namespace", name, RESTRICTED)
    try:
        yield name
    finally:
        if not os.environ.get(KEEP):
            cluster.kubectl("delete", "namespace", name, "--wait=false")


def _refresh_volumes(cluster: Cluster) -> None:
    if cluster.kubeconfig == places().kubeconfig:
        from tests.cluster.machine.addons import refresh_volumes

        refresh_volumes(places())


def _note(cluster: Cluster, sentence: str) -> None:
    print(f"\ncluster: {sentence}")  # noqa: T201 (how long each part took is part of the answer)
