"""The drift detector service: its protocol, what it does with bad events, and what survives a kill."""

import base64
import json
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from pikkit.drift.result import DriftReport
from tests.inference.odds_detector import arguments
from tests.inference.payload_logger import PayloadLogger, event_headers
from tests.lineage.collector import collecting
from tests.servers import Running, running

DEADLINE = 60
pytestmark = pytest.mark.xdist_group("predictor")


@pytest.fixture(scope="module")
def detector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A detector that checks only when there are many bets."""
    with running(arguments(tmp_path_factory.mktemp("journal"), body_bytes=100_000)) as server:
        yield server


@pytest.fixture
def events(detector: Running) -> Iterator[httpx.Client]:
    with client(detector) as opened:
        yield opened


def client(server: Running) -> httpx.Client:
    return httpx.Client(base_url=server.url, trust_env=False, timeout=30)


def ask(odds: float, n: int = 1) -> dict[str, Any]:
    return {"instances": [{"sportsbook": "DraftKings", "odds": odds}] * n}


def answer(p_win: float, n: int = 1) -> dict[str, Any]:
    return {"predictions": [{"p_win": p_win, "p_market": p_win, "model_version": "pikkit/7"}] * n}


def exchange(to: httpx.Client, event_id: str, odds: float, n: int = 1) -> None:
    """A request and its response."""
    for kind, body in (("request", ask(odds, n)), ("response", answer(1 / odds, n))):
        assert to.post("/", json=body, headers=event_headers(event_id, kind)).status_code == 202


def figure(of: httpx.Client, name: str) -> float:
    """One figure of the metrics, 0 without it."""
    lines = of.get("/metrics").text.splitlines()
    return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"{name} ")), 0.0)


def wait_for(of: httpx.Client, name: str, value: float) -> None:
    """Wait until a figure is reached."""
    deadline = time.monotonic() + DEADLINE
    while (found := figure(of, name)) < value:
        assert time.monotonic() < deadline, f"{name} is {found}, not {value}"
        time.sleep(0.1)


def events_that(became: str) -> str:
    return f'pikkit_drift_events_total{{outcome="{became}"}}'


def test_a_predictors_exchanges_reach_the_window_in_both_protocols(http: httpx.Client, events: httpx.Client) -> None:
    before = figure(events, "pikkit_drift_window_bets")
    logger = PayloadLogger(http, events)
    assert logger.ask("/v1/models/pikkit:predict", ask(1.9, 3)).status_code == 200
    columns = {"sportsbook": ["DraftKings", "FanDuel"], "league": ["NBA", ""], "odds": [1.6, 4.0]}
    tensors = [
        {"name": name, "shape": [2], "datatype": "FP64" if name == "odds" else "BYTES", "data": data}
        for name, data in columns.items()
    ]
    assert logger.ask("/v2/models/pikkit/infer", {"inputs": tensors}).status_code == 200
    wait_for(events, "pikkit_drift_window_bets", before + 5)


def test_a_refused_request_has_no_response_and_never_counts(http: httpx.Client, events: httpx.Client) -> None:
    before = figure(events, "pikkit_drift_window_bets")
    logger = PayloadLogger(http, events)
    assert logger.ask("/v1/models/pikkit:predict", ask(0.5)).status_code == 400
    exchange(events, "after the refused one", 2.0)
    wait_for(events, "pikkit_drift_window_bets", before + 1)
    assert figure(events, "pikkit_drift_window_bets") == before + 1


def test_an_event_sent_again_counts_once(events: httpx.Client) -> None:
    before, again = figure(events, "pikkit_drift_window_bets"), figure(events, events_that("duplicate"))
    for _ in range(3):
        exchange(events, "sent three times", 2.0)
    wait_for(events, events_that("duplicate"), again + 4)
    assert figure(events, "pikkit_drift_window_bets") == before + 1


def test_a_response_may_come_before_its_request(events: httpx.Client) -> None:
    before = figure(events, "pikkit_drift_window_bets")
    for kind, body in (("response", answer(0.5)), ("request", ask(2.0))):
        events.post("/", json=body, headers=event_headers("the wrong way round", kind))
    wait_for(events, "pikkit_drift_window_bets", before + 1)


@pytest.mark.parametrize("encoded", [False, True], ids=["data", "data_base64"])
def test_structured_mode_is_taken_too(events: httpx.Client, encoded: bool) -> None:
    before = figure(events, "pikkit_drift_window_bets")
    for kind, body in (("request", ask(2.0)), ("response", answer(0.5))):
        headers = event_headers(f"structured {encoded}", kind)
        event = {name[3:]: value for name, value in headers.items() if name.startswith("ce-")}
        data = {"data_base64": base64.b64encode(json.dumps(body).encode()).decode()} if encoded else {"data": body}
        content_type = {"content-type": "application/cloudevents+json; charset=utf-8"}
        said = events.post("/", content=json.dumps({**event, **data}), headers=content_type)
        assert said.status_code == 202, said.text
    wait_for(events, "pikkit_drift_window_bets", before + 1)


@pytest.mark.parametrize(
    ("request_body", "response_body"),
    [
        (ask(2.0, 2), answer(0.5, 3)),
        (ask(2.0), {"predictions": [{"score": 1}]}),
        (ask(2.0), {"predictions": [None]}),
        ({"inputs": [{"name": "odds"}]}, {"outputs": []}),
        ({"inputs": [3]}, {"outputs": [{"name": "p_win", "data": [0.5]}]}),
    ],
)
def test_halves_that_do_not_fit_are_counted_and_left_out(
    events: httpx.Client, request_body: object, response_body: object, request: pytest.FixtureRequest
) -> None:
    unreadable = 'pikkit_drift_exchanges_total{outcome="unreadable"}'
    before = figure(events, unreadable)
    for kind, body in (("request", request_body), ("response", response_body)):
        assert events.post("/", json=body, headers=event_headers(request.node.name, kind)).status_code == 202
    wait_for(events, unreadable, before + 1)


GOOD = event_headers("x", "request")


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in GOOD.items() if key != name}


@pytest.mark.parametrize(
    ("headers", "content", "sentence"),
    [
        ({}, b'{"instances": []}', "it lacks specversion, id, source and type"),
        (without("ce-id"), b'{"instances": []}', "it lacks id"),
        ({**GOOD, "ce-specversion": "0.3"}, b'{"instances": []}', "version 1.0 are taken, not '0.3'"),
        ({**GOOD, "ce-id": "x" * 600}, b'{"instances": []}', "longer than 512"),
        ({**GOOD, "ce-type": "com.example.order"}, b'{"instances": []}', "not 'com.example.order'"),
        ({**GOOD, "ce-type": "request"}, b'{"instances": []}', "not 'request'"),
        ({**GOOD, "ce-time": "yesterday"}, b'{"instances": []}', "'yesterday' is no RFC 3339 time"),
        ({**GOOD, "ce-time": "0001-01-01T00:00:00+14:00"}, b'{"instances": []}', "is no RFC 3339 time"),
        (GOOD, b"", "is not JSON"),
        (GOOD, b"{", "is not JSON"),
        (GOOD, b'{"instances": [NaN]}', "is not JSON"),
        (GOOD, b"[" * 50_000, "is not JSON"),
        (GOOD, b"\xff", "is not JSON"),
        (GOOD, b"3", "a list of instances (V1) or inputs (V2)"),
        (GOOD, b'{"predictions": []}', "a list of instances (V1) or inputs (V2)"),
        ({**GOOD, "content-type": "application/cloudevents-batch+json"}, b"[]", "one by one"),
        ({"content-type": "application/cloudevents+json"}, b"[]", "is a JSON object with specversion"),
        ({"content-type": "application/cloudevents+json"}, b'{"id": 3}', "has no data"),
        ({"content-type": "application/cloudevents+json"}, b'{"data_base64": "%"}', "is not base64"),
        ({"content-type": "application/cloudevents+json"}, b'{"data": {}, "id": 3}', "it lacks specversion, id"),
    ],
)
def test_a_bad_event_is_refused_with_a_sentence(
    events: httpx.Client, headers: dict[str, str], content: bytes, sentence: str
) -> None:
    before = figure(events, events_that("refused"))
    response = events.post("/", content=content, headers=headers)
    assert response.status_code == 400, response.text
    assert sentence in response.json()["error"]
    assert figure(events, events_that("refused")) == before + 1


def test_an_event_that_is_too_large_is_refused(events: httpx.Client) -> None:
    response = events.post("/", content=b" " * 100_001, headers=GOOD)
    assert response.status_code == 413
    assert response.json()["error"] == "An event may have 100,000 bytes."


def test_before_the_first_check_there_is_no_report(events: httpx.Client) -> None:
    response = events.get("/report")
    assert (response.status_code, response.json()) == (404, {"error": "No check was made yet."})


@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_it_says_that_it_is_well(events: httpx.Client, path: str) -> None:
    assert events.get(path).status_code == 200


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nothing", 404), ("DELETE", "/", 405)])
def test_a_wrong_address_gets_a_sentence(events: httpx.Client, method: str, path: str, status: int) -> None:
    response = events.request(method, path)
    assert response.status_code == status
    assert response.json()["error"].endswith(".")


def test_schemathesis_finds_nothing(detector: Running) -> None:
    """It is not asked to take all that its schema allows: that attributes are headers or in the body, it cannot say."""
    schema = schemathesis.openapi.from_url(f"{detector.url}/openapi.json")
    for operation in schema.get_all_operations():
        assert isinstance(operation, Ok)
        for case in cases(operation.ok()):
            case.call_and_validate(excluded_checks=[positive_data_acceptance])


def cases(operation: Any) -> list[Any]:
    """A few examples of calls that an operation's schema allows, the same each time."""
    import hypothesis

    drawn: list[Any] = []

    @hypothesis.settings(max_examples=20, database=None, derandomize=True, deadline=None)
    @hypothesis.given(case=operation.as_strategy())
    def collect(case: Any) -> None:
        drawn.append(case)

    collect()
    return drawn


def test_drift_is_shown_told_to_the_sink_and_reported(tmp_path: Path) -> None:
    with ExitStack() as stack:
        sink = stack.enter_context(collecting())
        server = stack.enter_context(running(arguments(tmp_path, check_bets=300, sink_url=sink.url)))
        events = stack.enter_context(client(server))
        for number in range(3):
            exchange(events, str(number), 3.5, 100)
        wait_for(events, 'pikkit_drift_checks_total{outcome="severe"}', 1)
        assert figure(events, 'pikkit_drift_effect{detector="psi",feature="odds"}') > 0.25
        assert figure(events, 'pikkit_drift_severity{model="pikkit",version="7"}') == 2
        wait_for(events, 'pikkit_drift_notices_total{outcome="delivered"}', 1)
        report = DriftReport.from_json(events.get("/report").text)
    assert (report.rows, report.model_version, report.severity) == (300, "7", "severe")
    assert DriftReport.from_json(json.dumps(sink.bodies[0])) == report


def test_a_sink_that_fails_is_tried_again_and_intake_goes_on(tmp_path: Path) -> None:
    with ExitStack() as stack:
        sink = stack.enter_context(collecting(503))
        server = stack.enter_context(running(arguments(tmp_path, check_bets=100, sink_url=sink.url)))
        events = stack.enter_context(client(server))
        exchange(events, "a", 2.0, 100)
        wait_for(events, 'pikkit_drift_notices_total{outcome="retried"}', 1)
        exchange(events, "b", 2.0, 50)
        wait_for(events, "pikkit_drift_window_bets", 150)
    assert len(sink.bodies) >= 2
    assert sink.bodies[0] == sink.bodies[1]


def test_a_full_queue_drops_and_says_so(tmp_path: Path) -> None:
    with running(arguments(tmp_path, queue_events=1)) as server, client(server) as events:
        codes = {
            events.post("/", json=ask(2.0, 500), headers=event_headers(str(n), "request")).status_code
            for n in range(200)
        }
        dropped, accepted = figure(events, events_that("dropped")), figure(events, events_that("accepted"))
    assert codes <= {202, 503}
    assert dropped + accepted == 200


def test_the_window_survives_kill_9_and_half_exchanges_find_their_other_half(tmp_path: Path) -> None:
    with suppress(RuntimeError), running(arguments(tmp_path)) as server, client(server) as events:
        exchange(events, "whole", 2.0, 40)
        events.post("/", json=ask(2.0, 2), headers=event_headers("half", "request"))
        wait_for(events, "pikkit_drift_journaled_events_total", 3)
        server.process.kill()
        assert server.process.wait() == -signal.SIGKILL
    with (tmp_path / "events-000000000001.jsonl").open("ab") as torn:
        torn.write(b'{"id": "cut sho')
    with running(arguments(tmp_path, check_seconds=0.1)) as server, client(server) as events:
        assert figure(events, "pikkit_drift_window_bets") == 40
        exchange(events, "whole", 2.0, 40)  # sent again: it is known
        events.post("/", json=answer(0.5, 2), headers=event_headers("half", "response"))
        wait_for(events, "pikkit_drift_window_bets", 42)
        assert figure(events, "pikkit_drift_window_bets") == 42
        wait_for(events, 'pikkit_drift_checks_total{outcome="severe"}', 1)


def test_two_detectors_do_not_share_a_journal(tmp_path: Path) -> None:
    with running(arguments(tmp_path)):  # noqa: SIM117 (the second must fail within the first)
        with (
            pytest.raises(RuntimeError, match="Another drift detector keeps its journal"),
            running(arguments(tmp_path)),
        ):
            pass
