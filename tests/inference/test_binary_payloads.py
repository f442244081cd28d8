"""Payload events with binary V2 tensors are read, although nothing says where their JSON ends."""

import json

import numpy as np
import pytest
from kserve import InferInput, InferRequest

from pikkit.base.errors import InputError
from pikkit.inference.drift_detector.cloud_event import read_event
from pikkit.inference.drift_detector.joining import Exchange
from pikkit.inference.drift_detector.payloads import bets_of

MOST = 1_000_000


def headers(kind: str) -> dict[str, str]:
    names = {"specversion": "1.0", "id": "1", "source": "x", "type": f"org.kubeflow.serving.inference.{kind}"}
    return {f"ce-{name}": value for name, value in names.items()} | {"content-type": "application/octet-stream"}


def request_body(books: list[str], odds: list[float]) -> bytes:
    """A request as KServe's own client writes it: binary tensors behind its JSON."""
    tensors = [InferInput("sportsbook", [len(books)], "BYTES"), InferInput("odds", [len(odds)], "FP64")]
    tensors[0].set_data_from_numpy(np.array(books, dtype=object), binary_data=True)
    tensors[1].set_data_from_numpy(np.array(odds), binary_data=True)
    body, length = InferRequest("pikkit", tensors).to_rest()
    assert isinstance(body, bytes)
    assert length is not None
    return body


def response_body(p_win: list[float]) -> bytes:
    """A response with one binary tensor and one as JSON."""
    raw = np.array(p_win, dtype="<f8").tobytes()
    shape = {"shape": [len(p_win)], "datatype": "FP64"}
    outputs = [
        {"name": "p_win", **shape, "parameters": {"binary_data_size": len(raw)}},
        {"name": "p_market", **shape, "data": p_win},
    ]
    return json.dumps({"model_version": "pikkit/7", "outputs": outputs}).encode() + raw


def test_an_exchange_of_binary_bodies_is_read() -> None:
    asked = read_event(headers("request"), request_body(["Söld}{", "Pinnacle"], [1.91, 101.0]), MOST)
    answered = read_event(headers("response"), response_body([0.5, 0.01]), MOST)
    bets = bets_of(Exchange(asked, answered))
    assert [bet.asked for bet in bets] == [
        {"sportsbook": "Söld}{", "odds": 1.91},
        {"sportsbook": "Pinnacle", "odds": 101.0},
    ]
    assert [bet.p_win for bet in bets] == [0.5, 0.01]


@pytest.mark.parametrize("size", [7, 9, 4096])
def test_bytes_that_are_not_those_promised_are_refused(size: int) -> None:
    tensor = {"name": "odds", "shape": [1], "datatype": "FP64", "parameters": {"binary_data_size": size}}
    body = json.dumps({"inputs": [tensor]}).encode() + bytes(8)
    with pytest.raises(InputError, match=f"tensors promise {size}"):
        read_event(headers("request"), body, MOST)


@pytest.mark.parametrize(
    ("datatype", "raw", "message"),
    [
        ("FP64", bytes(12), "no whole number of values"),
        ("BYTES", b"\xff\xff\xff\xff", "ends within a text"),
        ("BYTES", b"\x01", "ends within a length"),
        ("WORDS", bytes(8), "datatype 'WORDS'"),
    ],
)
def test_a_tensor_that_cannot_be_read_is_refused(datatype: str, raw: bytes, message: str) -> None:
    tensor = {"name": "x", "shape": [1], "datatype": datatype, "parameters": {"binary_data_size": len(raw)}}
    with pytest.raises(InputError, match=message):
        read_event(headers("request"), json.dumps({"inputs": [tensor]}).encode() + raw, MOST)


@pytest.mark.parametrize("body", [b"", b"binary_data_size", b'{"binary_data_size": 1', b"[1] trailing"])
def test_what_is_no_json_at_all_is_refused(body: bytes) -> None:
    with pytest.raises(InputError):
        read_event(headers("request"), body, MOST)
