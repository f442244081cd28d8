"""The predictor under bodies that are made to take long, or to become much: refused, and others are answered."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.servers import Running, running

pytestmark = pytest.mark.xdist_group("predictor bodies")
V1, V2 = "/v1/models/pikkit:predict", "/v2/models/pikkit/infer"
MEBI = 2**20
MOST = 16 * MEBI - 1_000
ANSWER_BYTES = 100_000
BET = {"sportsbook": "DraftKings", "odds": 1.9}
FEW = [
    {"name": "sportsbook", "datatype": "BYTES", "shape": [1], "data": ["x"]},
    {"name": "odds", "datatype": "FP64", "shape": [1], "data": [2.0]},
]


def tensors(n: int) -> bytes:
    each = [{"name": f"t{i}", "datatype": "FP64", "shape": [1], "data": [1]} for i in range(n)]
    return json.dumps({"inputs": each}, separators=(",", ":")).encode()


def repeated(begin: bytes, part: bytes, end: bytes, size: int) -> bytes:
    return begin + b",".join([part] * (size // (len(part) + 1))) + end


BODIES: dict[str, tuple[str, bytes]] = {
    "ten thousand tensors": (V2, tensors(10_000)),
    "tensors by the patient way": (V2, b'{"parameters":{},' + tensors(15_000)[1:]),
    "as many tensors as fit": (V2, tensors(280_000)),
    "an output again and again": (V2, json.dumps({"inputs": FEW, "outputs": [{"name": "verdict"}] * 100_000}).encode()),
    "a shape of texts": (V2, repeated(b'{"inputs":[{"name":"odds","datatype":"FP64","shape":[', b'"a"', b"]}]}", MEBI)),
    "inputs that are numbers": (V2, repeated(b'{"parameters":{},"inputs":[', b"1", b"]}", 900_000)),
    "parameters without end": (
        V2,
        b'{"inputs":[],"parameters":{' + b",".join(b'"%d":[]' % i for i in range(50_000)) + b"}}",
    ),
    "a name of its own in every row": (V1, json.dumps({"instances": [{f"k{i}": 1} for i in range(10_000)]}).encode()),
    "a row of many fields": (V1, json.dumps({"instances": [{f"k{i}": 1 for i in range(150_000)}]}).encode()),
    "many fields beside the rows": (V1, json.dumps({f"k{i}": 1 for i in range(150_000)}).encode()),
    "the same key again and again": (V1, repeated(b"{", b'"instances":1', b"}", MOST // 2)),
    "deep lists": (V1, b"[" * MOST),
    "deep objects": (V1, b'{"a":' * 100_000),
    "an integer of a megabyte": (V1, b'{"instances":[{"sportsbook":"x","odds":' + b"9" * MEBI + b"}]}"),
    "odds of a megabyte": (V1, b'{"instances":[{"sportsbook":"x","odds":"' + b"9" * MEBI + b'"}]}'),
    "odds with an exponent": (V1, b'{"instances":[{"sportsbook":"x","odds":"1e999999/1e999999999"}]}'),
    "a selection without end": (V1, b'{"instances":[{"sportsbook":"x","odds":2,"selection":"' + b"a" * MEBI + b'"}]}'),
    "empty lists": (V1, repeated(b'{"instances":[', b"[]", b"]}", MOST)),
    "no JSON": (V1, b"x" * MOST),
    "no UTF-8": (V1, b'{"instances":["' + b"\xff" * MEBI + b'"]}'),
}


@pytest.fixture(scope="module")
def attacked() -> Iterator[Running]:
    with running(["-m", "tests.inference.price_only", "127.0.0.1", "0", "--body-bytes", str(16 * MEBI)]) as server:
        yield server


def post(server: Running, path: str, body: bytes, headers: dict[str, str] | None = None) -> httpx.Response:
    given = {"content-type": "application/json"} | (headers or {})
    return httpx.post(f"{server.url}{path}", content=body, headers=given, trust_env=False, timeout=120)


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "application/x+json"])
@pytest.mark.parametrize("name", BODIES)
def test_it_is_refused_in_few_words(attacked: Running, name: str, kind: str) -> None:
    answer = post(attacked, *BODIES[name], {"content-type": kind})
    assert answer.status_code in (400, 413), answer.text[:200]
    assert answer.json()["error"]
    assert len(answer.content) < ANSWER_BYTES


def test_binary_tensors_whose_json_has_too_many_values_are_refused(attacked: Running) -> None:
    body = BODIES["empty lists"][1]
    answer = post(attacked, V2, body, {"inference-header-content-length": str(len(body))})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "name", ["ten thousand tensors", "a name of its own in every row", "the same key again and again"]
)
def test_an_honest_large_request_is_answered_meanwhile(attacked: Running, name: str) -> None:
    """Larger bodies are scored two at a time: these would take both places, and everybody else would wait."""
    honest = json.dumps({"instances": [BET] * 5_000}).encode()
    with ThreadPoolExecutor(4) as pool:
        attacks = [pool.submit(post, attacked, *BODIES[name]) for _ in range(12)]
        answer = post(attacked, V1, honest)
        assert {attack.result().status_code for attack in attacks} <= {400, 413, 503}
    assert answer.status_code == 200  # the server itself gives up after 30 s
    assert len(answer.json()["predictions"]) == 5_000


def test_bodies_that_arrive_at_once_take_no_more_memory_than_there_is_room_for(attacked: Running) -> None:
    body = b'{"instances":[{"sportsbook":"x","odds":2.0,"selection":"' + b"x" * (15 * MEBI) + b'"}]}'
    before = peak_memory(attacked.process.pid)
    with ThreadPoolExecutor(24) as pool:
        found = {one.result().status_code for one in [pool.submit(post, attacked, V1, body) for _ in range(72)]}
    assert found <= {400, 503}
    assert 400 in found
    assert peak_memory(attacked.process.pid) - before < 512 * MEBI  # 72 of them are a gigabyte, parsed two


def peak_memory(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
