"""The V2 protocol (Open Inference Protocol): one tensor of shape [n] a field, n bets at once.

Source: https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol

A tensor has no missing values, so a bet of a batch leaves an optional field out by a JSON null, or by "" in a text.
"""

import json
import uuid
from collections.abc import Sequence
from typing import Any

import numpy as np
from kserve import InferInput, InferOutput, InferRequest, InferResponse

from inference.predictor.instances import score_requests
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score
from pikkit.validation import InvalidFieldsError, Problem, shortened

INPUTS = {
    "sportsbook": "BYTES",
    "odds": "FP64",
    "odds_format": "BYTES",
    "bettor": "BYTES",
    "sport": "BYTES",
    "league": "BYTES",
    "selection": "BYTES",
    "market": "BYTES",
    "side": "BYTES",
    "line": "FP64",
    "subject": "BYTES",
    "home": "BYTES",
    "away": "BYTES",
    "period": "BYTES",
    "live": "BOOL",
    "bet_type": "BYTES",
    "n_legs": "INT64",
    "stake": "FP64",
    "placed_at": "BYTES",
}
"""The tensors that may be sent and their types; sportsbook and odds must be. Any number type does for a number."""

NUMBERS = ("p_win", "p_market", "interval_low", "interval_high", "odds", "fair_odds", "edge", "ev", "kelly")
TEXTS = ("verdict", "reasons", "warnings")
FLAGS = ("features_stale",)
OUTPUTS = dict.fromkeys(NUMBERS, "FP64") | dict.fromkeys(TEXTS, "BYTES") | dict.fromkeys(FLAGS, "BOOL")
"""The tensors answered, all of shape [n]; reasons and warnings hold a JSON list of texts each."""

_DTYPES = {"FP64": np.float64, "BOOL": np.bool_, "BYTES": np.object_}
_NUMERIC = frozenset({"FP64", "FP32", "INT64", "INT32", "INT16", "INT8", "UINT64", "UINT32", "UINT16", "UINT8"})


def decode(request: InferRequest) -> list[ScoreRequest]:
    """Read the bets out of a V2 request.

    Raises:
        InvalidFieldsError: a tensor is unknown, given twice, of the wrong type, shape or length, or a bet is wrong.
    """
    problems = [problem for tensor in request.inputs for problem in _tensor_problems(tensor)]
    names = [tensor.name for tensor in request.inputs]
    problems += [_at(name, "is given more than once") for name in sorted({n for n in names if names.count(n) > 1})]
    lengths = {tensor.name: len(tensor.data) for tensor in request.inputs if isinstance(tensor.data, list)}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{shortened(name)} has {length}" for name, length in lengths.items())
        problems.append(Problem("inputs", f"must all have the same length: {told}"))
    if problems:
        raise InvalidFieldsError(problems)
    n_bets = max(lengths.values(), default=0)
    return score_requests([_row(request.inputs, index) for index in range(n_bets)])


def encode(request: InferRequest, scores: Sequence[Score]) -> InferResponse:
    """Write scores as the answer to a V2 request, with the version of the model that made them."""
    values: dict[str, list[Any]] = {name: [] for name in OUTPUTS}
    for score in scores:
        plain = score.model_dump(mode="json")
        plain["interval_low"], plain["interval_high"] = score.interval
        plain["reasons"], plain["warnings"] = json.dumps(score.reasons), json.dumps(score.warnings)
        for name, column in values.items():
            column.append(plain[name])
    outputs = [_output(name, datatype, values[name]) for name, datatype in OUTPUTS.items()]
    return InferResponse(
        response_id=request.id or str(uuid.uuid4()),
        model_name=request.model_name,
        model_version=scores[0].model_version,
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


def _row(tensors: Sequence[InferInput], index: int) -> dict[str, Any]:
    return {tensor.name: tensor.data[index] for tensor in tensors if tensor.data[index] not in (None, "")}


def _output(name: str, datatype: str, column: list[Any]) -> InferOutput:
    return InferOutput(name, [len(column)], datatype, np.array(column, dtype=_DTYPES[datatype]))


def _at(name: str, message: str) -> Problem:
    return Problem(f"inputs.{name if name in INPUTS else shortened(name)}", message)
