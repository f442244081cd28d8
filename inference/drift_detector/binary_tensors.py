"""V2 bodies with binary tensors: JSON, then the bytes of the tensors that say how many they have.

The protocol's header that says where the JSON ends does not reach a payload event, so the JSON is read to its own end.
Source: https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol/binary-tensor-data-extension
"""

import json
import struct
from typing import Any

import numpy as np

from pikkit.base.errors import InputError
from pikkit.inference.json_values import TooManyValuesError

SIZE = "binary_data_size"
_TENSORS = ("inputs", "outputs")
_DTYPES = {
    **{f"{sign}INT{bits}": f"<{sign.lower()[:1] or 'i'}{bits // 8}" for sign in ("", "U") for bits in (8, 16, 32, 64)},
    **{f"FP{bits}": f"<f{bits // 8}" for bits in (16, 32, 64)},
    "BOOL": "?",
}


def read_binary(body: bytes, most_values: int) -> dict[str, Any]:
    """The body as if its tensors had been sent as JSON: each has ``data``, a flat list.

    Raises:
        TooManyValuesError: Its tensors hold more values than are taken.
        InputError: It does not begin with a JSON object, or its bytes are not those that its tensors promise.
    """
    try:
        # One character a byte, so that a place in the text is one in the body; JSON's own signs are ASCII.
        _, end = json.JSONDecoder().raw_decode(body.decode("latin-1"))
        content = json.loads(body[:end])
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"The event's body is neither JSON nor JSON with binary tensors behind it: {error}."
        ) from error
    tensors = [tensor for name in _TENSORS for tensor in _listed(content, name) if _size(tensor) is not None]
    promised = sum(_size(tensor) or 0 for tensor in tensors)
    if not tensors or promised != len(body) - end:
        raise InputError(
            f"Behind the JSON of the event's body are {len(body) - end} bytes, but its tensors promise {promised}."
        )
    _check_count(tensors, most_values)
    for tensor in tensors:
        size = _size(tensor) or 0
        tensor["data"] = _values(str(tensor.get("datatype")), body[end : end + size])
        end += size
    return dict(content)


def _check_count(tensors: list[dict[str, Any]], most: int) -> None:
    """Before they become values, each of which takes up to thirty times the byte that it was."""
    counts = ((_size(tensor) or 0) // _least_bytes(str(tensor.get("datatype"))) for tensor in tensors)
    if sum(counts) > most:
        raise TooManyValuesError(f"An event's tensors may hold at most {most:,} values; send fewer bets at once.")


def _least_bytes(datatype: str) -> int:
    return 4 if datatype == "BYTES" else np.dtype(_DTYPES.get(datatype, "?")).itemsize


def _listed(content: object, name: str) -> list[dict[str, Any]]:
    tensors = content.get(name) if isinstance(content, dict) else None
    return [tensor for tensor in tensors if isinstance(tensor, dict)] if isinstance(tensors, list) else []


def _size(tensor: dict[str, Any]) -> int | None:
    parameters = tensor.get("parameters")
    size = parameters.get(SIZE) if isinstance(parameters, dict) else None
    return size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else None


def _values(datatype: str, raw: bytes) -> list[Any]:
    if datatype == "BYTES":
        return _texts(raw)
    if datatype not in _DTYPES:
        raise InputError(f"A binary tensor has the datatype {datatype!r}; accepted: BYTES, {', '.join(_DTYPES)}.")
    dtype = np.dtype(_DTYPES[datatype])
    if len(raw) % dtype.itemsize:
        raise InputError(f"A binary tensor of {datatype} has {len(raw)} bytes, no whole number of values.")
    values = np.frombuffer(raw, dtype=dtype).tolist()
    return [None if isinstance(value, float) and value != value else value for value in values]  # noqa: PLR0124 — NaN


def _texts(raw: bytes) -> list[str]:
    """Texts, each behind its length as four bytes."""
    texts, place = [], 0
    while place < len(raw):
        if place + 4 > len(raw):
            raise InputError("A binary tensor of BYTES ends within a length.")
        (length,) = struct.unpack_from("<I", raw, place)
        text = raw[place + 4 : place + 4 + length]
        if len(text) != length:
            raise InputError("A binary tensor of BYTES ends within a text.")
        texts.append(text.decode("utf-8", "replace"))
        place += 4 + length
    return texts
