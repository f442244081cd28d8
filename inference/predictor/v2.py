"""The V2 protocol (Open Inference Protocol): one tensor of shape [n] a field, n bets at once.

Source: https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol

A tensor has no missing values, so a bet of a batch leaves an optional field out by a JSON null, or by "" in a text.
"""

import json
import uuid
from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
from kserve import InferInput, InferOutput, InferRequest, InferResponse
from kserve.protocol.infer_type import RequestedOutput

from pikkit.base.validation import InvalidFieldsError, Problem, shortened
from pikkit.inference.predictor.asked_bets import AskedBets, check_size
from pikkit.scoring.checking import columns_batch
from pikkit.scoring.field_texts import values_of_texts
from pikkit.scoring.fields import DEFAULTS, FIELDS, FieldKind
from pikkit.scoring.request_rows import read_rows
from pikkit.scoring.scores import Scores

_DATATYPES = {FieldKind.NUMBER: "FP64", FieldKind.PRICE: "FP64", FieldKind.WHOLE: "INT64", FieldKind.FLAG: "BOOL"}
INPUTS = {name: _DATATYPES.get(field.kind, "BYTES") for name, field in FIELDS.items()}
"""The tensors that may be sent and their types; required fields must be. Any number type does for a number."""

NUMBERS = ("p_win", "p_market", "interval_low", "interval_high", "odds", "fair_odds", "edge", "ev", "kelly")
TEXTS = ("verdict", "reasons", "warnings")
FLAGS = ("features_stale",)
OUTPUTS = dict.fromkeys(NUMBERS, "FP64") | dict.fromkeys(TEXTS, "BYTES") | dict.fromkeys(FLAGS, "BOOL")
"""The tensors answered, all of shape [n]; reasons and warnings hold a JSON list of texts each."""

MOST_TENSORS = 64
"""In a request: more than there are, so that each wrong one is told of, and few enough to be told of."""
MOST_PARTS = 2_000
"""Of a body beside its tensors' data: names, shapes, parameters."""

_DTYPES = {"FP64": np.float64, "BOOL": np.bool_, "BYTES": np.object_}
_NUMBERS = {float, int, type(None)}
_PLAIN: dict[str, set[type]] = {"BYTES": {str, type(None)}, "BOOL": {bool, type(None)}}
"""Types of values that need no closer look, by datatype; ``_NUMBERS`` for the others."""
_NUMERIC = frozenset({"FP64", "FP32", "INT64", "INT32", "INT16", "INT8", "UINT64", "UINT32", "UINT16", "UINT8"})


def request_of(body: object, model_name: str) -> InferRequest | None:
    """A plainly well-formed JSON body as a request; None for any other, which KServe reads more patiently."""
    check_request_parts(body)
    if not isinstance(body, dict) or not body.keys() <= {"id", "inputs", "outputs"}:
        return None
    inputs, outputs = body.get("inputs"), body.get("outputs") or []
    if not isinstance(body.get("id", ""), str) or not isinstance(inputs, list) or not isinstance(outputs, list):
        return None
    _check_counts(len(inputs), len(outputs))
    if not all(map(_is_tensor, inputs)) or not all(map(_is_output, outputs)):
        return None
    tensors = [InferInput(each["name"], each["shape"], each["datatype"], each["data"]) for each in inputs]
    wanted = [RequestedOutput(each["name"]) for each in outputs]
    return InferRequest(model_name, tensors, body.get("id"), request_outputs=wanted or None)


def check_request_parts(body: object) -> None:
    """Refuse what has so many parts that KServe, or a person, would take long to read all that is wrong with them.

    Raises:
        InvalidFieldsError: A body has them.
    """
    if isinstance(body, dict) and isinstance(body.get("inputs"), list):
        _check_counts(len(body["inputs"]), 0)
    parts, left = [body], MOST_PARTS
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            values = [value for name, value in part.items() if name != "data"]
        else:
            values = part if isinstance(part, list) else []
        left -= len(values)
        if left < 0:
            raise InvalidFieldsError([Problem("", f"The body may have {MOST_PARTS:,} parts besides its tensors' data")])
        parts += values


def _check_counts(n_inputs: int, n_outputs: int) -> None:
    if n_inputs > MOST_TENSORS:
        raise InvalidFieldsError([Problem("inputs", f"may hold at most {MOST_TENSORS} tensors, not {n_inputs}")])
    if n_outputs > len(OUTPUTS):  # an answer would hold a column again and again
        raise InvalidFieldsError([Problem("outputs", f"may name each of {', '.join(OUTPUTS)} once")])


def _is_tensor(tensor: object) -> bool:
    if not isinstance(tensor, dict) or tensor.keys() != {"name", "shape", "datatype", "data"}:
        return False
    shape = tensor["shape"]
    texts = isinstance(tensor["name"], str) and isinstance(tensor["datatype"], str) and tensor["datatype"] != "FP16"
    return texts and isinstance(tensor["data"], list) and isinstance(shape, list) and set(map(type, shape)) == {int}


def _is_output(output: object) -> bool:
    return isinstance(output, dict) and output.keys() == {"name"} and output["name"] in OUTPUTS


def decode(request: InferRequest, most_rows: int | None = None) -> AskedBets:
    """Read the bets out of a V2 request.

    Raises:
        InvalidFieldsError: a tensor is unknown, given twice, of the wrong type, shape or length, or a bet is wrong.
        TooLargeError: there are more bets than are taken at once.
    """
    _check_counts(len(request.inputs), len(request.request_outputs or ()))
    problems = [problem for tensor in request.inputs for problem in _tensor_problems(tensor)]
    given = Counter(tensor.name for tensor in request.inputs)
    problems += [_at(name, "is given more than once") for name in sorted(given) if given[name] > 1]
    lengths = {tensor.name: len(tensor.data) for tensor in request.inputs if isinstance(tensor.data, list)}
    if len(set(lengths.values())) > 1:
        lengths_text = ", ".join(f"{shortened(name)} has {length}" for name, length in lengths.items())
        problems.append(Problem("inputs", f"must all have the same length: {lengths_text}"))
    if problems:
        raise InvalidFieldsError(problems)
    n_bets = max(lengths.values(), default=0)
    check_size(n_bets, most_rows)
    columns = {tensor.name: _column(tensor) for tensor in request.inputs}
    batch = columns_batch(columns, n_bets) if n_bets else None
    return AskedBets(batch or read_rows([_row(columns, index) for index in range(n_bets)]), _wants_reasons(request))


def encode(request: InferRequest, scores: Scores) -> InferResponse:
    """Write scores as the answer to a V2 request, with the version of the model that made them."""
    prediction, priced = scores.said, scores.priced
    values = {
        "p_win": prediction.p_win,
        "p_market": prediction.p_market,
        "interval_low": prediction.low,
        "interval_high": prediction.high,
        "odds": scores.odds,
        "fair_odds": priced.fair_odds,
        "edge": priced.edge,
        "ev": priced.ev,
        "kelly": priced.kelly,
        "verdict": priced.verdicts,
        "reasons": [json.dumps(reasons) for reasons in scores.reasons],
        "warnings": [json.dumps(warnings) for warnings in scores.warnings],
        "features_stale": scores.stale,
    }
    outputs = [_output(name, datatype, values[name]) for name, datatype in OUTPUTS.items()]
    return InferResponse(
        response_id=request.id or str(uuid.uuid4()),
        model_name=request.model_name,
        model_version=scores.model_version,
        infer_outputs=outputs,
        use_binary_outputs=request.use_binary_outputs,
        requested_outputs=request.request_outputs,
    )


def metadata(tensors: dict[str, str]) -> list[dict[str, Any]]:
    """Describe tensors as V2 model metadata does; −1 stands for any length."""
    return [{"name": name, "datatype": datatype, "shape": [-1]} for name, datatype in tensors.items()]


def _tensor_problems(tensor: InferInput) -> list[Problem]:
    if tensor.name not in INPUTS:
        return [_at(tensor.name, f"is not known; the inputs are {', '.join(INPUTS)}")]
    if not isinstance(tensor.data, list):
        return [_at(tensor.name, "has no list of data")]
    if not _datatype_fits(tensor):
        return [_at(tensor.name, f"must be {_accepted(tensor.name)}, not {shortened(tensor.datatype)}")]
    if list(tensor.shape) != [len(tensor.data)]:
        return [_at(tensor.name, f"has shape {shortened(tensor.shape)} and {len(tensor.data)} values; it must be [n]")]
    if set(map(type, tensor.data)) <= _PLAIN.get(tensor.datatype, _NUMBERS):
        return []
    wrong = [index for index, value in enumerate(tensor.data) if not _value_fits(value, tensor.datatype)]
    return [
        Problem(f"instances[{i}].{tensor.name}", f"{shortened(tensor.data[i])} is not {tensor.datatype}")
        for i in wrong[:3]
    ]


def _datatype_fits(tensor: InferInput) -> bool:
    declared = INPUTS[tensor.name]
    if tensor.name == "odds":
        return tensor.datatype in _NUMERIC or tensor.datatype == "BYTES"
    return tensor.datatype in _NUMERIC if declared in _NUMERIC else bool(tensor.datatype == declared)


def _accepted(name: str) -> str:
    return "FP64 or BYTES" if name == "odds" else INPUTS[name]


def _value_fits(value: object, datatype: str) -> bool:
    if value is None:
        return True
    if datatype == "BYTES":
        return isinstance(value, str)
    if datatype == "BOOL":
        return isinstance(value, bool)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _column(tensor: InferInput) -> list[Any]:
    """A tensor as a column of fields: its nulls and empty texts are what a bet leaves out."""
    if FIELDS[tensor.name].kind is FieldKind.OFFERS:
        return values_of_texts(tensor.name, tensor.data)
    default = DEFAULTS.get(tensor.name)
    return [default if value is None or value == "" else value for value in tensor.data]


def _row(columns: Mapping[str, list[Any]], index: int) -> dict[str, Any]:
    return {name: column[index] for name, column in columns.items() if column[index] is not None}


def _wants_reasons(request: InferRequest) -> bool:
    asked = request.request_outputs
    return not asked or any(output.name == "reasons" for output in asked)


def _output(name: str, datatype: str, column: Any) -> InferOutput:
    return InferOutput(name, [len(column)], datatype, np.array(column, dtype=_DTYPES[datatype]))


def _at(name: str, message: str) -> Problem:
    return Problem(f"inputs.{name if name in INPUTS else shortened(name)}", message)
