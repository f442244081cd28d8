"""A group's mean is pulled towards its parent's, the less the more it has seen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.features.definitions.feature_matrix import FEATURES, feature_matrix
from pikkit.features.definitions.hierarchy import BOOK, LEAGUE, SPORT
from pikkit.features.definitions.shrinkage import shrunk
from pikkit.features.definitions.shrunk_mean import ShrunkMean
from pikkit.features.definitions.softness import softness

means = st.floats(-0.5, 0.5)
counts = st.floats(0, 1e6)
strengths = st.floats(0.1, 1e4)
ROUNDING = 1e-12


@given(mean=means, parent=means, count=counts, strength=strengths)
def test_a_shrunk_mean_lies_between_its_own_and_its_parents(
    mean: float, parent: float, count: float, strength: float
) -> None:
    value = shrunk(np.array([mean * count]), np.array([count]), parent, strength)[0]
    assert min(mean, parent) - ROUNDING <= value <= max(mean, parent) + ROUNDING


@given(parent=means, strength=strengths)
def test_a_group_without_bets_is_its_parent(parent: float, strength: float) -> None:
    assert np.isclose(shrunk(np.zeros(1), np.zeros(1), parent, strength)[0], parent, rtol=0, atol=ROUNDING)


@given(mean=means, parent=means, count=counts, more=st.floats(1, 1e6), strength=strengths)
def test_more_bets_bring_it_closer_to_its_own_mean(
    mean: float, parent: float, count: float, more: float, strength: float
) -> None:
    few, many = (shrunk(np.array([mean * n]), np.array([n]), parent, strength)[0] for n in (count, count + more))
    assert abs(many - mean) <= abs(few - mean) + ROUNDING


def test_a_prior_worth_as_much_as_the_bets_meets_them_half_way() -> None:
    assert shrunk(np.array([30 * 0.2]), np.array([30.0]), 0.1, 30.0)[0] == pytest.approx(0.15)


def columns(**sums: float) -> dict[str, np.ndarray]:
    return {name: np.array([value]) for name, value in sums.items()}


def test_a_league_without_history_is_as_soft_as_its_sport() -> None:
    known = columns(
        league_features__clv_sum_all=0.0,
        league_features__closes_all=0.0,
        sport_features__clv_sum_all=9.0,
        sport_features__closes_all=100.0,
    )
    assert softness(SPORT)(known)[0] == 9.0 / 200
    assert np.isclose(softness(LEAGUE)(known)[0], 9.0 / 200, rtol=0, atol=ROUNDING)


def test_a_quiet_month_of_a_book_is_its_whole_past() -> None:
    known = columns(
        institution_features__clv_sum_all=5.0,
        institution_features__closes_all=50.0,
        institution_features__clv_sum_30d=0.0,
        institution_features__closes_30d=0.0,
    )
    assert np.isclose(softness(BOOK, "30d")(known)[0], 0.05, rtol=0, atol=ROUNDING)


def test_means_worked_out_together_are_to_the_last_bit_those_worked_out_alone() -> None:
    means = {feature.name: feature.compute for feature in FEATURES if isinstance(feature.compute, ShrunkMean)}
    assert {"softness_subject_30d", "softness_sport", "excess_bettor"} <= means.keys()
    rng = np.random.default_rng(2)
    read = sorted({name for mean in means.values() for each in mean.lineage() for name in (each.total, each.count)})
    known = {name: rng.uniform(0, 90, 7) for name in read}
    together = feature_matrix(known, list(means))
    assert np.array_equal(together, np.column_stack([mean(known) for mean in means.values()]))
