"""The chart before it meets a cluster: what helm itself says of it."""

import re
import subprocess
import sys
from typing import Any

import pytest
import yaml

from tests.cluster.kube import Cluster
from tests.cluster.machine.places import places
from tests.cluster.release import CHART

pytestmark = pytest.mark.cluster
EXAMPLES = sorted(file.name for file in CHART.glob("values-*.yaml"))


@pytest.fixture(scope="module")
def helm() -> Cluster:
    return Cluster(places().kubeconfig)


@pytest.mark.parametrize("example", ["values.yaml", *EXAMPLES])
def test_passes_strict_lint_with_every_example(helm: Cluster, example: str) -> None:
    helm.helm("lint", "--strict", str(CHART), "-f", str(CHART / example))


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("predictor.mode=knative", "value must be one of 'deployment', 'kserve'"),
        ("api.replicas=0", "minimum: got 0, want 1"),
        ("predictr.mode=deployment", "additional properties 'predictr' not allowed"),
        ("settings.STORE_URL=x", "does not match pattern"),
        ("postgres.embedded=false", "/existingSecret"),
        ("mlflow.enabled=false", "/mlflow/trackingUri"),
        ("api.storage=lots", "does not match pattern"),
        ("schedules.monitoring=daily", "does not match pattern"),
        ("predictor.modelUri=pikkit", "does not match pattern"),
    ],
)
def test_a_wrong_value_is_refused_where_it_is(helm: Cluster, value: str, sentence: str) -> None:
    done = helm.try_helm("template", str(CHART), "--set", value)
    assert done.returncode != 0
    assert sentence in done.stderr


def test_readme_lists_the_values() -> None:
    script = CHART.parent / "readme.py"
    assert subprocess.run([sys.executable, str(script), "--check"], check=False).returncode == 0


def test_no_example_has_a_secret_in_the_clear(helm: Cluster) -> None:
    for example in EXAMPLES:
        if example != "values-laptop.yaml":
            assert "kind: Secret" not in helm.helm("template", "p", str(CHART), "-f", str(CHART / example))


@pytest.mark.parametrize("part", ["predictor", "candidate", "drift"])
def test_prometheus_reaches_every_part_whose_metrics_it_is_told_to_read(helm: Cluster, part: str) -> None:
    """What the ServiceMonitor selects, no policy may keep from the namespaces that are said to hold Prometheus."""
    values = ["--set", "monitoring.enabled=true", "--set", "monitoring.namespaces={watch}"]
    made = rendered(helm, "pikkit", *values)
    [monitor] = [one for one in made if one["kind"] == "ServiceMonitor"]
    [selected] = monitor["spec"]["selector"]["matchExpressions"]
    assert part in selected["values"]
    [policy] = [one for one in made if one["kind"] == "NetworkPolicy" and one["metadata"]["name"] == f"pikkit-{part}"]
    allowed = [one.get("namespaceSelector") for rule in policy["spec"]["ingress"] for one in rule["from"]]
    assert {"matchLabels": {"kubernetes.io/metadata.name": "watch"}} in allowed


@pytest.mark.parametrize("other", ["pikkit-b", "pikkit-monitoring", "b"])
def test_no_alert_of_a_release_tells_of_another_in_its_namespace(helm: Cluster, other: str) -> None:
    values = ["--set", "monitoring.enabled=true", "--set", "schedules.enabled=true"]
    here, beside = rendered(helm, "pikkit", *values), rendered(helm, other, *values)
    [monitor] = [one for one in here if one["kind"] == "ServiceMonitor"]
    assert "app.kubernetes.io/instance" in monitor["spec"]["targetLabels"], "What alerts ask of a metric, it must have."
    for alert, asked in alerts(here).items():
        if job := re.search('job_name=~"(.+?)"', asked):
            assert all(re.fullmatch(job[1], name) for name in runs(here)), alert
            assert not [name for name in runs(beside) if re.fullmatch(job[1], name)], alert
        elif claim := re.search('persistentvolumeclaim=~"(.+?)"', asked):
            assert all(re.fullmatch(claim[1], name) for name in claims(here)), alert
            assert not [name for name in claims(beside) if re.fullmatch(claim[1], name)], alert
        else:
            assert re.search(r'app_kubernetes_io_instance="pikkit"|deployment="pikkit-predictor"', asked), alert


def test_a_busy_node_is_waited_for(helm: Cluster) -> None:
    """Seen at a load of 24 on two cores: MLflow was killed after the 180 s it had to start, and so never started."""
    values = ["--set", "schedules.enabled=true", "--set", "sample.enabled=true", "--set", "rollouts.enabled=true"]
    made = rendered(helm, "pikkit", *values)
    probes = [probe for one in made for probe in startup_probes(one)]
    assert len(probes) == 7
    assert all(probe["periodSeconds"] * probe["failureThreshold"] >= 600 for probe in probes)
    jobs = [one for one in made if one["kind"] == "Job"]
    jobs += [one["spec"]["jobTemplate"] for one in made if one["kind"] == "CronJob"]
    assert {one["spec"]["backoffLimit"] for one in jobs} == {6}


def startup_probes(made: Any) -> list[Any]:
    pod = made.get("spec", {}).get("template", {}).get("spec", {})
    return [one["startupProbe"] for one in pod.get("containers", []) if "startupProbe" in one]


def rendered(helm: Cluster, release: str, *values: str) -> list[Any]:
    return [one for one in yaml.safe_load_all(helm.helm("template", release, str(CHART), *values)) if one]


def alerts(made: list[Any]) -> dict[str, str]:
    """Alert to what it asks of Prometheus."""
    [rules] = [one for one in made if one["kind"] == "PrometheusRule"]
    return {rule["alert"]: rule["expr"] for group in rules["spec"]["groups"] for rule in group["rules"]}


def runs(made: list[Any]) -> list[str]:
    """What Kubernetes calls a Job of each schedule."""
    return [f"{one['metadata']['name']}-29407080" for one in made if one["kind"] == "CronJob"]


def claims(made: list[Any]) -> list[str]:
    """Its claims, and those that its StatefulSets make."""
    sets = [one for one in made if one["kind"] == "StatefulSet"]
    own = [
        f"{claim['metadata']['name']}-{one['metadata']['name']}-0"
        for one in sets
        for claim in one["spec"].get("volumeClaimTemplates", [])
    ]
    return own + [one["metadata"]["name"] for one in made if one["kind"] == "PersistentVolumeClaim"]
