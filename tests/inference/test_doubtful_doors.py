"""A whole number of 100 or more is one price with one warning in V1, in V2 as numbers, texts and bytes."""

import json
import struct
from typing import Any

import httpx
import pytest

from pikkit.bets.odds import american_doubt

V1, V2 = "/v1/models/pikkit:predict", "/v2/models/pikkit/infer"
BET = {"sportsbook": "DraftKings", "league": "NBA"}
DOUBT = [american_doubt(101.0)]

pytestmark = pytest.mark.xdist_group("predictor")


def two(datatype: str, data: list[Any], **more: Any) -> dict[str, Any]:
    """A request of two bets whose prices are one tensor."""
    texts = [{"name": name, "datatype": "BYTES", "shape": [2], "data": [text] * 2} for name, text in BET.items()]
    return {"inputs": [*texts, {"name": "odds", "datatype": datatype, "shape": [2], "data": data, **more}]}


def said(response: httpx.Response) -> list[tuple[float, list[str]]]:
    """The price as it was read, and the warnings, of each bet."""
    assert response.status_code == 200, response.text
    out = {output["name"]: output["data"] for output in response.json()["outputs"]}
    return list(zip(out["odds"], map(json.loads, out["warnings"]), strict=True))


def test_v1_says_it_of_numbers_and_texts(http: httpx.Client) -> None:
    prices = [101.0, "101.0", 101, "101", "+101", 101.5]
    answer = http.post(V1, json={"instances": [{**BET, "odds": odds} for odds in prices]}).json()["predictions"]
    assert [one["odds"] for one in answer] == [101.0] * 4 + [2.01, 101.5]
    assert [one["warnings"] for one in answer] == [DOUBT] * 4 + [[], []]


@pytest.mark.parametrize(("datatype", "data"), [("FP64", [101.0, 1.9]), ("INT64", [101, 2]), ("BYTES", ["101", "1.9"])])
def test_v2_says_it_of_every_type(http: httpx.Client, datatype: str, data: list[Any]) -> None:
    (odds, warnings), (_, none) = said(http.post(V2, json=two(datatype, data)))
    assert (odds, warnings, none) == (101.0, DOUBT, [])


def test_v2_says_it_of_bytes(http: httpx.Client) -> None:
    body = two("FP64", [], parameters={"binary_data_size": 16})
    del body["inputs"][-1]["data"]
    head = json.dumps(body).encode()
    sizes = {"inference-header-content-length": str(len(head)), "content-type": "application/octet-stream"}
    (odds, warnings), _ = said(http.post(V2, content=head + struct.pack("<2d", 101.0, 1.9), headers=sizes))
    assert (odds, warnings) == (101.0, DOUBT)
