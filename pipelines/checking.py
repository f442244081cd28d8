"""Whether a compiled pipeline is what Kubeflow Pipelines reads: by its own protobufs, and the rules beyond them."""

from pathlib import Path
from typing import Any

import yaml
from google.protobuf.json_format import MessageToDict, ParseDict, ParseError  # type: ignore[import-untyped]
from kfp.kubernetes.kubernetes_executor_config_pb2 import KubernetesExecutorConfig
from kfp.pipeline_spec.pipeline_spec_pb2 import PipelineSpec, PlatformSpec

from pikkit.base.errors import InputError

LONGEST_NAME = 128
"""Letters of a pipeline's name (apiserver/common: pipeline names)."""


def check_file(path: Path) -> None:
    """Check a compiled file.

    Raises:
        InputError: It is no pipeline that could run; the sentence says where it differs.
    """
    documents = list(yaml.load_all(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
    if not 1 <= len(documents) <= 2:
        raise InputError(f"{path.name} has {len(documents)} documents; a pipeline has one or two.")
    spec = _read(path, documents[0], PipelineSpec())
    platform = _read(path, documents[1] if len(documents) == 2 else {}, PlatformSpec())
    for problem in (*_problems(spec), *_platform_problems(spec, platform)):
        raise InputError(f"{path.name}: {problem}")


def _read(path: Path, document: Any, message: Any) -> Any:
    try:
        return ParseDict(document, message)
    except ParseError as error:
        raise InputError(f"{path.name} is no {type(message).__name__}: {error}.") from error


def _problems(spec: Any) -> list[str]:
    """What the protobuf allows and a run would fail by."""
    problems = []
    if not 0 < len(spec.pipeline_info.name) <= LONGEST_NAME:
        problems.append(f"the name {spec.pipeline_info.name!a} has no length from 1 to {LONGEST_NAME}.")
    executors = set(spec.deployment_spec.fields["executors"].struct_value.fields)
    for name, component in spec.components.items():
        if component.executor_label and component.executor_label not in executors:
            problems.append(f"{name} runs {component.executor_label}, which there is not.")
        tasks = component.dag.tasks
        problems += _task_problems(spec, name, tasks)
    return problems + _task_problems(spec, "root", spec.root.dag.tasks)


def _task_problems(spec: Any, where: str, tasks: Any) -> list[str]:
    problems = [
        f"{where} has the task {name} of {task.component_ref.name}, which there is not."
        for name, task in tasks.items()
        if task.component_ref.name not in spec.components
    ]
    return problems + [
        f"the task {name} of {where} waits for {earlier}, which there is not."
        for name, task in tasks.items()
        for earlier in task.dependent_tasks
        if earlier not in tasks
    ]


def _platform_problems(spec: Any, platform: Any) -> list[str]:
    executors = set(spec.deployment_spec.fields["executors"].struct_value.fields)
    problems = [f"there is no platform {name}." for name in platform.platforms if name != "kubernetes"]
    given = platform.platforms["kubernetes"].deployment_spec.executors if platform.platforms else {}
    for name, config in given.items():
        if name not in executors:
            problems.append(f"something is asked for {name}, which there is not.")
        try:
            ParseDict(MessageToDict(config), KubernetesExecutorConfig())
        except ParseError as error:
            problems.append(f"what is asked for {name} is no KubernetesExecutorConfig: {error}.")
    return problems
