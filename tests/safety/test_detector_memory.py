"""The drift detector under events that are made to fill its memory, and from senders it does not know."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from tests.inference.payload_logger import event_headers
from tests.servers import Running, running
from tests.trained import process_environment

TOKEN = "a-token-of-the-detector"  # noqa: S105 (of a test)
MEBI = 2**20
LIMIT = 1024 * MEBI
"""What its manifest gives it."""
EVENTS = 24
"""Four for each that is sent at the same time: what is kept of an event would add up."""
SIZE = 9_000_000


def bodies() -> dict[str, bytes]:
    """Bodies that become many times their size when they are parsed, and some that only are large."""
    half = SIZE // 2
    return {
        "lists": b'{"instances":[' + b",".join([b"[]"] * (SIZE // 3)) + b"]}",
        "objects": b'{"instances":[' + b",".join([b'{"a":1}'] * (SIZE // 8)) + b"]}",
        "long text": b'{"instances":[{"selection":"' + b"x" * SIZE + b'"}]}',
        "wide text": b'{"instances":[{"selection":"' + b"x" * half + "😀".encode() + b'"}]}',
        "text as rows": b'{"instances":[],"inputs":[{"name":"odds","data":"' + b"x" * SIZE + b'"}]}',
        "many rows": b'{"instances":[' + b",".join([b'{"odds":2.5}'] * 80_000) + b"]}",
        "binary bytes": binary(b'"datatype":"INT8"', bytes(SIZE)),
        "binary halves": binary(b'"datatype":"FP16"', bytes(SIZE)),
        "binary texts": binary(b'"datatype":"BYTES"', bytes(SIZE)),
        "depth before binary": b'{"binary_data_size":' + b"[" * 200_000,
        "base64": b'{"specversion":"1.0","data_base64":"' + b"QUFB" * (SIZE // 4) + b'"}',
    }


def binary(datatype: bytes, tensor: bytes) -> bytes:
    """A body with one binary tensor."""
    size = b'"parameters":{"binary_data_size":%d}' % len(tensor)
    return b'{"inputs":[{"name":"odds","shape":[1],' + datatype + b"," + size + b"}]}" + tensor


@pytest.fixture(scope="module")
def detector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("detector")
    env = process_environment(home) | {"PIKKIT_DETECTOR__TOKEN": TOKEN}
    with running(["-m", "pikkit.inference.drift_detector", "--port", "0"], env) as server:
        yield server


def send(detector: Running, name: str, body: bytes, **headers: str) -> int:
    """The status; 0 where the server did not wait for the end of the body."""
    given = event_headers(name, "request") | {"authorization": f"Bearer {TOKEN}"} | headers
    try:
        return httpx.post(detector.url, content=body, headers=given, trust_env=False, timeout=120).status_code
    except httpx.HTTPError:
        return 0


@pytest.mark.timeout(600)
def test_many_events_of_every_kind_stay_within_what_the_manifest_gives(detector: Running) -> None:
    process = psutil.Process(detector.process.pid)
    most = 0
    with ThreadPoolExecutor(6) as pool:
        for kind, body in bodies().items():
            sent = [pool.submit(send, detector, f"{kind} {number}", body) for number in range(EVENTS)]
            for one in sent:
                assert one.result() in (0, 202, 400, 413, 503)
                most = max(most, process.memory_info().rss)
    peak = peak_memory(process.pid)
    assert max(most, peak) < LIMIT, f"{max(most, peak) / MEBI:.0f} MiB"
    assert send(detector, "a fine event", b'{"instances":[{"sportsbook":"x","odds":2.0}]}') == 202


def peak_memory(pid: int) -> int:
    """The most it ever had, in bytes (proc(5), VmHWM)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


@pytest.mark.parametrize(
    "shown", [{}, {"authorization": "Bearer wrong-token-wrong"}, {"authorization": "Basic !"}, {"authorization": TOKEN}]
)
def test_events_of_a_sender_without_the_token_are_refused_with_401(detector: Running, shown: dict[str, str]) -> None:
    headers = event_headers("1", "request") | shown
    answer = httpx.post(detector.url, content=b'{"instances":[]}', headers=headers, trust_env=False)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert httpx.get(f"{detector.url}/report", headers=shown, trust_env=False).status_code == 401
    assert httpx.get(f"{detector.url}/health", headers=shown, trust_env=False).status_code == 200


def test_the_token_may_be_the_password_in_the_loggers_address(detector: Running) -> None:
    """KServe's payload logger knows an address alone; Go's client makes Basic authorization of what stands in it."""
    url = detector.url.replace("http://", f"http://logger:{TOKEN}@")
    headers = event_headers("by password", "request")
    body = json.dumps({"instances": [{"sportsbook": "x", "odds": 2.0}]})
    assert httpx.post(url, content=body, headers=headers, trust_env=False).status_code == 202


def test_no_web_page_sends_events(detector: Running) -> None:
    body = b'{"instances":[{"sportsbook":"x","odds":2.0}]}'
    for sign in ({"host": "evil.example"}, {"origin": "http://evil.example"}, {"sec-fetch-site": "same-site"}):
        assert send(detector, "from a page", body, **sign) == 403


@pytest.mark.parametrize("depth", [100, 400, 900, 5_000])
def test_an_event_that_is_nested_deep_is_no_failure_of_the_service(detector: Running, depth: int) -> None:
    data = b'{"instances":[' + b"[" * depth + b"]" * depth + b"]}"
    kind = b"org.kubeflow.serving.inference.request"
    event = b'{"specversion":"1.0","id":"deep","source":"/","type":"' + kind + b'","data":' + data + b"}"
    sent = [send(detector, f"deep {number} {depth}", body) for number, body in enumerate((data, event))]
    structured = httpx.post(
        detector.url,
        content=event,
        headers={"content-type": "application/cloudevents+json", "authorization": f"Bearer {TOKEN}"},
        trust_env=False,
        timeout=60,
    )
    assert {*sent, structured.status_code} <= {202, 400}
