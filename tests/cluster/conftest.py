"""The cluster under the tests: the one of KUBECONFIG, or this machine's own (make cluster)."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from kubernetes.client import ApiClient

from pikkit.rollout.kserve.target import KServeTarget
from pikkit.rollout.planning import Act, Goal
from pikkit.rollout.target import RolloutOrder
from pikkit.settings import Settings
from tests.cluster.gateway_values import gateway_address, gateway_values
from tests.cluster.kserve_controller import DEFINITIONS, KIND, KServeController
from tests.cluster.kserve_stage import apply_by_hand, as_account, overlay
from tests.cluster.kube import SETTLED, Cluster
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
    values = gateway_values(cluster)
    if not values:
        pytest.skip("This cluster has no Gateway that Envoy Gateway runs.")
    return values


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
        made.install(*gateway, "-f", str(VALUES), *SETTLED)
        _note(cluster, f"helm install to every pod ready: {time.monotonic() - begun:.0f} s")
        yield made


@pytest.fixture(scope="session")
def address(gateway: list[str]) -> str:
    """Where the Gateway is, inside the cluster."""
    return gateway_address(gateway)


@pytest.fixture(scope="session")
def key(release: Release) -> str:
    """A key of the release's API."""
    return release.make_key()


@pytest.fixture(scope="session")
def kserve(cluster: Cluster) -> Cluster:
    """A cluster that knows KServe's kinds and leaves their status to us."""
    known = cluster.kubectl("api-resources", "--api-group=serving.kserve.io", "-o", "name").split()
    if not {KIND, "servingruntimes.serving.kserve.io", "clusterstoragecontainers.serving.kserve.io"} <= set(known):
        if not DEFINITIONS.is_dir():
            pytest.skip("This cluster has no KServe, and PIKKIT_KSERVE_CRDS names no folder of its definitions.")
        for file in sorted(DEFINITIONS.glob("*.yaml")):
            cluster.kubectl("apply", "--server-side", "--force-conflicts", "-f", str(file))
        cluster.kubectl("wait", "crd", "--all", "--for=condition=Established", SETTLED[-1])
    if "kserve-controller-manager" in cluster.kubectl("get", "deployments", "-A", "-o", "name"):
        pytest.skip("KServe's controller runs here and writes the status itself.")
    return cluster


@pytest.fixture
def controller(kserve: Cluster, namespace: str) -> KServeController:
    """The manifests of manifests/base as their Standard overlay has them, applied by a person."""
    made = KServeController(kserve, namespace)
    made.kubectl("create", "serviceaccount", "pikkit-rollout")
    for one in overlay(kserve, "standard"):
        if one["kind"] in {"InferenceService", "Role", "RoleBinding"}:
            apply_by_hand(made, one)
    return made


@pytest.fixture
def target(controller: KServeController) -> Iterator[KServeTarget]:
    """The adapter, as the account that the manifests make for it."""
    settings = Settings(kserve_namespace=controller.namespace, model_name="pikkit")
    with ApiClient(as_account(controller)) as client:
        made = KServeTarget(settings, client, sleep=lambda _: controller.reconcile())
        made.apply(RolloutOrder(Goal(Act.ROLL_BACK), "1", "1"))
        controller.reconcile()
        yield made


def _namespace(cluster: Cluster, name: str) -> Iterator[str]:
    cluster.kubectl("delete", "namespace", name, "--ignore-not-found", *SETTLED)
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
