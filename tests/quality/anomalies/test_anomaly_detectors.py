"""Each detector agrees with SciPy and pandas group by group, and keeps its invariants on any data."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from pikkit.quality.anomalies.anomalies_found import DETECTORS
from pikkit.quality.anomalies.anomaly_detector import AnomalyDetector
from pikkit.quality.anomalies.grouped_values import GroupedSample
from pikkit.quality.anomalies.iqr import InterquartileRange
from pikkit.quality.anomalies.robust_zscore import RobustZScore
from pikkit.quality.anomalies.zscore import ZScore

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
FLOOR = 1e-12
SIZES = [1, 2, 5, 40, 1001]


def scores(detector: AnomalyDetector, values: Floats, groups: Ints, floor: float = FLOOR) -> Floats:
    sample = GroupedSample.of(values, groups, int(groups.max()) + 1)
    return detector.fit(sample).scores(values, groups, floor)


@pytest.fixture(scope="module")
def grouped() -> tuple[Floats, Ints]:
    """Skewed values in groups of 1 to 1,001, shuffled."""
    random = np.random.default_rng(3)
    groups = random.permutation(np.repeat(np.arange(len(SIZES)), SIZES))
    return random.lognormal(size=len(groups)) * (groups + 1) - groups, groups


def by_group(values: Floats, groups: Ints, of: object) -> Floats:
    return pd.Series(values).groupby(groups).transform(of).to_numpy()  # type: ignore[call-overload, no-any-return]


def test_z_scores_are_those_of_scipy(grouped: tuple[Floats, Ints]) -> None:
    values, groups = grouped
    chosen = groups > 0  # one value has no spread
    assert scores(ZScore(), values, groups)[chosen] == pytest.approx(
        by_group(values[chosen], groups[chosen], lambda group: stats.zscore(group.to_numpy())), abs=1e-9
    )


def test_robust_z_scores_are_those_of_scipys_scaled_mad(grouped: tuple[Floats, Ints]) -> None:
    values, groups = grouped
    chosen = groups > 0  # one value has no spread
    median = by_group(values, groups, "median")
    mad = by_group(values, groups, lambda group: stats.median_abs_deviation(group.to_numpy(), scale="normal"))
    assert scores(RobustZScore(), values, groups)[chosen] == pytest.approx(
        (values - median)[chosen] / mad[chosen], rel=1e-9
    )


def test_iqr_scores_are_those_of_pandas_quartiles(grouped: tuple[Floats, Ints]) -> None:
    values, groups = grouped
    chosen = groups > 0
    low, high = (by_group(values, groups, lambda group, share=share: group.quantile(share)) for share in (0.25, 0.75))
    width = by_group(values, groups, lambda group: stats.iqr(group.to_numpy()))
    outside = np.where(values > high, values - high, np.where(values < low, values - low, 0.0))
    assert scores(InterquartileRange(), values, groups)[chosen] == pytest.approx(
        outside[chosen] / width[chosen], rel=1e-9
    )


def test_the_textbook_example_is_found_by_the_robust_score_alone() -> None:
    """Two outliers of ten mask each other: Iglewicz & Hoaglin's argument; scores by hand with 0.6745."""
    values = np.array([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3])
    groups = np.zeros(10, dtype=np.int64)
    assert np.flatnonzero(np.abs(scores(ZScore(), values, groups)) > 3.5).tolist() == []
    robust = scores(RobustZScore(), values, groups)
    assert np.flatnonzero(np.abs(robust) > 3.5).tolist() == [8, 9]
    assert robust[8:] == pytest.approx([0.6745 * 5.75 / 0.15, 0.6745 * 5.85 / 0.15], rel=1e-4)


finite = st.floats(-1e6, 1e6, allow_subnormal=False)
samples = st.integers(1, 60).flatmap(
    lambda n: st.tuples(hnp.arrays(np.float64, n, elements=finite), hnp.arrays(np.int64, n, elements=st.integers(0, 5)))
)


def dense(groups: Ints) -> Ints:
    return np.unique(groups, return_inverse=True)[1].astype(np.int64)


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.name)
@given(sample=samples, shift=st.integers(-1000, 1000))
def test_scores_do_not_depend_on_order_or_origin(
    detector: AnomalyDetector, sample: tuple[Floats, Ints], shift: int
) -> None:
    values, groups = sample[0].round(3), dense(sample[1])
    expected = scores(detector, values, groups, floor=1.0)
    assert scores(detector, values[::-1], groups[::-1], floor=1.0)[::-1] == pytest.approx(expected, abs=1e-6, rel=1e-6)
    assert scores(detector, values + shift, groups, floor=1.0) == pytest.approx(expected, abs=1e-6, rel=1e-6)


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.name)
@given(sample=samples)
def test_scores_are_finite_and_other_groups_do_not_matter(
    detector: AnomalyDetector, sample: tuple[Floats, Ints]
) -> None:
    values, groups = sample[0], dense(sample[1])
    found = scores(detector, values, groups, floor=0.5)
    assert np.isfinite(found).all()
    for group in range(int(groups.max()) + 1):
        alone = values[groups == group]
        expected = scores(detector, alone, np.zeros(len(alone), dtype=np.int64), floor=0.5)
        assert found[groups == group] == pytest.approx(expected, abs=1e-6, rel=1e-6)


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.name)
@given(value=finite, count=st.integers(1, 40))
def test_equal_values_are_no_anomaly(detector: AnomalyDetector, value: float, count: int) -> None:
    values = np.full(count, value)
    assert np.abs(scores(detector, values, np.zeros(count, dtype=np.int64), floor=0.01)).max() < 1e-3
