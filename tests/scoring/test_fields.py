"""One table of request fields: what reads, describes, offers or keeps them follows it, and so does one that is new."""

import subprocess
import sys
from typing import Any

import pytest
from pydantic import ValidationError

from pikkit.extension_api.captures import Opportunity
from pikkit.extension_api.scoring import ScoreAsked
from pikkit.scoring.fields import DEFAULTS, FIELDS, FieldKind
from pikkit.scoring.request import ScoreRequest
from pikkit.store.serving_tables import opportunities
from tests.servers import ROOT

KINDS = {
    FieldKind.TEXT: {"string"},
    FieldKind.PRICE: {"number", "string"},
    FieldKind.NUMBER: {"number"},
    FieldKind.WHOLE: {"integer"},
    FieldKind.FLAG: {"boolean"},
    FieldKind.MOMENT: {"string"},
    FieldKind.OFFERS: {"array"},
    FieldKind.CHOICE: {"string"},
}
BET = {"sportsbook": "Caesars", "odds": 2.0}
BESIDE = {"books", "event_start"}
"""What the API takes beside the bet: other prices of the page, and when its game begins."""


def types_of(schema: dict[str, Any], document: dict[str, Any]) -> set[str]:
    if "$ref" in schema:
        return types_of(document["$defs"][schema["$ref"].rpartition("/")[2]], document)
    if "anyOf" in schema:
        return set().union(*(types_of(part, document) for part in schema["anyOf"]))
    return {schema["type"]}


@pytest.mark.parametrize("model", [ScoreRequest, ScoreAsked])
def test_requests_and_the_apis_schema_say_what_the_table_says(model: type[ScoreRequest]) -> None:
    document = model.model_json_schema()
    properties = document["properties"]
    said = {name: types_of(properties[name], document) - {"null"} for name in FIELDS}
    assert said == {name: KINDS[field.kind] for name, field in FIELDS.items()}
    assert [name for name in properties if name not in BESIDE] == list(FIELDS)
    assert document["required"] == [name for name, field in FIELDS.items() if field.required]
    assert {name for name, said in properties.items() if said.get("default")} - BESIDE == set(DEFAULTS)
    assert all(properties[name]["description"].startswith(field.description) for name, field in FIELDS.items())


WRONG: dict[FieldKind, tuple[object, ...]] = {
    FieldKind.TEXT: (1, True, [], ""),
    FieldKind.PRICE: (True, [], None),
    FieldKind.NUMBER: ("0", "2.5", True, [], float("nan")),
    FieldKind.WHOLE: ("2", True, 2.5),
    FieldKind.FLAG: ("true", "yes", 1, 0),
    FieldKind.MOMENT: (1.7e9, "1700000000", "2026-01-31T18:30:00"),
    FieldKind.OFFERS: ("[]", {}, [{"sportsbook": "A", "odds": "2.0"}]),
    FieldKind.CHOICE: (1, "x"),
}
ANY_TEXT = {"selection"}
"""May be empty: a page that shows no words has none."""


@pytest.mark.parametrize("name", FIELDS)
def test_a_value_of_another_kind_is_refused_as_the_schema_says(name: str) -> None:
    for value in WRONG[FIELDS[name].kind]:
        if not (value == "" and name in ANY_TEXT):
            with pytest.raises(ValidationError):
                ScoreRequest.model_validate({**BET, name: value})


def test_captures_keep_in_columns_what_the_table_says_they_keep() -> None:
    kept = {name for name, field in FIELDS.items() if field.captured}
    assert kept <= set(opportunities.columns.keys()), "a field that captures keep needs a migration"
    what_became = {"stake"}  # its column is what was staked in the end
    assert {name for name in FIELDS if name in Opportunity.model_fields} - what_became == kept


NEW_FIELD = """
from typing import Annotated
from pikkit.scoring import fields
fields.FIELDS["rest_days"] = fields.RequestField("rest_days", fields.FieldKind.WHOLE, "Days since the last game")
from pikkit.scoring import request
class Asked(request.ScoreRequest):
    rest_days: request.Whole | None = request._field("rest_days")
request.ScoreRequest = Asked

from pikkit.base.validation import InvalidFieldsError
from pikkit.extension_api.captures import Capture
from pikkit.extension_api.scoring import ScoreAsked
from pikkit.inference.drift_detector import payloads
from pikkit.inference.predictor import v2
from pikkit.scoring.field_texts import values_of_texts
from pikkit.scoring.request_rows import read_row, read_rows
from typer.testing import CliRunner
from pikkit.cli.app import app

bet = {"sportsbook": "Caesars", "odds": 2.0, "rest_days": 3}
assert len(read_rows([bet])) == 1 and read_row(bet).rest_days == 3
try:
    read_rows([bet | {"rest_days": "3"}])
except InvalidFieldsError as error:
    assert "rest_days" in str(error), error
else:
    raise AssertionError("a text is no whole number")
assert v2.INPUTS["rest_days"] == "INT64"
assert all("rest_days" in model.model_json_schema()["properties"] for model in (ScoreAsked, Capture))
assert ScoreAsked.model_validate(bet).bet().rest_days == 3
assert payloads._fields(bet) == bet
assert values_of_texts("rest_days", ["3", "", "x"]) == [3, None, "x"]
assert "--rest-days" in CliRunner().invoke(app, ["score", "--help"]).output
"""


@pytest.mark.slow
def test_a_new_field_is_its_row_and_its_type_and_everything_that_asks_for_bets_knows_it() -> None:
    """With what it is for, a feature's definition, three files."""
    done = subprocess.run([sys.executable, "-c", NEW_FIELD], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
