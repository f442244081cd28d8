"""What a compiled pipeline asks for, step by step, in few words: what the golden file has.

``python -m tests.pipelines.compiled > tests/pipelines/golden.yaml`` writes it anew; read the difference.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from pikkit.pipelines.compile import compile_all


def documents(file: Path) -> tuple[Any, Any]:
    """The specification and the platform's."""
    spec, platform = yaml.load_all(file.read_text(), yaml.CSafeLoader)  # noqa: S506: a safe loader, in C
    return spec, platform["platforms"]["kubernetes"]["deploymentSpec"]["executors"]


def tasks_of(spec: Any) -> dict[str, Any]:
    """Every task of a component that runs something, by its name; those of groups too."""
    groups = [spec["root"], *spec["components"].values()]
    tasks = {name: task for group in groups for name, task in group.get("dag", {}).get("tasks", {}).items()}
    return {name: task for name, task in tasks.items() if "dag" not in spec["components"][_component(task)]}


def summary(file: Path) -> dict[str, Any]:
    """Arguments with their types, and what each step is given."""
    spec, executors = documents(file)
    arguments = spec["root"]["inputDefinitions"]["parameters"]
    return {
        "arguments": {one: facts["parameterType"] for one, facts in arguments.items()},
        "steps": {one: _step(spec, executors, task) for one, task in sorted(tasks_of(spec).items())},
    }


def _step(spec: Any, executors: Any, task: Any) -> dict[str, Any]:
    label = spec["components"][_component(task)]["executorLabel"]
    container = spec["deploymentSpec"]["executors"][label]["container"]
    asked, resources, retry = executors[label], container["resources"], task.get("retryPolicy", {})
    return {
        "cached": bool(task.get("cachingOptions", {}).get("enableCache")),
        "retries": retry.get("maxRetryCount", 0),
        "retry_for": retry.get("backoffMaxDuration", ""),
        "resources": {name: value for name, value in resources.items() if name.startswith("resource")},
        "timeout": asked.get("activeDeadlineSeconds", ""),
        "variables": {one["name"]: one["value"] for one in container["env"]},
        "config_maps": [one["configMapName"] for one in asked.get("configMapAsEnv", [])],
        "secrets": [one["secretName"] for one in asked.get("secretAsEnv", [])],
        "volumes": sorted(one["mountPath"] for kind in ("emptyDirMounts", "pvcMount") for one in asked.get(kind, [])),
        "security": asked["securityContext"],
        "pull": asked["imagePullPolicy"],
    }


def _component(task: Any) -> str:
    return str(task["componentRef"]["name"])


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        yaml.safe_dump({file.stem: summary(file) for file in compile_all(Path(made))}, sys.stdout, width=120)
