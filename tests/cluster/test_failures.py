"""What is missing is said where an operator looks, and the pods recover by themselves once it comes."""

import pytest

from tests.cluster.kube import Cluster
from tests.cluster.release import Release

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(600)]
SMALL = ["--set", "drift.enabled=false,podDisruptionBudget.enabled=false"]
UNHOOKED = [*SMALL, "--no-hooks"]
"""Without the job that helm would wait for: it cannot end while something is missing."""


def test_a_missing_secret_is_named_in_the_events_and_its_coming_is_enough(cluster: Cluster, namespace: str) -> None:
    release = Release(cluster, "pikkit", namespace)
    release.install(*UNHOOKED, "--set", "existingSecret=ours,mlflow.enabled=false,mlflow.trackingUri=http://nowhere:1")
    cluster.wait("the event names it", lambda: 'secret "ours" not found' in _events(release), 90)
    release.kubectl("create", "secret", "generic", "ours", "--from-literal=PIKKIT_API_THREADS=4")
    cluster.wait("the API is ready", lambda: _ready(release, "api"), 180)


def test_a_missing_model_is_named_and_awaited(cluster: Cluster, namespace: str) -> None:
    release = Release(cluster, "pikkit", namespace)
    release.install(*UNHOOKED)
    cluster.wait("the registry is ready", lambda: _ready(release, "mlflow"), 240)
    logs = cluster.wait("the log names it", lambda: _logs(release, "predictor", "model", "There is no model"), 120)
    assert "models:/pikkit@champion" in logs
    assert not _ready(release, "predictor")


def test_without_its_database_the_store_job_says_so_and_the_api_still_takes_captures(
    cluster: Cluster, namespace: str
) -> None:
    release = Release(cluster, "pikkit", namespace)
    cluster.kubectl("-n", namespace, "create", "secret", "generic", "ours",
                    "--from-literal=PIKKIT_STORE_URL=postgresql://pikkit:x@nowhere:5432/pikkit")  # fmt: skip
    values = "existingSecret=ours,postgres.embedded=false,mlflow.enabled=false,mlflow.trackingUri=http://nowhere:1"
    done = cluster.try_helm("install", release.name, str(_chart()), "-n", namespace, *SMALL, "--set", values,
                            "--timeout", "60s")  # fmt: skip
    assert done.returncode != 0
    cluster.wait("the API takes captures", lambda: _ready(release, "api"), 120)
    assert "Waiting: " in release.kubectl("logs", f"job/{release.name}-migrate", "--tail=20")


def _chart() -> object:
    from tests.cluster.release import CHART

    return CHART


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
