"""De-vigged probabilities equal an independent library's, and keep the properties every method promises."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.base.errors import InputError
from pikkit.bets.devig import DevigMethod, devig, overround

# Computed with penaltyblog 1.13.1, penaltyblog.implied.calculate_implied.
GOLDEN = [
    ([2.7, 2.3, 4.4], "multiplicative", [0.358738, 0.421127, 0.220135]),
    ([2.7, 2.3, 4.4], "additive", [0.359562, 0.423974, 0.216464]),
    ([2.7, 2.3, 4.4], "power", [0.359171, 0.423731, 0.217098]),
    ([2.7, 2.3, 4.4], "shin", [0.359344, 0.423244, 0.217412]),
    ([1.5, 2.7], "multiplicative", [0.642857, 0.357143]),
    ([1.5, 2.7], "additive", [0.648148, 0.351852]),
    ([1.5, 2.7], "power", [0.650822, 0.349178]),
    ([1.5, 2.7], "shin", [0.648148, 0.351852]),
]

prices = st.floats(min_value=1.01, max_value=500)
markets = st.lists(prices, min_size=2, max_size=8)
methods = st.sampled_from(DevigMethod)


@pytest.mark.parametrize(("odds", "method", "expected"), GOLDEN)
def test_golden_values(odds: list[float], method: str, expected: list[float]) -> None:
    np.testing.assert_allclose(devig(odds, method), expected, atol=1e-6)


@given(markets, methods)
def test_probabilities_add_up_to_one(odds: list[float], method: DevigMethod) -> None:
    assert devig(odds, method).sum() == pytest.approx(1, abs=1e-12)


@given(markets, methods.filter(lambda method: method is not DevigMethod.ADDITIVE))
def test_probabilities_lie_between_zero_and_one(odds: list[float], method: DevigMethod) -> None:
    fair = devig(odds, method)
    assert ((fair > 0) & (fair < 1)).all()


def test_the_additive_method_can_go_negative_on_a_long_shot() -> None:
    assert devig([1.02, 15.0, 501.0], "additive")[2] < 0


@given(prices, prices)
def test_with_two_outcomes_shin_is_additive(first: float, second: float) -> None:
    np.testing.assert_allclose(devig([first, second], "shin"), devig([first, second], "additive"), atol=1e-9)


@given(prices, st.integers(2, 8), methods)
def test_equal_prices_get_equal_probabilities(odds: float, outcomes: int, method: DevigMethod) -> None:
    np.testing.assert_allclose(devig([odds] * outcomes, method), 1 / outcomes)


@given(markets, methods)
def test_the_shorter_price_is_never_the_less_likely(odds: list[float], method: DevigMethod) -> None:
    fair = devig(odds, method)
    assert (np.diff(fair[np.argsort(odds)]) <= 1e-12).all()


@given(st.lists(st.tuples(prices, prices, prices), min_size=1, max_size=20), methods)
def test_many_markets_at_once_equal_one_at_a_time(odds: list[tuple[float, ...]], method: DevigMethod) -> None:
    together = devig(np.array(odds), method)
    assert together.shape == (len(odds), 3)
    np.testing.assert_allclose(together, [devig(market, method) for market in odds], atol=1e-10)


def test_a_fair_market_is_left_alone() -> None:
    for method in DevigMethod:
        np.testing.assert_allclose(devig([2.0, 4.0, 4.0], method), [0.5, 0.25, 0.25], atol=1e-12)


def test_the_overround_is_what_the_implied_probabilities_exceed_one_by() -> None:
    assert overround([1.5, 2.7]) == pytest.approx(1 / 1.5 + 1 / 2.7 - 1)


@pytest.mark.parametrize(
    ("odds", "sentence"),
    [
        ([1.9], "two or more"),
        (2.0, "two or more"),
        ([1.9, float("nan")], "one is missing"),
        ([1.9, 1.0], "above 1"),
        ([1.9, float("inf")], "above 1"),
    ],
)
def test_half_a_market_is_refused(odds: list[float], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        devig(odds)


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(InputError, match="accepted: multiplicative, additive, power, shin"):
        devig([1.9, 1.9], "magic")


@pytest.mark.parametrize("method", [DevigMethod.SHIN, DevigMethod.POWER])
def test_a_market_has_to_the_last_bit_the_chances_it_has_alone(method: DevigMethod) -> None:
    prices = 1 + np.random.default_rng(3).lognormal(0.5, 0.8, (400, 3))
    together, alone = devig(prices, method), np.array([devig(row, method) for row in prices])
    np.testing.assert_array_equal(together, alone)
