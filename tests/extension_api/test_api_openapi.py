"""The OpenAPI document says what the service does."""

import json
from typing import Any

import pytest

from pikkit.extension_api.scoring import ScoreAsked, Scored
from tests.extension_api.service import service


@pytest.fixture
def document() -> dict[str, Any]:
    with service("http://127.0.0.1:1") as client:
        return dict(client.get("/openapi.json").get_json())


def test_it_holds_the_real_schemas(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["ScoreAsked"]["properties"].keys() == ScoreAsked.model_fields.keys()
    assert schemas["ScoreAsked"]["additionalProperties"] is False
    assert schemas["Scored"]["properties"].keys() == Scored.model_fields.keys()


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    names = document["components"]["schemas"].keys()
    parts = json.dumps(document).split('"#/components/schemas/')[1:]
    assert {part.partition('"')[0] for part in parts} <= names


def test_it_lists_the_errors_of_a_score(document: dict[str, Any]) -> None:
    operation = document["paths"]["/v1/score"]["post"]
    assert operation["responses"].keys() == {"200", "400", "401", "403", "413", "415", "429", "502", "503"}
    assert operation["requestBody"]["required"] is True
