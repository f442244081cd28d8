"""What Kubeflow's Spark operator takes for a SparkApplication.

Read in its ``api/v1beta2/sparkapplication_types.go`` (kubeflow/spark-operator, commit 07f3cecd): the fields by their
JSON names, which of them are required (no ``omitempty``), kinds and enumerations. Only what we use is listed: a field
that is not here is refused, as ``kubectl apply --validate=strict`` refuses it.
"""

from typing import Any

_KEY = {"name": str, "key": str, "optional": bool}
_POD: dict[str, Any] = {
    "cores": int,
    "memory": str,
    "memoryOverhead": str,
    "serviceAccount": str,
    "env": [{"name": str, "value": str, "valueFrom": {"configMapKeyRef": _KEY, "secretKeyRef": _KEY}}],
    "volumeMounts": [{"name": str, "mountPath": str}],
    "securityContext": dict,
    "nodeSelector": dict,
    "tolerations": [dict],
}
_SPEC: dict[str, Any] = {
    "type": {"Java", "Python", "Scala", "R"},
    "mode": {"cluster", "client"},
    "sparkVersion": str,
    "image": str,
    "imagePullPolicy": str,
    "imagePullSecrets": [str],
    "mainApplicationFile": str,
    "arguments": [str],
    "sparkConf": dict,
    "restartPolicy": {"type": {"Never", "Always", "OnFailure"}},
    "volumes": [{"name": str, "persistentVolumeClaim": dict}],
    "driver": _POD,
    "executor": {**_POD, "instances": int},
}
_REQUIRED = ("type", "sparkVersion", "mainApplicationFile", "driver", "executor")
_LEAST = {"cores": 1, "instances": 1}


def broken_rules(application: dict[str, Any]) -> list[str]:
    """What the operator would refuse, in words."""
    spec = application["spec"]
    said = [f"{name} is missing" for name in _REQUIRED if name not in spec]
    if (application["apiVersion"], application["kind"]) != ("sparkoperator.k8s.io/v1beta2", "SparkApplication"):
        said.append("it is no SparkApplication")
    return said + _against(spec, _SPEC, "spec")


def _against(value: Any, rule: Any, at: str) -> list[str]:
    if isinstance(rule, set):
        return [] if value in rule else [f"{at} is {value!r}"]
    if isinstance(rule, list):
        return [said for one in value for said in _against(one, rule[0], at)]
    if isinstance(rule, dict):
        unknown = [f"{at}.{name} is no field" for name in value if name not in rule]
        return unknown + [s for n, one in value.items() if n in rule for s in _against(one, rule[n], f"{at}.{n}")]
    small = isinstance(value, int) and value < _LEAST.get(at.rpartition(".")[2], value)
    return [] if type(value) is rule and not small else [f"{at} is {value!r}"]
