"""What may be asked, and the sentence for what may not."""

import math
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from pikkit.base.validation import problems_of
from pikkit.bets.outcome import Side
from pikkit.scoring.request import ScoreRequest

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def ask(**fields: Any) -> ScoreRequest:
    return ScoreRequest.model_validate({"sportsbook": "Caesars", "odds": 1.91} | fields)


def problem(**fields: Any) -> str:
    """The one sentence about a request that cannot be used."""
    with pytest.raises(ValidationError) as refused:
        ask(**fields)
    (only,) = problems_of(refused.value, accepted=ScoreRequest.model_fields)
    return str(only)


@pytest.mark.parametrize(
    ("fields", "decimal"),
    [
        ({"odds": 1.91}, 1.91),
        ({"odds": "1.91"}, 1.91),
        ({"odds": "-110"}, 1 + 100 / 110),
        ({"odds": 150}, 150.0),
        ({"odds": "5/2"}, 3.5),
        ({"odds": "evens"}, 2.0),
        ({"odds": 150, "odds_format": "decimal"}, 150.0),
        ({"odds": "  +150 "}, 2.5),
    ],
)
def test_a_price_is_read_in_any_notation(fields: dict[str, Any], decimal: float) -> None:
    assert ask(**fields).decimal_odds == pytest.approx(decimal)


@pytest.mark.parametrize("odds", [0.5, 1, 0, -50, "abc", "", "1.9.1", math.nan, math.inf, "1/0", "∞", 10**30])
def test_what_is_no_price_is_refused_in_a_sentence(odds: object) -> None:
    if odds == 10**30:
        assert ask(odds=odds).decimal_odds == pytest.approx(1e30)  # a very long price is still one
    else:
        assert problem(odds=odds).startswith("odds: The odds ")


@pytest.mark.parametrize("odds", [True, False])
def test_a_flag_is_no_price(odds: bool) -> None:
    assert "must be a number or a text" in problem(odds=odds)


@pytest.mark.parametrize("odds", [None, [1.9], {"decimal": 1.9}])
def test_other_kinds_of_value_are_no_price(odds: object) -> None:
    assert problem(odds=odds).startswith("odds: should be a valid number or a valid string, not ")


def test_a_moment_needs_its_time_zone() -> None:
    assert problem(placed_at="2026-03-01T12:00:00").startswith("placed_at: must say its time zone")


@pytest.mark.parametrize(
    "moment",
    ["2200-01-02T00:00:00Z", "1960-01-01T00:00:00Z", "9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+05:00"],
)
def test_a_moment_beyond_our_time_is_refused(moment: str) -> None:
    sentence = "placed_at: should be a moment from 1970-01-02 on and before 2200-01-01"
    assert problem(placed_at=moment).startswith(sentence)


def test_a_bet_is_placed_when_it_says_in_utc_or_else_now() -> None:
    east = NOW.astimezone(timezone(timedelta(hours=9)))
    assert ask(placed_at=east).moment() == NOW
    assert ask(placed_at=east).moment().utcoffset() == timedelta(0)
    assert ask().moment(NOW) == NOW
    assert abs(ask().moment() - datetime.now(UTC)) < timedelta(minutes=1)


def test_an_unknown_field_is_told_with_those_that_exist() -> None:
    sentence = problem(colour="red")
    assert sentence.startswith("colour: is not known; the fields are sportsbook, ")


def test_a_stake_is_not_negative() -> None:
    assert "greater than or equal to 0" in problem(stake=-1)


@pytest.mark.parametrize("name", ["sportsbook", "odds"])
def test_book_and_price_are_required(name: str) -> None:
    fields = {"sportsbook": "Caesars", "odds": 1.91}
    del fields[name]
    with pytest.raises(ValidationError) as refused:
        ScoreRequest.model_validate(fields)
    assert [str(each) for each in problems_of(refused.value)] == [f"{name}: is required"]


@pytest.mark.parametrize("text", ["over", "OVER", " Over "])
def test_a_side_is_one_of_ours_in_any_case(text: str) -> None:
    assert ask(side=text).side is Side.OVER


@pytest.mark.parametrize("side", ["Arsenal", "o", "", 3])
def test_what_is_no_side_is_told_the_sides_there_are(side: object) -> None:
    assert "'home', 'away', 'draw', 'over', 'under', 'yes', 'no' or 'other'" in problem(side=side)


@pytest.mark.parametrize("text", ["", "   ", "x" * 201, "\ud800"])
def test_a_name_is_a_short_text(text: str) -> None:
    assert problem(sportsbook=text).startswith("sportsbook: ")


@pytest.mark.parametrize("fields", [{"n_legs": 0}, {"n_legs": 51}, {"n_legs": 2.5}, {"line": math.inf}])
def test_a_number_out_of_range_is_refused(fields: dict[str, Any]) -> None:
    assert problem(**fields).startswith(f"{next(iter(fields))}: ")


def test_a_parlay_of_one_leg_is_refused() -> None:
    assert problem(bet_type="parlay", n_legs=1) == "n_legs is 1, but a parlay has at least 2 legs"


def test_a_request_survives_json() -> None:
    request = ask(side="over", placed_at=NOW, selection="Over 2.5 Total Hull vs. Watford")
    assert ScoreRequest.model_validate_json(request.model_dump_json()) == request
