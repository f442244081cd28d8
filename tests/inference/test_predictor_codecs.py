"""The two envelopes as pure functions: whatever comes in, bets or a refusal come out."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kserve import InferInput, InferRequest

from pikkit.base.validation import InvalidFieldsError
from pikkit.inference.predictor import v1, v2
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score
from pikkit.scoring.selection import BetBatch
from tests.inference.price_only import PriceOnlyScorer

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
fields = st.sampled_from([*ScoreRequest.model_fields, "colour", ""])
instances = st.dictionaries(fields, json_values | st.sampled_from(["x", 2.0, "-110", "auto", "straight"]))
datatypes = st.sampled_from(["BYTES", "FP64", "BOOL", "INT64", "FP16", "nonsense"])
tensors = st.builds(
    InferInput,
    name=fields,
    shape=st.lists(st.integers(-1, 3), max_size=2),
    datatype=datatypes,
    data=st.none() | st.lists(json_values, max_size=3),
)


def bets(n: int = 2) -> InferRequest:
    inputs = [InferInput("sportsbook", [n], "BYTES", ["x"] * n), InferInput("odds", [n], "FP64", [2.0] * n)]
    return InferRequest("pikkit", inputs)


def is_refused_or_read(read: Any, given_input: object) -> bool:
    try:
        return len(read(given_input).batch) > 0
    except InvalidFieldsError as refusal:
        return bool(refusal.problems)


@given(json_values | st.fixed_dictionaries({"instances": st.lists(instances | json_values, max_size=3)}))
def test_any_v1_body_is_read_or_refused(body: object) -> None:
    assert is_refused_or_read(v1.decode, body)


@given(st.lists(tensors, max_size=4))
def test_any_v2_tensors_are_read_or_refused(inputs: list[InferInput]) -> None:
    assert is_refused_or_read(v2.decode, InferRequest("pikkit", inputs))


def test_v2_has_a_tensor_for_every_field_of_a_request() -> None:
    assert v2.INPUTS.keys() == ScoreRequest.model_fields.keys()


def test_v2_answers_every_field_of_a_score_but_its_moments() -> None:
    split = {"interval_low", "interval_high"}
    apart = {"interval", "model_version", "features_at", "feature_age_seconds", "features_materialized_at"}
    assert v2.OUTPUTS.keys() == (Score.model_fields.keys() - apart) | split


def test_v2_reads_every_kind_of_field() -> None:
    request = bets(1)
    request.inputs += [
        InferInput("live", [1], "BOOL", [True]),
        InferInput("line", [1], "FP64", [4.5]),
        InferInput("n_legs", [1], "FP64", [2]),
        InferInput("bet_type", [1], "BYTES", ["parlay"]),
        InferInput("placed_at", [1], "BYTES", ["2026-01-31T18:30:00Z"]),
    ]
    expected = {"live": True, "line": 4.5, "n_legs": 2, "bet_type": "parlay", "placed_at": "2026-01-31T18:30:00Z"}
    read = v2.decode(request).batch
    alone = BetBatch.of([ScoreRequest.model_validate({"sportsbook": "x", "odds": 2.0, **expected})])
    assert read.texts == alone.texts
    for name in ("odds", "placed_at", "live", "n_legs"):
        assert getattr(read, name).tolist() == getattr(alone, name).tolist()


def test_a_v2_answer_without_an_id_gets_one_of_its_own() -> None:
    scores = PriceOnlyScorer().score_batch(v2.decode(bets()).batch)
    assert v2.encode(bets(), scores).id != v2.encode(bets(), scores).id


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_a_number_that_is_none_is_refused(bad: float) -> None:
    for field in ("odds", "line", "n_legs"):
        with pytest.raises(InvalidFieldsError, match=rf"instances\[0\]\.{field}"):
            v1.decode({"instances": [{"sportsbook": "x", "odds": 2.0, field: bad}]})
