"""The online detector: how long it is quiet, and how soon it speaks."""

import numpy as np
import pytest

from pikkit.base.errors import InputError
from pikkit.drift.change import ChangeDetector
from pikkit.settings.drift_severity import DriftSeverity


def detector(run_length: float = 1000, seed: int = 0) -> ChangeDetector:
    return ChangeDetector(np.random.default_rng(99).normal(size=50_000), run_length, seed)


def test_without_a_change_it_is_quiet_for_its_run_length_on_average() -> None:
    lengths = []
    for seed in range(40):
        watching, draw = detector(200, seed), np.random.default_rng(seed)
        while not watching.update(draw.normal(size=100)) and watching.seen < 4000:
            pass
        lengths.append(watching.alarm or watching.seen)
    assert np.mean(lengths) >= 200


def test_a_change_is_noticed_soon_and_measured() -> None:
    draw, watching = np.random.default_rng(1), detector()
    assert not watching.update(draw.normal(size=300))
    assert watching.update(draw.normal(1.0, 1, 300))
    assert watching.alarm is not None
    assert 300 < watching.alarm < 360
    found = watching.result("score")
    assert found.severity is DriftSeverity.SEVERE
    assert found.effect == pytest.approx(0.26, abs=0.04)  # Φ(1/√2) − ½: how far a standard deviation moves ranks
    assert found.n_window == 600


def test_more_extreme_scores_with_the_same_middle_are_a_change() -> None:
    watching = detector()
    assert watching.update(np.random.default_rng(2).normal(0, 2, 400))


def test_one_at_a_time_and_all_at_once_come_to_the_same() -> None:
    values = np.random.default_rng(3).normal(0.5, 1, 120)
    single, batch = detector(), detector()
    for value in values:
        single.update(np.array([value]))
    batch.update(values)
    assert single.alarm == batch.alarm
    assert single.result("score").statistic == pytest.approx(batch.result("score").statistic)


def test_nothing_seen_and_what_is_no_number_change_nothing() -> None:
    watching = detector()
    assert not watching.update(np.array([np.nan, np.inf]))
    assert (watching.seen, watching.result("score").severity) == (0, DriftSeverity.NONE)


def test_an_empty_reference_is_a_sentence() -> None:
    with pytest.raises(InputError, match="reference holds no value"):
        ChangeDetector(np.empty(0))
