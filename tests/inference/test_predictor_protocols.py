"""What the predictor answers over HTTP, in a process of its own."""

import json
import struct
from typing import Any

import httpx
import pytest

V1 = "/v1/models/pikkit:predict"
V2 = "/v2/models/pikkit/infer"
JSON = {"content-type": "application/json"}
BET = {"sportsbook": "DraftKings", "odds": 1.6, "league": "NBA"}

pytestmark = pytest.mark.xdist_group("predictor")


def tensor(name: str, datatype: str, data: list[Any], shape: list[int] | None = None) -> dict[str, Any]:
    return {"name": name, "datatype": datatype, "shape": [len(data)] if shape is None else shape, "data": data}


BOOKS = tensor("sportsbook", "BYTES", ["DraftKings", "FanDuel"])
ODDS = tensor("odds", "FP64", [1.6, 4.0])


def outputs(response: httpx.Response) -> dict[str, Any]:
    assert response.status_code == 200, response.text
    return {output["name"]: output["data"] for output in response.json()["outputs"]}


def test_v1_scores_every_instance_in_order(http: httpx.Client) -> None:
    response = http.post(V1, json={"instances": [BET, {**BET, "odds": "+300"}]})
    assert [p["p_win"] for p in response.json()["predictions"]] == [0.625, 0.25]


def test_v1_names_the_model_version_in_a_header(http: httpx.Client) -> None:
    assert http.post(V1, json={"instances": [BET]}).headers["x-model-version"] == "price-only-1"


def test_v1_takes_a_charset_with_its_json(http: httpx.Client) -> None:
    body = json.dumps({"instances": [BET]})
    response = http.post(V1, content=body, headers={"content-type": "application/json; charset=utf-8"})
    assert response.status_code == 200


def test_v2_answers_one_value_a_bet_in_every_output(http: httpx.Client) -> None:
    answered = outputs(http.post(V2, json={"inputs": [BOOKS, ODDS]}))
    described = {t["name"]: t for t in http.get("/v2/models/pikkit").json()["outputs"]}
    assert answered.keys() == described.keys()
    assert {len(values) for values in answered.values()} == {2}


def test_v2_scores_equal_v1_scores(http: httpx.Client) -> None:
    bets = [{"sportsbook": "DraftKings", "odds": 1.6}, {"sportsbook": "FanDuel", "odds": 4.0}]
    predictions = http.post(V1, json={"instances": bets}).json()["predictions"]
    answered = outputs(http.post(V2, json={"inputs": [BOOKS, ODDS]}))
    for name in ("p_win", "p_market", "fair_odds", "edge", "ev", "kelly", "odds", "verdict"):
        assert answered[name] == [prediction[name] for prediction in predictions]
    assert [json.loads(text) for text in answered["warnings"]] == [p["warnings"] for p in predictions]
    assert [list(pair) for pair in zip(answered["interval_low"], answered["interval_high"], strict=True)] == [
        prediction["interval"] for prediction in predictions
    ]


def test_v2_sets_model_version_and_echoes_the_id(http: httpx.Client) -> None:
    body = http.post(V2, json={"id": "abc", "inputs": [BOOKS, ODDS]}).json()
    assert (body["id"], body["model_version"], body["model_name"]) == ("abc", "price-only-1", "pikkit")


def test_v2_takes_odds_as_text(http: httpx.Client) -> None:
    assert outputs(http.post(V2, json={"inputs": [BOOKS, tensor("odds", "BYTES", ["3/5", "+300"])]}))["odds"] == [
        1.6,
        4,
    ]


def test_v2_lets_one_bet_of_a_batch_leave_an_optional_field_out(http: httpx.Client) -> None:
    inputs = [BOOKS, ODDS, tensor("league", "BYTES", ["NBA", ""]), tensor("line", "FP64", [None, 4.5])]
    answered = outputs(http.post(V2, json={"inputs": inputs}))
    assert answered["warnings"] == ["[]", '["no league given"]']


def test_v2_answers_only_the_outputs_asked_for(http: httpx.Client) -> None:
    body = {"inputs": [BOOKS, ODDS], "outputs": [{"name": "verdict"}, {"name": "p_win"}]}
    assert list(outputs(http.post(V2, json=body))) == ["verdict", "p_win"]


def test_v2_speaks_binary_tensors_both_ways(http: httpx.Client) -> None:
    text = b"".join(struct.pack("<I", len(book)) + book for book in (b"DraftKings", b"FanDuel"))
    numbers = struct.pack("<2d", 1.6, 4.0)
    described = json.dumps(
        {
            "inputs": [
                {
                    "name": "sportsbook",
                    "shape": [2],
                    "datatype": "BYTES",
                    "parameters": {"binary_data_size": len(text)},
                },
                {"name": "odds", "shape": [2], "datatype": "FP64", "parameters": {"binary_data_size": len(numbers)}},
            ],
            "outputs": [{"name": "p_win", "parameters": {"binary_data": True}}],
        }
    ).encode()
    response = http.post(
        V2, content=described + text + numbers, headers={"inference-header-content-length": str(len(described))}
    )
    assert response.status_code == 200, response.text
    tail = response.content[int(response.headers["inference-header-content-length"]) :]
    assert struct.unpack("<2d", tail) == (0.625, 0.25)


def test_metadata_tells_the_version_and_the_tensors(http: httpx.Client) -> None:
    described = http.get("/v2/models/pikkit").json()
    assert described["versions"] == ["price-only-1"]
    assert {"name": "live", "datatype": "BOOL", "shape": [-1]} in described["inputs"]


def test_it_is_ready_once_it_listens(http: httpx.Client) -> None:
    assert http.get("/v2/health/ready").json() == {"ready": True}
    assert http.get("/v2/models/pikkit/ready").json()["ready"] is True


def test_a_model_cannot_be_unloaded_by_a_request(http: httpx.Client) -> None:
    assert http.post("/v2/repository/models/pikkit/unload").status_code == 501
    assert http.get("/v2/models/pikkit/ready").status_code == 200


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "instances: is required"),
        ({"instances": []}, "instances: is empty"),
        ({"instances": {}}, "instances: must be a list"),
        ({"instances": None}, "instances: must be a list"),
        ({"instances": [BET], "signature_name": "x"}, "is not known"),
        ([BET], "The body must be an object"),
        (7, "The body must be an object"),
        ({"instances": [3]}, "instances[0]: must be an object"),
        ({"instances": [BET, {"sportsbook": "x", "odds": 0.5}]}, "instances[1].odds: "),
        ({"instances": [{"odds": 2}]}, "instances[0].sportsbook: is required"),
        ({"instances": [{**BET, "sportsbook": None}]}, "instances[0].sportsbook: should be a valid string"),
        ({"instances": [{**BET, "odds": None}]}, "instances[0].odds: "),
        ({"instances": [{**BET, "odds": True}]}, "instances[0].odds: "),
        ({"instances": [{**BET, "odds": "two"}]}, "instances[0].odds: "),
        ({"instances": [{**BET, "odds": []}]}, "instances[0].odds: "),
        ({"instances": [{**BET, "line": "high"}]}, "instances[0].line: "),
        (
            {"instances": [{**BET, "placed_at": "2026-01-01T00:00:00"}]},
            "instances[0].placed_at: must say its time zone",
        ),
        ({"instances": [{**BET, "colour": 5}]}, "instances[0].colour: is not known"),
    ],
)
def test_v1_refuses_with_a_sentence_and_the_place(http: httpx.Client, body: object, sentence: str) -> None:
    response = http.post(V1, json=body)
    assert response.status_code == 400
    assert sentence in response.json()["error"]


def test_every_wrong_field_of_every_instance_is_named(http: httpx.Client) -> None:
    rows = [BET, {"odds": "abc", "foo": 1}, {**BET, "odds": 0.5}]
    problems = http.post(V1, json={"instances": rows}).json()["problems"]
    assert {problem["field"] for problem in problems} == {
        "instances[1].sportsbook",
        "instances[1].odds",
        "instances[1].foo",
        "instances[2].odds",
    }


def test_a_thousand_wrong_instances_get_a_short_answer(http: httpx.Client) -> None:
    response = http.post(V1, json={"instances": [{"odds": 0}] * 1000})
    assert response.status_code == 400
    assert len(response.json()["problems"]) < 25


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "image/png", ";"])
@pytest.mark.parametrize("path", [V1, V2])
def test_a_body_that_is_not_declared_json_is_refused(http: httpx.Client, path: str, content_type: str) -> None:
    response = http.post(path, content=json.dumps({"instances": [BET]}), headers={"content-type": content_type})
    assert response.status_code == 400
    assert "application/json" in response.json()["error"]


@pytest.mark.parametrize("path", [V1, V2])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"\xff\xfe",
        b'{"instances": [{"sportsbook": "x", "odds": NaN}]}',
        b'{"instances": [{"sportsbook": "x", "odds": 1e999}]}',
        b'{"instances": [{"sportsbook": "x", "odds": ' + b"9" * 5000 + b"}]}",
        b'{"inputs": [{"name": "\\ud800", "shape": [1], "datatype": "BYTES", "data": ["x"]}]}',
        b'{"inputs": [{"name": "odds", "shape": [1], "datatype": "FP64", "data": [NaN]}]}',
        b'{"inputs": [{"name": "odds", "shape": [1], "datatype": "FP64", "data": [-Infinity]}]}',
        b'{"instances": ' + b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
    ],
)
def test_a_malformed_body_is_refused(http: httpx.Client, path: str, content: bytes) -> None:
    response = http.post(path, content=content, headers=JSON)
    assert response.status_code == 400
    assert response.json()["error"]


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ([], "instances: is empty"),
        ([ODDS], "instances[0].sportsbook: is required"),
        ([BOOKS, tensor("odds", "FP64", [1.6])], "inputs: must all have the same length: 'sportsbook' has 2"),
        ([BOOKS, ODDS, tensor("colour", "FP64", [1.0, 1.0])], "is not known; the inputs are sportsbook, odds"),
        ([BOOKS, ODDS, ODDS], "inputs.odds: is given more than once"),
        ([BOOKS, tensor("odds", "FP64", [1.6, 4.0], shape=[1, 2])], "inputs.odds: has shape [1, 2]"),
        ([BOOKS, tensor("odds", "FP64", [[1.6], [4.0]])], "instances[0].odds: [1.6] is not FP64"),
        ([BOOKS, tensor("odds", "FP64", ["1.6", 4.0])], "instances[0].odds: '1.6' is not FP64"),
        ([BOOKS, tensor("odds", "BOOL", [True, False])], "inputs.odds: must be FP64 or BYTES, not 'BOOL'"),
        ([BOOKS, ODDS, tensor("live", "FP64", [1, 0])], "inputs.live: must be BOOL, not 'FP64'"),
        ([tensor("sportsbook", "BYTES", ["x", None]), ODDS], "instances[1].sportsbook: is required"),
        ([BOOKS, tensor("odds", "FP64", [1.6, 0.5])], "instances[1].odds: "),
        ([{"name": "odds"}], "inputs[0].datatype: is required"),
        ("odds", "inputs: should be a valid list"),
    ],
)
def test_v2_refuses_with_a_sentence_and_the_place(http: httpx.Client, inputs: object, sentence: str) -> None:
    response = http.post(V2, json={"inputs": inputs})
    assert response.status_code == 400
    assert sentence in response.json()["error"]


@pytest.mark.parametrize("outputs", [[{"name": "nothing"}], [{}], 3])
def test_v2_refuses_outputs_it_does_not_have(http: httpx.Client, outputs: object) -> None:
    assert http.post(V2, json={"inputs": [BOOKS, ODDS], "outputs": outputs}).status_code == 400


@pytest.mark.parametrize(
    ("length", "content"),
    [
        ("x", b"{}"),
        ("2", b"{}"),
        ("-1", b"{}"),
        ("99", b'{"inputs": 3}'),
        ("14", b'{"inputs":[3]}'),
        ("75", b'{"inputs":[{"name":"odds","shape":[1],"datatype":"FP64","parameters":3}]} '),
        ("94", b'{"inputs":[{"name":"odds","shape":[9],"datatype":"FP64","parameters":{"binary_data_size":3}}]}abc'),
        ("95", b'{"inputs":[{"name":"odds","shape":[9],"datatype":"BYTES","parameters":{"binary_data_size":3}}]}abc'),
    ],
)
def test_v2_refuses_a_malformed_binary_request(http: httpx.Client, length: str, content: bytes) -> None:
    response = http.post(V2, content=content, headers={"inference-header-content-length": length})
    assert response.status_code == 400
    assert response.json()["error"]


def test_a_bug_answers_500_without_its_details(http: httpx.Client) -> None:
    response = http.post(V1, json={"instances": [{"sportsbook": "Broken Book", "odds": 2}]})
    assert response.status_code == 500
    assert response.json()["error"] == "The predictor failed on this request; its log says why."


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("POST", "/v1/models/other:predict", 404), ("DELETE", "/v2/models/pikkit", 405)],
)
def test_a_wrong_address_gets_a_sentence(http: httpx.Client, method: str, path: str, status: int) -> None:
    response = http.request(method, path, json={"instances": [BET]})
    assert response.status_code == status
    assert response.json()["error"].endswith(".")


def test_v1_metadata_tells_the_version_and_what_the_model_reads(http: httpx.Client) -> None:
    described = http.get("/v1/models/pikkit").json()
    assert (described["name"], described["ready"], described["version"]) == ("pikkit", True, "price-only-1")
    assert described["feature_service"] == "pikkit_v1"
    assert described["features"] == []  # it believes the price


def test_v1_leaves_reasons_out_if_asked_to(http: httpx.Client) -> None:
    said = http.post(V1, json={"instances": [BET]}).json()["predictions"][0]
    assert said["reasons"] == ["the price says so"]
    bare = http.post(V1, json={"instances": [BET], "reasons": False}).json()["predictions"][0]
    assert bare == {**said, "reasons": []}
    assert http.post(V1, json={"instances": [BET], "reasons": "no"}).status_code == 400


def test_a_patient_reading_gives_the_same_answer_as_the_straight_one(http: httpx.Client) -> None:
    straight = http.post(V1, json={"instances": [BET]})
    patient = http.post(
        V1, content=straight.request.content, headers={"content-type": "application/json; charset=utf-8"}
    )
    assert patient.json() == straight.json()
    inputs = {"inputs": [BOOKS, {**ODDS, "parameters": {}}]}
    assert outputs(http.post(V2, json=inputs)) == outputs(http.post(V2, json={"inputs": [BOOKS, ODDS]}))
