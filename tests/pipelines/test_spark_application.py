"""A command as an object of Kubeflow's Spark operator: only fields that it has, and what a step's pod is given."""

from typing import Any

import pytest

from pikkit.base.errors import InputError
from pikkit.pipelines.spark_application import SparkJob, spark_application
from pikkit.settings import Settings
from pikkit.settings.pipelines import PipelineRules, Toleration
from tests.pipelines.spark_operator_rules import broken_rules

pytest.importorskip("pyspark")
JOB = SparkJob("nightly", ("drift", "check", "--since", "30d"), executors=3, cores=2)


def settings_of(**rules: Any) -> Settings:
    return Settings(
        spark_options={"spark.network.timeout": "300s"},
        spark_secret_options={"spark.authenticate.secret": "s3cret"},
        pipelines=PipelineRules(home_claim="pikkit-home", **rules),
    )


@pytest.mark.parametrize(
    "rules",
    [
        {},
        {"pull_secrets": ("ours",), "node_selector": {"disk": "fast"}, "tolerations": (Toleration(key="spark"),)},
        {"secret_keys": {"pikkit-postgres": {"password": "PGPASSWORD"}}, "config_map": "", "secret": ""},
    ],
)
def test_the_operator_finds_nothing_to_refuse(rules: dict[str, Any]) -> None:
    assert broken_rules(spark_application(JOB, settings_of(**rules))) == []


def test_the_rules_refuse_what_the_operator_would() -> None:
    made = spark_application(JOB, settings_of())
    made["spec"]["driver"]["coreCount"] = 1
    made["spec"]["executor"]["instances"] = 0
    made["spec"]["type"] = "python"
    del made["spec"]["sparkVersion"]
    assert len(broken_rules(made)) == 4


def test_it_holds_the_command_the_home_and_no_secret() -> None:
    made = spark_application(JOB, settings_of())
    spec = made["spec"]
    assert spec["arguments"] == ["drift", "check", "--since", "30d"]
    assert spec["executor"]["instances"] == 3
    assert spec["sparkConf"] == {"spark.network.timeout": "300s"}
    for pod in (spec["driver"], spec["executor"]):
        assert {"name": "PIKKIT_ENGINE", "value": "spark"} in pod["env"]
        given = {one["name"]: one for one in pod["env"]}
        assert len(given) == len(pod["env"])
        assert "secretKeyRef" in given["PIKKIT_SPARK_SECRET_OPTIONS"]["valueFrom"]
        assert "configMapKeyRef" in given["PIKKIT_SPARK_OPTIONS"]["valueFrom"]
        assert not any(name.startswith("PIKKIT_JWT") for name in given), "servers' secrets are none of its business"
        assert pod["volumeMounts"] == [{"name": "home", "mountPath": "/var/lib/pikkit"}]
    assert "s3cret" not in str(made)


def test_without_a_shared_home_it_is_refused() -> None:
    with pytest.raises(InputError, match="PIKKIT_PIPELINES__HOME_CLAIM"):
        spark_application(JOB, Settings())
