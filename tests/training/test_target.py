"""What a learner is taught: the close where there is one, the result where not."""

import json
from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.training.dataset import TrainingSet
from pikkit.training.logistic import sigmoid
from pikkit.training.prior import PriceCalibration, PriceShape
from pikkit.training.soft_target import MOVEMENT_BOUND, MarketTarget, lessons
from tests.training.worlds import plain_set

MARKET = MarketTarget(PriceCalibration(-0.1, 1.0), PriceCalibration(-0.05, 1.02), PriceCalibration(-0.1, 1.0))
NAN = float("nan")


def test_the_label_of_a_bet_with_a_close_is_the_closes_probability() -> None:
    taught = lessons(plain_set([2.0, 3.0], [0.0, NAN], [1.9, 3.2]), MARKET, 0.2)
    assert taught.label == pytest.approx(sigmoid(MARKET.close.margin(np.array([1.9, 3.2]))))
    assert taught.weight.tolist() == [1.0, 1.0]
    assert taught.taught.tolist() == [True, True]


def test_a_bet_without_a_close_teaches_its_result_at_less_weight() -> None:
    taught = lessons(plain_set([2.0, 3.0], [0.0, 1.0], [NAN, NAN]), MARKET, 0.2)
    assert taught.label.tolist() == [0.0, 1.0]
    assert taught.weight.tolist() == [0.2, 0.2]
    assert not taught.taught.any()


def test_a_bet_with_neither_teaches_nothing_and_the_order_is_kept() -> None:
    data = plain_set([2.0, 3.0, 4.0], [1.0, NAN, 0.0], features=np.array([[1.0], [2.0], [3.0]]))
    assert lessons(data, MARKET, 0.2).features[:, 0].tolist() == [1.0, 3.0]


@given(odds=st.floats(1.01, 1000), closing=st.floats(1.01, 1000))
def test_a_close_far_from_the_price_is_believed_only_so_far(odds: float, closing: float) -> None:
    taught = lessons(plain_set([odds], [1.0], [closing]), MARKET, 0.2)
    assert abs(taught.movement[0]) <= MOVEMENT_BOUND
    assert taught.label[0] == pytest.approx(sigmoid(taught.price_margin + taught.movement)[0])


def test_closes_at_the_price_are_no_movement_whatever_the_luck_of_their_bets() -> None:
    rng = np.random.default_rng(2)
    odds = rng.uniform(1.5, 4.0, 800)
    won = (rng.random(800) < 0.9 / odds).astype(np.float64)
    closed = won > rng.random(800) - 0.5  # winners have a close more often: the two samples differ
    fitted = MarketTarget.fit(plain_set(odds, won, np.where(closed, odds, NAN)))
    assert abs(fitted.close.intercept - fitted.price.intercept) > 0.1
    assert np.abs(fitted.movement(plain_set(odds, won, odds))).max() == 0.0


def test_the_market_is_read_off_decided_single_bets_only() -> None:
    rng = np.random.default_rng(1)
    won = (rng.random(500) < 0.45).astype(np.float64)
    data = plain_set(np.full(500, 2.0), won, np.full(500, 1.9))
    noise = plain_set(np.full(900, 2.0), np.full(900, 1.0), np.full(900, 1.9))
    parlays = type(noise)(**{**vars(noise), "n_legs": np.full(900, 3)})
    undecided = type(noise)(**{**vars(noise), "won": np.full(900, NAN)})
    for other in (parlays, undecided):
        both = type(data)(**{name: np.concatenate([vars(data)[name], vars(other)[name]]) for name in vars(data)})
        assert MarketTarget.fit(both) == MarketTarget.fit(data)


def test_without_any_close_the_close_is_read_like_an_unfitted_price() -> None:
    market = MarketTarget.fit(plain_set(np.full(500, 2.0), np.ones(500)))
    assert market.close == PriceCalibration.fit(np.empty(0), np.empty(0))
    assert market.slope == 1.0


def picked_by_the_close(error: float) -> TrainingSet:
    """Prices taken because they lie above a closing line which is itself off by ``error`` log odds."""
    rng = np.random.default_rng(4)
    truth = rng.normal(-0.5, 0.6, 60_000)
    price, close = truth + rng.normal(0, 0.2, len(truth)), truth + rng.normal(0, error, len(truth))
    picked = close - price > 0.2
    won = (rng.random(len(truth)) < sigmoid(truth)).astype(np.float64)
    odds, closing = (1 + np.exp(-margin[picked]) for margin in (price, close))
    return plain_set(odds, won[picked], closing)


def test_a_close_that_prices_were_picked_by_is_believed_as_far_as_results_bear_it_out() -> None:
    assert MarketTarget.fit(picked_by_the_close(error=0.2)).slope < 0.7
    assert MarketTarget.fit(picked_by_the_close(error=0.01)).slope > 0.82


def test_the_label_moves_no_further_than_the_slope_says() -> None:
    half = replace(MARKET, slope=0.5)
    data = plain_set([2.0], [1.0], [1.8])
    assert half.movement(data) == pytest.approx(MARKET.movement(data) / 2)


def test_a_market_survives_being_written_as_json() -> None:
    market = MarketTarget.fit(picked_by_the_close(error=0.1), PriceShape(half_life_years=None, deviation_bets=500))
    assert MarketTarget.from_dict(json.loads(json.dumps(asdict(market)))) == market


def test_a_market_of_an_older_bundle_has_no_deviations_and_believes_the_close() -> None:
    older = {name: {"intercept": -0.1, "slope": 1.0} for name in ("price", "close", "reference")}
    assert MarketTarget.from_dict(older).slope == 1.0
