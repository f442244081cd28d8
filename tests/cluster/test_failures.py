"""What is missing is said where an operator looks, and the pods recover by themselves once it comes."""

from typing import Any

import pytest

from pikkit.rollout.pod_troubles import is_ready
from tests.cluster.kube import PATIENCE, SETTLED, Cluster
from tests.cluster.release import CHART, Release

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(3 * PATIENCE)]
SMALL = ["--set", "drift.enabled=false,podDisruptionBudget.enabled=false"]
UNHOOKED = [*SMALL, "--no-hooks"]
"""Without the job that helm would wait for: it cannot end while something is missing."""


def test_a_missing_secret_is_named_in_the_events_and_its_coming_is_enough(cluster: Cluster, namespace: str) -> None:
    release = Release(cluster, "pikkit", namespace)
    release.install(*UNHOOKED, "--set", "existingSecret=ours,mlflow.enabled=false,mlflow.trackingUri=http://nowhere:1")
    cluster.wait("the event names it", lambda: 'secret "ours" not found' in _events(release))
    assert 'secret "ours" not found' in release.troubles()
    release.kubectl("create", "secret", "generic", "ours", "--from-literal=PIKKIT_API_THREADS=4")
    cluster.wait("the API is ready", lambda: _ready(release, "api"))


def test_a_missing_model_is_named_and_awaited(cluster: Cluster, namespace: str) -> None:
    release = Release(cluster, "pikkit", namespace)
    release.install(*UNHOOKED)
    cluster.wait("the registry is ready", lambda: _ready(release, "mlflow"))
    logs = cluster.wait("the log names it", lambda: _logs(release, "predictor", "model", "There is no model"))
    assert "models:/pikkit@champion" in logs
    assert not _ready(release, "predictor")
    assert "waits for its container model, whose log says what for" in release.troubles()
    cluster.wait("the API is ready", lambda: _ready(release, "api"))
    done = cluster.try_helm("test", release.name, "-n", namespace, "--logs", SETTLED[-1])
    assert done.returncode != 0, "A price alone is not what `helm test` is asked for."
    assert '"model_version": "price-only"' in done.stdout


def test_without_its_database_the_store_job_says_so_and_the_api_still_takes_captures(
    cluster: Cluster, namespace: str
) -> None:
    release = Release(cluster, "pikkit", namespace)
    cluster.kubectl("-n", namespace, "create", "secret", "generic", "ours",
                    "--from-literal=PIKKIT_STORE_URL=postgresql://pikkit:x@nowhere:5432/pikkit")  # fmt: skip
    values = "existingSecret=ours,postgres.embedded=false,mlflow.enabled=false,mlflow.trackingUri=http://nowhere:1"
    done = cluster.try_helm("install", release.name, str(CHART), "-n", namespace, *SMALL, "--set", values,
                            "--timeout", "60s")  # fmt: skip
    assert done.returncode != 0
    cluster.wait("the API takes captures", lambda: _ready(release, "api"))
    job = ["logs", f"job/{release.name}-migrate", "--tail=20"]
    cluster.wait("the job says what it waits for", lambda: "Waiting: " in release.kubectl(*job))
    cluster.wait("status says why", lambda: "nowhere" in release.troubles())


def test_two_releases_in_one_namespace_do_not_touch_each_other(cluster: Cluster, namespace: str) -> None:
    lean = [*UNHOOKED, "--set", "mlflow.enabled=false,mlflow.trackingUri=http://nowhere:1"]
    one, other = Release(cluster, "pikkit", namespace), Release(cluster, "other", namespace)
    for release in (one, other):
        release.install(*lean)
    cluster.wait("both APIs are ready", lambda: all(_of(one, "api")) and all(_of(other, "api")))
    assert _behind(one, "pikkit-api") == {pod["metadata"]["name"] for pod in _pods_of(one, "api")}
    assert _behind(other, "other-pikkit-api") == {pod["metadata"]["name"] for pod in _pods_of(other, "api")}
    cluster.helm("uninstall", "other", "-n", namespace, *SETTLED)
    assert all(_of(one, "api"))
    assert _behind(one, "pikkit-api")


def _pods_of(release: Release, part: str) -> list[Any]:
    return [
        one for one in release.pods(part) if one["metadata"]["labels"]["app.kubernetes.io/instance"] == release.name
    ]


def _of(release: Release, part: str) -> list[bool]:
    """Whether each of its pods is ready; False if there is none."""
    return [is_ready(pod) for pod in _pods_of(release, part)] or [False]


def _behind(release: Release, service: str) -> set[str]:
    """The pods that a Service leads to."""
    label = f"kubernetes.io/service-name={service}"
    slices = release.cluster.get("endpointslices", "-n", release.namespace, "-l", label)["items"]
    return {one["targetRef"]["name"] for part in slices for one in part.get("endpoints") or []}


def _events(release: Release) -> str:
    return release.kubectl("get", "events", "-o", "jsonpath={range .items[*]}{.message}{'\\n'}{end}")


def _logs(release: Release, component: str, container: str, wanted: str) -> str:
    name = release.pods(component)[0]["metadata"]["name"]
    said = release.kubectl("logs", name, "-c", container)
    return said if wanted in said else ""


def _ready(release: Release, component: str) -> bool:
    pods = release.pods(component)
    conditions = [one for pod in pods for one in pod["status"].get("conditions", []) if one["type"] == "Ready"]
    return bool(conditions) and all(one["status"] == "True" for one in conditions)
