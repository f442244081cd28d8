"""The notations of a price agree with each other, and what is no price is refused in a sentence."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.base.errors import InputError
from pikkit.bets.odds import (
    OddsFormat,
    american_from_decimal,
    could_be_american,
    decimal_from_american,
    decimal_from_fractional,
    fractional_from_decimal,
    implied_probability,
    parse_odds,
)

decimal_odds = st.floats(min_value=1.001, max_value=10_000)
american_odds = st.integers(100, 100_000).flatmap(lambda size: st.sampled_from([size, -size]))


# The conversion table every sportsbook prints.
@pytest.mark.parametrize(
    ("american", "decimal", "fraction", "implied"),
    [
        (-200, 1.5, Fraction(1, 2), 0.6667),
        (-110, 1.9091, Fraction(10, 11), 0.5238),
        (100, 2.0, Fraction(1), 0.5),
        (150, 2.5, Fraction(3, 2), 0.4),
        (900, 10.0, Fraction(9), 0.1),
    ],
)
def test_the_standard_conversion_table(american: int, decimal: float, fraction: Fraction, implied: float) -> None:
    assert decimal_from_american(american) == pytest.approx(decimal, abs=5e-5)
    assert american_from_decimal(decimal) == pytest.approx(american, abs=0.05)
    assert fractional_from_decimal(decimal) == fraction
    assert decimal_from_fractional(fraction.numerator, fraction.denominator) == pytest.approx(decimal, abs=5e-5)
    assert implied_probability(decimal) == pytest.approx(implied, abs=5e-5)


@given(decimal_odds)
def test_american_and_back_is_the_same_price(odds: float) -> None:
    assert decimal_from_american(american_from_decimal(odds)) == pytest.approx(odds)


@given(american_odds)
def test_american_prices_are_read_back_from_text(odds: int) -> None:
    assert parse_odds(f"{odds:+d}") == decimal_from_american(odds)


@given(st.lists(decimal_odds, min_size=1, max_size=20))
def test_an_array_gives_what_its_numbers_give(odds: list[float]) -> None:
    assert american_from_decimal(np.array(odds)).tolist() == [american_from_decimal(price) for price in odds]


def test_a_number_gives_a_plain_float_and_an_unknown_price_stays_unknown() -> None:
    assert type(decimal_from_american(-110)) is float
    assert math.isnan(implied_probability([2.0, math.nan])[1])


@pytest.mark.parametrize("odds", [1.0, 0.5, -2.0, 0.0, math.inf])
def test_what_is_not_above_one_is_no_decimal_price(odds: float) -> None:
    with pytest.raises(InputError, match="above 1"):
        implied_probability([2.0, odds])


@pytest.mark.parametrize("odds", [0, 99.9, -99, math.inf])
def test_american_odds_have_a_gap_around_zero(odds: float) -> None:
    with pytest.raises(InputError, match=r"-100 or less, or \+100 or more"):
        decimal_from_american(odds)


@pytest.mark.parametrize(
    ("text", "decimal"),
    [
        ("+150", 2.5),
        ("-110", 1 + 100 / 110),
        ("−110", 1 + 100 / 110),
        (" 5/2 ", 3.5),
        ("10 / 11", 1 + 10 / 11),
        ("evens", 2.0),
        ("EVS", 2.0),
        (1.91, 1.91),
        ("1.91", 1.91),
        (150, 150.0),
        ("150", 150.0),
        (-110, 1 + 100 / 110),
        ("150.0", 150.0),
        (101.5, 101.5),
        (21, 21.0),
        (np.float64(1.5), 1.5),
        (np.int64(-200), 1.5),
    ],
)
def test_auto_tells_the_notations_apart(text: float | str, decimal: float) -> None:
    assert parse_odds(text) == pytest.approx(decimal)


@pytest.mark.parametrize(
    ("value", "notation", "decimal"),
    [
        (150, "decimal", 150.0),
        ("150", OddsFormat.AMERICAN, 2.5),
        ("even", "american", 2.0),
        ("1/4", "fractional", 1.25),
    ],
)
def test_a_named_notation_is_taken_at_its_word(value: float | str, notation: str, decimal: float) -> None:
    assert parse_odds(value, notation) == decimal


@pytest.mark.parametrize(
    "value",
    [
        *("", "abc", "1", "+1.91", "-99", "5/0", "0/5", "5/2/1", "1_91", "1,91", "nan", "inf", "1e3", "٣٠٠"),
        *("9" * 400, "x" * 5000, "-1" + "0" * 18),
        *(1.0, 0.9, 0, -50, 10**400, math.nan, math.inf, -math.inf, True),
    ],
)
def test_what_is_no_price_is_refused_saying_what_is_accepted(value: float | str) -> None:
    with pytest.raises(InputError, match="ccepted: decimal odds above 1") as refused:
        parse_odds(value)
    assert len(str(refused.value)) < 800


@pytest.mark.parametrize("same", [101, 101.0, "101", "101.0", " 101 "])
def test_a_whole_number_of_100_or_more_is_one_price_however_it_is_written_and_in_doubt(same: float | str) -> None:
    assert parse_odds(same) == 101.0
    assert could_be_american(same)


@pytest.mark.parametrize("sure", ["+101", "-110", -110, 101.5, "101.25", 99, "99", "5/2", "evens", "1e3"])
def test_a_price_that_says_its_notation_is_in_no_doubt(sure: float | str) -> None:
    assert not could_be_american(sure)


@pytest.mark.parametrize("notation", ["decimal", "american"])
def test_a_named_notation_leaves_no_doubt(notation: str) -> None:
    assert not could_be_american(150, notation)


def test_a_value_that_is_neither_number_nor_text_is_refused() -> None:
    with pytest.raises(InputError, match="are not a price"):
        parse_odds(None)  # type: ignore[arg-type]


def test_an_unknown_notation_is_refused() -> None:
    with pytest.raises(InputError, match="accepted: auto, decimal, american, fractional"):
        parse_odds(2.0, "malay")


@given(st.one_of(st.text(max_size=12), st.floats(), st.integers()))
def test_any_input_is_either_a_price_or_refused(value: str | float) -> None:
    try:
        odds = parse_odds(value)
    except InputError:
        return
    assert math.isfinite(odds)
    assert odds > 1
