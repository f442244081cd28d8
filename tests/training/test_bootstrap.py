"""The bootstrap over events against a plain loop, and the intervals it gives."""

import numpy as np
import pytest

from pikkit.training.bootstrap import cluster_bootstrap, grouped_bootstrap, percentile_interval, wild_bootstrap


def by_loop(values: np.ndarray, event: np.ndarray, seed: int, resamples: int) -> np.ndarray:
    """Draw events one by one and add their bets up."""
    rng = np.random.default_rng(seed)
    groups = [values[event == name] for name in np.unique(event)]
    draws = rng.integers(0, len(groups), (resamples, len(groups)))
    return np.array([sum(groups[i].sum(axis=0) for i in row) for row in draws])


def test_sums_are_distributed_as_those_of_a_plain_loop() -> None:
    rng = np.random.default_rng(1)
    values, event = rng.normal(1.0, 2.0, (120, 2)), rng.integers(0, 25, 120)
    ours, theirs = cluster_bootstrap(values, event, 1, 4000), by_loop(values, event, 2, 4000)
    assert ours.mean(axis=0) == pytest.approx(theirs.mean(axis=0), rel=0.02)
    assert np.cov(ours.T) == pytest.approx(np.cov(theirs.T), rel=0.12, abs=20)


def test_events_are_drawn_whole() -> None:
    sums = cluster_bootstrap(np.array([[1.0], [10.0], [100.0], [1000.0]]), np.array([7, 7, 3, 3]), 1)
    assert set(sums[:, 0]) == {22.0, 1111.0, 2200.0}


def test_one_event_leaves_nothing_to_draw() -> None:
    sums = cluster_bootstrap(np.arange(5.0)[:, None], np.zeros(5, dtype=np.int64), 1)
    assert set(sums[:, 0]) == {10.0}
    assert percentile_interval(sums[:, 0]) == (10.0, 10.0)


@pytest.mark.parametrize("resamples", [1, 50, 1000])
def test_as_many_resamples_as_asked(resamples: int) -> None:
    assert cluster_bootstrap(np.ones((3, 2)), np.arange(3), 1, resamples).shape == (resamples, 2)


def test_the_same_seed_draws_the_same() -> None:
    values, event = np.random.default_rng(1).normal(size=(50, 1)), np.arange(50)
    assert (cluster_bootstrap(values, event, 5) == cluster_bootstrap(values, event, 5)).all()
    assert (cluster_bootstrap(values, event, 5) != cluster_bootstrap(values, event, 6)).any()


def test_a_95_per_cent_interval_of_a_mean_covers_it_about_that_often() -> None:
    rng = np.random.default_rng(3)
    covered = 0
    for trial in range(200):
        level = rng.normal(0.0, 1.0, 60)  # what the bets of one event share
        event = np.repeat(np.arange(60), 3)
        values = 0.5 + level[event] + rng.normal(0.0, 0.5, len(event))
        low, high = percentile_interval(cluster_bootstrap(values[:, None], event, trial, 300)[:, 0] / len(event))
        covered += low <= 0.5 <= high
    assert 0.88 <= covered / 200 <= 0.99


def test_an_interval_is_the_middle_of_the_statistics() -> None:
    assert percentile_interval(np.arange(101.0), 0.9) == pytest.approx((5.0, 95.0))


def test_one_group_of_all_rows_is_the_plain_bootstrap() -> None:
    rng = np.random.default_rng(3)
    values, event = rng.normal(size=(200, 2)), rng.integers(0, 40, 200)
    plain = cluster_bootstrap(values, event, 5, resamples=50)
    grouped = grouped_bootstrap(values, np.zeros(200, dtype=np.int64), 1, event, 5, resamples=50)
    assert grouped[:, 0] == pytest.approx(plain)


def test_groups_add_up_in_every_resample() -> None:
    rng = np.random.default_rng(4)
    values, event, group = rng.normal(size=(300, 1)), rng.integers(0, 60, 300), rng.integers(0, 5, 300)
    whole = grouped_bootstrap(values, np.zeros(300, dtype=np.int64), 1, event, 5, resamples=30)
    assert grouped_bootstrap(values, group, 5, event, 5, resamples=30).sum(axis=1) == pytest.approx(whole[:, 0])


def test_wild_resamples_are_as_likely_above_zero_as_below_and_as_wide_as_the_events_sums() -> None:
    rng = np.random.default_rng(5)
    values, event = rng.normal(1, 1, (500, 1)), np.repeat(np.arange(100), 5)
    drawn = wild_bootstrap(values, np.zeros(500, dtype=np.int64), 1, event, 5, resamples=2000)[:, 0, 0]
    spread = np.sqrt((np.bincount(event, values[:, 0]) ** 2).sum())
    assert abs(drawn.mean()) < 4 * spread / np.sqrt(2000)
    assert drawn.std() == pytest.approx(spread, rel=0.1)


def test_no_rows_have_no_sums() -> None:
    nothing = np.empty(0, dtype=np.int64)
    assert grouped_bootstrap(np.empty((0, 2)), nothing, 3, nothing, 1, resamples=4).shape == (4, 3, 2)
