"""The shape of the price's calibration is chosen by what it says of later bets."""

import numpy as np

from pikkit.features.definitions.bet_features import SEGMENTS
from pikkit.training.dataset import TrainingSet
from pikkit.training.logistic import sigmoid
from pikkit.training.prior import DEFAULT_SHAPE
from pikkit.training.shaping import choose_shape
from tests.training.worlds import plain_set

TOTAL = SEGMENTS.index("market_total")
YEAR = int(365.25 * 86_400_000_000)


def world(drift: float, totals: float) -> TrainingSet:
    """Four years of bets: the favourites' slope drifts from 1 by so much, and totals are shaded by so much."""
    rng = np.random.default_rng(3)
    count = 24_000
    price, years = rng.normal(0, 1.0, count), np.linspace(0, 4, count)
    segments = np.zeros((count, len(SEGMENTS)))
    segments[:, TOTAL] = rng.random(count) < 0.5
    truth = (1 + drift * years / 4) * price - totals * segments[:, TOTAL]
    data = plain_set(1 + np.exp(-price), (rng.random(count) < sigmoid(truth)).astype(np.float64))
    placed = (years * YEAR).astype(np.int64)
    changed = {"segments": segments, "placed_at": placed, "settled_at": placed + 1}
    return type(data)(**{**vars(data), **changed})


def test_a_market_that_keeps_to_itself_gets_a_calibration_of_its_own() -> None:
    assert choose_shape(world(drift=0.0, totals=0.4)).shape.deviation_bets is not None


def test_where_all_markets_are_alike_none_deviates() -> None:
    found = choose_shape(world(drift=0.0, totals=0.0))
    assert found.shape.deviation_bets is None
    assert found.losses[found.shape] == min(found.losses.values())


def test_where_favourites_drift_recent_results_count_for_more() -> None:
    assert choose_shape(world(drift=0.8, totals=0.0)).shape.half_life_years is not None


def test_too_few_bets_keep_the_default() -> None:
    assert choose_shape(world(0.0, 0.0).take(np.arange(200))).shape == DEFAULT_SHAPE
