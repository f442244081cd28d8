"""What Kubeflow Pipelines' API server refuses, rule by rule, with the file each was read in."""

from typing import Any

from google.protobuf.json_format import ParseDict, ParseError  # type: ignore[import-untyped]
from google.protobuf.struct_pb2 import Value  # type: ignore[import-untyped]
from kfp.pipeline_spec.pipeline_spec_pb2 import ParameterType, PipelineSpec, PlatformSpec

from pikkit.base.cron import Cron
from pikkit.base.errors import InputError

POLICIES = {"ORPHAN", "BACKGROUND", "FOREGROUND"}
_KINDS = {
    ParameterType.NUMBER_DOUBLE: "number_value",
    ParameterType.NUMBER_INTEGER: "number_value",
    ParameterType.STRING: "string_value",
    ParameterType.BOOLEAN: "bool_value",
    ParameterType.LIST: "list_value",
    ParameterType.STRUCT: "struct_value",
}
"""apiserver/template/v2_template.go, validatePipelineJobInputs."""


class RefusedError(Exception):
    """What the server answers, with its status."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def check_run(body: Any, experiments: set[str]) -> None:
    """apiserver/server/run_server.go, validateCreateRunRequest; the experiment must be there."""
    if not body.get("display_name"):
        raise RefusedError("The run name is empty. Please specify a valid name.")
    if body.get("experiment_id") not in experiments:
        raise RefusedError("The experiment is not found.", 404)
    _check_source(body)


def check_recurring_run(body: Any, experiments: set[str]) -> None:
    """apiserver/server/job_server.go, recurring_run_server.go: validateCreateRecurringRunRequest."""
    check_run(body, experiments)
    if not 1 <= int(body.get("max_concurrency") or 0) <= 10:
        raise RefusedError("The max concurrency of the recurring run is out of range. Support 1-10.")
    cron = body.get("trigger", {}).get("cron_schedule", {}).get("cron")
    if cron is None:
        return
    seconds, _, rest = cron.partition(" ")
    try:  # robfig/cron 1.2: six fields, seconds first
        Cron.parse(rest)
    except InputError as error:
        raise RefusedError(f"Schedule cron is not a supported format. Error: {error}") from error
    if not seconds.isdigit():
        raise RefusedError("Schedule cron is not a supported format.")


def check_delete(query: dict[str, list[str]]) -> str:
    """api/v2beta1/recurring_run.proto, DeletePropagationPolicy: an enum; unset is Kubernetes's default, Background."""
    policy = query.get("propagation_policy", ["BACKGROUND"])[0]
    if policy not in POLICIES:
        raise RefusedError(f"type mismatch, parameter: propagation_policy, error: {policy} is not valid")
    return policy


def check_retry(run: Any) -> None:
    """common/util/workflow.go, GenerateRetryExecution."""
    if run.get("state") not in {"FAILED", "ERROR"}:
        raise RefusedError("Workflow must be Failed/Error to retry")


def _check_source(body: Any) -> None:
    """apiserver/server/validate_pipeline_source: a specification, as template.go reads it (unknown fields refused)."""
    source = body.get("pipeline_spec")
    if not source:
        raise RefusedError("Please specify a pipeline by providing a pipeline spec or a pipeline version.")
    wrapped = "pipeline_spec" in source
    spec = _read(source["pipeline_spec"] if wrapped else source, PipelineSpec())
    _read(source.get("platform_spec", {}) if wrapped else {}, PlatformSpec())
    _check_inputs(spec, (body.get("runtime_config") or {}).get("parameters") or {})


def _read(document: Any, message: Any) -> Any:
    try:
        return ParseDict(document, message)
    except ParseError as error:
        raise RefusedError(f"Failed to parse the {type(message).__name__}: {error}") from error


def _check_inputs(spec: Any, given: dict[str, Any]) -> None:
    """apiserver/template/v2_template.go, validatePipelineJobInputs."""
    required = spec.root.input_definitions.parameters
    if given and not required:
        raise RefusedError("pipeline job inputs are not defined in the pipeline")
    for name, parameter in required.items():
        if name not in given:
            if not parameter.is_optional and not parameter.HasField("default_value"):
                raise RefusedError(
                    f"parameter {name} is not optional, yet has neither default value nor user provided value"
                )
            continue
        kind = ParseDict(given[name], Value()).WhichOneof("kind")
        if kind != _KINDS.get(parameter.parameter_type):
            raise RefusedError(f"input parameter {name} requires another type, but the parameter value is a {kind}")
