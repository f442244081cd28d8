"""The model beside the price, the close, a champion and no information; and the record of it all."""

import json
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from pikkit.training.evaluation import Comparison, Evaluation, FinalWindow, measure_bundle
from pikkit.training.evaluation.segment_keys import SegmentKeys
from tests.training.bundles import WINDOW, price_bundle, small_bundle
from tests.training.worlds import START, moving_set

BUNDLE = small_bundle()
DATA = moving_set(1500, 6, columns=len(MODEL_FEATURES))


def named(found: Evaluation) -> dict[str, Comparison]:
    return {comparison.name: comparison for comparison in found.comparisons}


def test_each_comparison_is_on_the_same_bets_for_both() -> None:
    found = measure_bundle(BUNDLE, DATA)
    beside = named(found)
    assert beside["price"].log_loss == pytest.approx(found.log_loss_price)
    assert beside["closing line"].log_loss == pytest.approx(found.log_loss_close)
    assert beside["closing line"].log_loss_model == pytest.approx(found.log_loss_model_closed)
    assert beside["closing line"].bets == found.closed
    for comparison in found.comparisons:
        assert comparison.gain.value == pytest.approx(comparison.log_loss - comparison.log_loss_model)
        assert comparison.gain.low < comparison.gain.value < comparison.gain.high


def test_no_information_is_worse_than_the_price_and_the_price_than_the_model() -> None:
    beside = named(measure_bundle(BUNDLE, DATA))
    assert beside["no information"].gain.value > beside["price"].gain.value > 0 > beside["closing line"].gain.value


def test_no_information_says_the_bets_own_win_rate() -> None:
    rate = DATA.won.mean()
    entropy = -rate * np.log(rate) - (1 - rate) * np.log(1 - rate)
    assert named(measure_bundle(BUNDLE, DATA))["no information"].log_loss == pytest.approx(entropy)


def test_a_champion_is_compared_on_bets_placed_after_all_it_learned_from() -> None:
    earlier = replace(price_bundle(), window=replace(WINDOW, end=START.replace(year=1970) + timedelta(hours=499)))
    beside = named(measure_bundle(BUNDLE, DATA, champion=earlier))
    assert beside["champion"].bets == 1000
    assert beside["champion"].gain.value > 0


def test_a_champion_that_knows_all_of_the_bets_is_not_compared_with() -> None:
    later = replace(price_bundle(), window=replace(WINDOW, end=START))
    assert "champion" not in named(measure_bundle(BUNDLE, DATA, champion=later))


def test_the_whole_record_is_read_as_it_was_written() -> None:
    blank = np.full(1500, "x")
    found = replace(
        measure_bundle(BUNDLE, DATA, keys=SegmentKeys(blank, blank, blank, blank)),
        window=FinalWindow("2024-01-01T00:00:00+00:00", "2024-02-01T00:00:00+00:00", 3, 4),
    )
    written = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert repr(Evaluation.from_dict({**written, "decision": "HOLD"})) == repr(found)


def test_what_an_older_version_wrote_is_read_with_the_rest_empty() -> None:
    written = measure_bundle(BUNDLE, DATA).to_dict()
    later = ("gap_closed_expected", "calibration", "comparisons", "segments", "backtests", "learning_curve", "window")
    read = Evaluation.from_dict({name: value for name, value in written.items() if name not in later})
    assert (read.segments, read.window) == ((), None)
    assert np.isnan(read.gap_closed_expected.value)
