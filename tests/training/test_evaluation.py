"""The record of how good a bundle was: hand-checked figures, and nothing invented where there is nothing."""

import json
import math
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, log_loss

from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from pikkit.training.dataset import TrainingSet
from pikkit.training.evaluation import measure_bundle
from pikkit.training.logistic import sigmoid
from tests.training.bundles import price_bundle, small_bundle
from tests.training.worlds import moving_set

BUNDLE = small_bundle()
DATA = moving_set(2500, 6, columns=len(MODEL_FEATURES))


def some(rows: int | slice, **changes: np.ndarray) -> TrainingSet:
    data = DATA.take(np.arange(2500)[rows] if isinstance(rows, slice) else np.arange(rows))
    return type(data)(**{**vars(data), **changes})


def test_losses_are_scikit_learns() -> None:
    found, said = measure_bundle(BUNDLE, DATA), BUNDLE.predict_set(DATA)
    assert found.log_loss_model == pytest.approx(log_loss(DATA.won, said.p_win))
    assert found.log_loss_price == pytest.approx(log_loss(DATA.won, said.p_market))
    assert found.brier == pytest.approx(brier_score_loss(DATA.won, said.p_win))
    closed = DATA.closed
    close = sigmoid(BUNDLE.market.close.margin(DATA.closing_odds[closed]))
    assert found.log_loss_close == pytest.approx(log_loss(DATA.won[closed], close))
    assert (found.bets, found.decided, found.closed) == (2500, 2500, closed.sum())


def test_the_gap_closed_is_between_price_and_close_and_inside_its_interval() -> None:
    found = measure_bundle(BUNDLE, DATA)
    expected = (found.log_loss_price_closed - found.log_loss_model_closed) / (
        found.log_loss_price_closed - found.log_loss_close
    )
    assert found.gap_closed.value == pytest.approx(expected)
    assert 0.5 < found.gap_closed.value < 1.1
    assert found.gap_closed.low < found.gap_closed.value < found.gap_closed.high


def test_the_price_alone_closes_nothing() -> None:
    gap = measure_bundle(price_bundle(), DATA).gap_closed
    assert (gap.value, gap.low, gap.high) == (0.0, 0.0, 0.0)


def test_a_model_that_is_the_close_closes_the_whole_gap() -> None:
    close = BUNDLE.market.close
    priced_at_close = type(BUNDLE.market)(price=close, close=close, reference=close)
    oracle = type(BUNDLE)(**{**vars(price_bundle()), "market": priced_at_close})
    data = some(500, odds=np.where(np.isnan(DATA.closing_odds), 2.0, DATA.closing_odds)[:500])
    found = measure_bundle(oracle, data)
    assert found.log_loss_model_closed == pytest.approx(found.log_loss_close, rel=1e-12)
    assert found.coverage == 1.0


def test_roi_and_clv_are_of_the_bets_it_would_take() -> None:
    found, said = measure_bundle(BUNDLE, DATA), BUNDLE.predict_set(DATA)
    taken = said.p_win * DATA.odds > 1
    assert found.taken == taken.sum() > 100
    assert found.roi.value == pytest.approx((DATA.won * DATA.odds - 1)[taken].mean())
    assert found.clv.value == pytest.approx((DATA.odds / DATA.closing_odds - 1)[taken & DATA.closed].mean())
    assert found.clv.value > 0.02
    assert found.roi_all.value == pytest.approx((DATA.won * DATA.odds - 1).mean())


def test_bets_without_a_result_are_counted_but_not_judged() -> None:
    won = np.where(np.arange(400) % 2, DATA.won[:400], np.nan)
    found = measure_bundle(BUNDLE, some(400, won=won))
    judged = measure_bundle(BUNDLE, some(slice(1, 400, 2)))
    assert (found.bets, found.decided) == (400, 200)
    assert found.log_loss_model == judged.log_loss_model
    assert found.roi == judged.roi


def test_parlays_have_losses_but_no_part_in_the_gap() -> None:
    found = measure_bundle(BUNDLE, some(400, n_legs=np.full(400, 2)))
    assert (found.decided, found.closed) == (400, 0)
    assert math.isnan(found.gap_closed.value)


def test_no_close_leaves_out_what_needs_one() -> None:
    found = measure_bundle(BUNDLE, some(300, closing_odds=np.full(300, np.nan)))
    assert found.closed == 0
    assert math.isfinite(found.log_loss_model)
    nowhere = (found.log_loss_close, found.gap_closed.value, found.coverage, found.clv.value)
    assert all(math.isnan(value) for value in nowhere)


def test_bets_on_one_event_have_figures_without_intervals() -> None:
    found = measure_bundle(BUNDLE, some(300, event=np.zeros(300, dtype=np.int64)))
    for measured in (found.gap_closed, found.roi, found.roi_all):
        assert math.isfinite(measured.value)
        assert math.isnan(measured.low)


@pytest.mark.parametrize("bets", [0, 1])
def test_next_to_nothing_to_judge_is_no_error(bets: int) -> None:
    found = measure_bundle(BUNDLE, some(bets))
    assert found.bets == found.decided == bets
    assert math.isnan(found.ece) is (bets == 0)


def test_it_is_written_as_strict_json(tmp_path: Path) -> None:
    found = measure_bundle(BUNDLE, some(0))
    found.write(tmp_path / "evaluation.json")
    read = json.loads((tmp_path / "evaluation.json").read_text(), parse_constant=pytest.fail)
    assert read.keys() == asdict(found).keys()
    assert read["gap_closed"] == {"value": None, "low": None, "high": None}


def test_twice_is_the_same() -> None:
    assert measure_bundle(BUNDLE, DATA, 3) == measure_bundle(BUNDLE, DATA, 3)
