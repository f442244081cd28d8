"""Whatever is written where a bet's words should be: it is read without an error, and stays as it was written."""

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pikkit.bets.bet_info import parse_bet_info, parse_leg
from pikkit.bets.leg import Leg


@pytest.mark.parametrize("text", ["random text", "@", "vs vs", "", " ", "Over", "+", "10+", "Zorbles 1.5 Caruso"])
def test_what_cannot_be_read_has_no_market(text: str) -> None:
    assert parse_leg(text).market is None


def test_legs_are_joined_by_bars() -> None:
    first, second = parse_bet_info("Under 2.5 Total Hull vs. Watford | Ath Madrid Moneyline Sevilla vs. Ath Madrid")
    assert first == parse_leg("Under 2.5 Total Hull vs. Watford")
    assert second == parse_leg("Ath Madrid Moneyline Sevilla vs. Ath Madrid")
    assert parse_bet_info("") == parse_bet_info(" | ") == ()


@given(st.text(st.characters()))
@example("\ud800 Moneyline \ud800 @ b")
@example("Moneyline " * 2000)
@example("Over 1.5 ½ − Points @ vs. at")
def test_no_text_is_refused(text: str) -> None:
    leg = parse_leg(text)
    assert Leg.model_validate_json(leg.model_dump_json()) == leg


@given(st.text(st.sampled_from("()[]{}+-/&.,:;'|@ vsat1234Mapsover"), max_size=60))
def test_whatever_brackets_do_a_text_is_read(text: str) -> None:
    """A bracket that is never opened led a look-up of teams in circles for ever."""
    assert isinstance(parse_bet_info(f"Over 1.5 {text} Maps) Navi vs Vitality"), tuple | list)


@pytest.mark.parametrize(
    "text",
    ["Over 4,250,5 Passing Yards Ann Able", "Rory San Drivers 32.5 Puckline Luca Falk", "4,250/5", "Cup 7.5 Spread"],
)
def test_numbers_that_stand_oddly_stop_no_import(text: str) -> None:
    assert parse_leg(text).raw == text


def test_any_order_of_words_is_read_without_an_error() -> None:
    some = (
        "Ann Able Cup San - – @ vs V No Yes Over U 4,250,5 -0.5, 32.5 (0-0) 10+ ½ Spread Line Total",
        "Live EVEN PK",
    )
    words = " ".join(some).split()
    shuffled = random.Random(14)
    for _ in range(1500):
        text = " ".join(shuffled.choices(words, k=shuffled.randint(1, 9)))
        assert parse_leg(text).raw == text
