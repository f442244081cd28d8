"""Quotients of sums with their intervals: the share of the gap that is closed, and every mean."""

import math

import numpy as np
import pytest

from pikkit.training.evaluation.ratio_intervals import mean_ratio, ratios

EVENT = np.arange(2)


def test_the_gap_is_open_at_the_price_and_closed_at_the_close() -> None:
    price, close = np.array([0.7, 0.6]), np.array([0.65, 0.6])
    shares = [mean_ratio(price - model, price - close, EVENT, 0).value for model in (price, close, (price + close) / 2)]
    assert shares == pytest.approx([0.0, 1.0, 0.5])


def test_there_is_no_gap_between_equals() -> None:
    found = mean_ratio(np.zeros(2), np.zeros(2), EVENT, 0)
    assert math.isnan(found.value)


def test_one_event_has_a_figure_without_an_interval() -> None:
    found = mean_ratio(np.array([1.0, 2.0]), np.ones(2), np.zeros(2, dtype=np.int64), 0)
    assert found.value == 1.5
    assert math.isnan(found.low)


def test_the_interval_of_a_mean_is_as_wide_as_its_standard_error_says() -> None:
    values = np.random.default_rng(1).normal(2, 1, 2000)
    found = mean_ratio(values, np.ones(2000), np.arange(2000), 0)
    assert found.high - found.low == pytest.approx(2 * 1.96 / np.sqrt(2000), rel=0.1)
    assert found.value == pytest.approx(values.mean())
    assert found.low < found.value < found.high


def test_every_group_has_its_own_quotient_and_a_group_of_one_event_no_interval() -> None:
    drawn = np.array([[[1.0, 2.0], [3.0, 1.0]], [[2.0, 2.0], [3.0, 1.0]]])
    two, one = ratios(np.array([1.5, 3.0]), np.array([2.0, 1.0]), drawn[:, :, 0], drawn[:, :, 1], np.array([5, 1]))
    assert (two.value, one.value) == (0.75, 3.0)
    assert 0.5 <= two.low < two.high <= 1.0
    assert math.isnan(one.high)
