"""The chart before it meets a cluster: what helm itself says of it."""

import subprocess
import sys

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
    made = [one for one in yaml.safe_load_all(helm.helm("template", "pikkit", str(CHART), *values)) if one]
    [monitor] = [one for one in made if one["kind"] == "ServiceMonitor"]
    [selected] = monitor["spec"]["selector"]["matchExpressions"]
    assert part in selected["values"]
    [policy] = [one for one in made if one["kind"] == "NetworkPolicy" and one["metadata"]["name"] == f"pikkit-{part}"]
    allowed = [one.get("namespaceSelector") for rule in policy["spec"]["ingress"] for one in rule["from"]]
    assert {"matchLabels": {"kubernetes.io/metadata.name": "watch"}} in allowed
