"""A command of Pikkit as a SparkApplication of Kubeflow's Spark operator: ``python -m pipelines.spark_application``.

The operator submits the command as Spark's driver and starts its executors; both mount the home. Fields are those of
``sparkoperator.k8s.io/v1beta2`` (its ``api/v1beta2/sparkapplication_types.go``).
"""

import argparse
import shlex
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import yaml

from pikkit.base.errors import InputError, PikkitError
from pikkit.components.image import IMAGE
from pikkit.pipelines.failures import REFUSED
from pikkit.pipelines.step_variables import SECRET, SHOWN
from pikkit.settings import Settings, get_settings
from pikkit.settings.pipelines import PipelineRules

MAIN = "local:///opt/pikkit/lib/python3.11/site-packages/pikkit/cli/main.py"
"""The ``pikkit`` command in our images."""
OVERHEAD = "1g"
"""Of the driver, beside Java's heap: blocks on their way, and the sample of the keys."""


@dataclass(frozen=True)
class SparkJob:
    """A command and what it may take.

    Attributes:
        name: Of the application.
        command: The command's words, without ``pikkit``.
        executors, cores: How many, and the cores of each.
        memory: Java's heap of an executor; Python has ``overhead`` beside it, 1 GB a core at least.
        account: The service account that may start executors.
        image: One with the extra ``spark`` and Java 17.
    """

    name: str
    command: tuple[str, ...]
    executors: int = 2
    cores: int = 1
    memory: str = "1g"
    overhead: str = "1g"
    account: str = "spark"
    image: str = IMAGE


def spark_application(job: SparkJob, settings: Settings) -> dict[str, Any]:
    """The object to apply.

    Raises:
        InputError: There is no volume that driver and executors could share, or no PySpark whose version to name.
    """
    rules = settings.pipelines
    if not rules.home_claim:
        raise InputError(
            "A driver and its executors need one home: set PIKKIT_PIPELINES__HOME_CLAIM to a claim that all can mount."
        )
    driver = {"cores": 1, "memory": settings.spark_memory, "memoryOverhead": OVERHEAD, "serviceAccount": job.account}
    executor = {"instances": job.executors, "cores": job.cores, "memory": job.memory, "memoryOverhead": job.overhead}
    return {
        "apiVersion": "sparkoperator.k8s.io/v1beta2",
        "kind": "SparkApplication",
        "metadata": {"name": job.name},
        "spec": {
            "type": "Python",
            "mode": "cluster",
            "sparkVersion": _spark_version(),
            "image": job.image,
            "imagePullPolicy": rules.pull_policy,
            **({"imagePullSecrets": list(rules.pull_secrets)} if rules.pull_secrets else {}),
            "mainApplicationFile": MAIN,
            "arguments": list(job.command),
            "sparkConf": settings.spark_options,
            "restartPolicy": {"type": "Never"},
            "volumes": [{"name": "home", "persistentVolumeClaim": {"claimName": rules.home_claim}}],
            "driver": driver | _pod(rules),
            "executor": executor | _pod(rules),
        },
    }


def _pod(rules: PipelineRules) -> dict[str, Any]:
    """What driver and executors have alike, as ``steps`` gives it to a step."""
    pod: dict[str, Any] = {
        "env": _variables(rules),
        "volumeMounts": [{"name": "home", "mountPath": rules.home}],
        "securityContext": {"runAsUser": rules.user, "runAsNonRoot": True},
    }
    if rules.node_selector:
        pod["nodeSelector"] = dict(rules.node_selector)
    if rules.tolerations:
        pod["tolerations"] = [one.model_dump(exclude_defaults=True) for one in rules.tolerations]
    return pod


def _variables(rules: PipelineRules) -> list[dict[str, Any]]:
    """Each variable from one place, key by key, so that none is there that a step would not have."""
    plain = {"HOME": rules.home, "PIKKIT_HOME": rules.home, "PIKKIT_ENGINE": "spark", **rules.variables}
    own = [(variable, secret, key) for secret, keys in rules.secret_keys.items() for key, variable in keys.items()]
    taken = {*plain, *(variable for variable, _, _ in own)}
    variables: list[dict[str, Any]] = [{"name": name, "value": value} for name, value in plain.items()]
    variables += [_from("secretKeyRef", *one, optional=False) for one in own]
    sources = (("configMapKeyRef", rules.config_map, SHOWN), ("secretKeyRef", rules.secret, SECRET))
    for kind, source, names in sources:
        variables += [_from(kind, name, source, name) for name in names if source and name not in taken]
    return variables


def _from(kind: str, variable: str, source: str, key: str, *, optional: bool = True) -> dict[str, Any]:
    return {"name": variable, "valueFrom": {kind: {"name": source, "key": key, "optional": optional}}}


def _spark_version() -> str:
    try:
        return version("pyspark")
    except PackageNotFoundError:
        raise InputError("PySpark is not installed here, so its version is not known: install pikkit[spark].") from None


def main() -> int:
    """Print the object as YAML."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.spark_application", description=__doc__)
    parser.add_argument("command", help="the command, as one text: 'drift check --since 30d'")
    parser.add_argument("--name", default="pikkit")
    parser.add_argument("--executors", type=int, default=2)
    parser.add_argument("--cores", type=int, default=1)
    parser.add_argument("--memory", default="1g")
    parser.add_argument("--overhead", default="1g")
    parser.add_argument("--account", default="spark")
    parser.add_argument("--image", default=IMAGE)
    asked = vars(parser.parse_args())
    try:
        job = SparkJob(**asked | {"command": tuple(shlex.split(asked["command"]))})
        sys.stdout.write(yaml.safe_dump(spark_application(job, get_settings()), sort_keys=False))
    except PikkitError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
