"""Each detector against figures of others: textbooks, R's documentation, closed forms."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import entropy

from pikkit.base.errors import InputError
from pikkit.drift.detectors import (
    ChiSquare,
    ClassifierTwoSample,
    CramerVonMises,
    KolmogorovSmirnov,
    MaximumMeanDiscrepancy,
    Novelty,
    Psi,
)
from pikkit.drift.detectors.chi_square import homogeneity
from pikkit.drift.detectors.mmd import gaussian_kernel, squared_mmd
from pikkit.drift.detectors.psi import population_stability_index
from pikkit.settings.drift_severity import DriftSeverity

# Conover, Practical Nonparametric Statistics (1971): the data of his Smirnov and Cramér-von Mises examples.
CONOVER_X = np.array([7.6, 8.4, 8.6, 8.7, 9.3, 9.9, 10.1, 10.6, 11.2])
CONOVER_Y = np.array([5.2, 5.7, 5.9, 6.5, 6.8, 8.2, 9.1, 9.8, 10.8, 11.3, 11.5, 12.3, 12.5, 13.4, 14.6])


def test_kolmogorov_smirnov_is_conovers() -> None:
    found = KolmogorovSmirnov().fit(CONOVER_X, "x").compare(CONOVER_Y)
    assert found.statistic == pytest.approx(0.4)
    assert (found.n_reference, found.n_window) == (9, 15)
    assert found.p_value is not None
    assert found.p_value > 0.2  # his table: not significant at 0.20
    assert found.severity is DriftSeverity.NONE


def test_cramer_von_mises_is_conovers() -> None:
    found = CramerVonMises().fit(CONOVER_X, "x").compare(CONOVER_Y)
    assert found.statistic == pytest.approx(0.262, abs=1e-3)
    assert found.p_value == pytest.approx(0.18, abs=1e-2)


def test_the_typical_distance_of_two_distribution_functions_follows_from_the_statistic() -> None:
    found = CramerVonMises().fit(CONOVER_X, "x").compare(CONOVER_Y)
    n, m = len(CONOVER_X), len(CONOVER_Y)
    assert found.effect**2 * n * m / (n + m) == pytest.approx(found.statistic)  # Anderson (1962), equation 1


def test_chi_square_is_that_of_rs_documentation() -> None:
    """``?chisq.test``: party by gender (Agresti, 2007, p. 39): X-squared = 30.07, df = 2, p-value = 2.954e-07."""
    statistic, p = homogeneity(np.array([[762, 327, 468], [484, 239, 477]]))
    assert statistic == pytest.approx(30.07, abs=5e-3)
    assert p == pytest.approx(2.954e-07, rel=1e-3)


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(1, 500)), min_size=2, max_size=12))
def test_psi_is_the_sum_of_both_divergences(pairs: list[tuple[int, int]]) -> None:
    reference, window = np.array(pairs).T
    both = entropy(reference, window) + entropy(window, reference)  # SciPy's Kullback-Leibler divergences
    assert population_stability_index(reference, window) == pytest.approx(both, abs=1e-9)


def test_psi_of_two_categories_is_what_a_pencil_says() -> None:
    by_hand = 0.1 * math.log(0.5 / 0.4) + 0.1 * math.log(0.6 / 0.5)
    assert population_stability_index(np.array([400, 600]), np.array([500, 500])) == pytest.approx(by_hand)


def test_psi_without_drift_has_the_mean_that_is_taken_off_its_effect() -> None:
    draw = np.random.default_rng(1)
    found = [Psi().fit(draw.normal(size=2000), "x").compare(draw.normal(size=500)) for _ in range(150)]
    expected = 9 * (1 / 2000 + 1 / 500)
    assert np.mean([one.statistic for one in found]) == pytest.approx(expected, rel=0.1)
    assert sum(one.drifted for one in found) == 0
    p_values = [one.p_value or 0.0 for one in found]
    assert 0.4 < np.mean(p_values) < 0.6


def test_a_category_nobody_knew_has_a_finite_psi_and_is_drift() -> None:
    reference = np.repeat(np.array(["A", "B"], dtype=object), 500)
    window = np.repeat(np.array(["A", "B", "Z"], dtype=object), [180, 180, 40])
    found = Psi().fit(reference, "sportsbook").compare(window)
    assert found.severity is DriftSeverity.SEVERE
    assert math.isfinite(found.statistic)


def test_values_that_are_missing_are_a_place_of_their_own() -> None:
    draw = np.random.default_rng(2)
    holes = draw.normal(size=1000)
    holes[:300] = np.nan
    assert Psi().fit(draw.normal(size=1000), "x").compare(holes).drifted


def test_a_discrepancy_is_that_of_two_normals_in_closed_form() -> None:
    """Gaussian kernel of width s on N(0, 1) and N(d, 1): 2 s/sqrt(s²+2) (1 - exp(-d² / (2 (s²+2))))."""
    draw, n, width, apart = np.random.default_rng(3), 1500, 1.0, 1.0
    rows = np.concatenate([draw.normal(size=n), draw.normal(apart, 1, n)])[:, None]
    found = squared_mmd(gaussian_kernel(rows, width), np.repeat([True, False], n)[None])[0]
    spread = width**2 + 2
    assert found == pytest.approx(2 * width / math.sqrt(spread) * (1 - math.exp(-(apart**2) / (2 * spread))), rel=0.1)


def test_a_discrepancy_finds_what_no_single_feature_shows() -> None:
    draw = np.random.default_rng(4)
    x = draw.normal(size=(600, 1))
    alone, together = np.hstack([x, draw.normal(size=(600, 1))]), np.hstack([x, x * draw.choice([1.0], (600, 1))])
    found = MaximumMeanDiscrepancy().fit(alone, "both").compare(together)
    assert found.p_value == pytest.approx(1 / 500)
    assert found.drifted


def test_a_classifier_tells_two_normals_apart_as_well_as_can_be() -> None:
    draw, apart = np.random.default_rng(5), 1.0
    found = ClassifierTwoSample().fit(draw.normal(size=(2000, 3)), "rows").compare(draw.normal(apart, 1, (2000, 3)))
    best = 0.5 * (1 + math.erf(apart * math.sqrt(3) / 2))  # area of the likelihood ratio's ROC curve
    assert best - 0.03 < found.effect < best + 0.02


def test_rows_of_one_origin_are_not_told_apart() -> None:
    draw = np.random.default_rng(6)
    reference, window = draw.normal(size=(1500, 4)), draw.normal(size=(1500, 4))
    for detector in (ClassifierTwoSample(), MaximumMeanDiscrepancy()):
        assert not detector.fit(reference, "rows").compare(window).drifted


def test_numbers_beyond_the_range_and_unknown_names_are_news() -> None:
    known = np.linspace(-1, 1, 500)
    found = Novelty().fit(known, "price_logit").compare(np.append(known[:90], np.full(10, -6.0)))
    assert found.effect == pytest.approx(0.1)
    assert (found.statistic, found.severity) == (10, DriftSeverity.SEVERE)
    books = np.array(["A", None] * 300, dtype=object)
    assert Novelty().fit(books, "sportsbook").compare(np.array(["Z"] * 5 + ["A"] * 45, dtype=object)).drifted
    assert not Novelty().fit(books, "sportsbook").compare(books[:50]).drifted


@pytest.mark.parametrize("detector", [Psi(), KolmogorovSmirnov(), CramerVonMises(), ChiSquare(), Novelty()])
def test_nothing_to_compare_is_a_sentence(detector: Psi | KolmogorovSmirnov | CramerVonMises) -> None:
    with pytest.raises(InputError, match="holds no value of odds"):
        detector.fit(np.empty(0), "odds")
    with pytest.raises(InputError, match="window holds no value of odds"):
        detector.fit(np.linspace(0, 1, 50), "odds").compare(np.empty(0))


def test_rows_of_other_features_are_a_sentence() -> None:
    fitted = MaximumMeanDiscrepancy().fit(np.zeros((10, 3)), "rows")
    with pytest.raises(InputError, match="2 features where the reference has 3"):
        fitted.compare(np.zeros((10, 2)))
    with pytest.raises(InputError, match="fewer than two rows"):
        fitted.compare(np.zeros((1, 3)))
