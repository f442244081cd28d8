"""What detectors must not make anything of: a zero with a sign, a single value, a test without a number."""

import math

import numpy as np
import pytest

from pikkit.drift.benjamini_hochberg import adjusted
from pikkit.drift.column_sample import Sample
from pikkit.drift.compare import compare
from pikkit.drift.detectors import ChiSquare, CramerVonMises, KolmogorovSmirnov, Psi
from pikkit.drift.result import NOT_ENOUGH, DriftResult
from pikkit.settings.drift_severity import DriftSeverity

ZEROS = np.array([0.0, 1.0] * 200)


@pytest.mark.parametrize("detector", [Psi(), ChiSquare(), KolmogorovSmirnov(), CramerVonMises()])
def test_zero_and_minus_zero_are_one_value(detector: Psi) -> None:
    found = detector.fit(ZEROS, "flag").compare(np.where(ZEROS == 0, -0.0, ZEROS))
    assert found.effect == pytest.approx(0.0, abs=1e-9)
    assert not found.drifted


@pytest.mark.parametrize("detector", [KolmogorovSmirnov(), CramerVonMises()])
@pytest.mark.parametrize("sides", [(1, 100), (100, 1), (1, 1)])
def test_a_single_finite_value_is_not_enough(detector: KolmogorovSmirnov, sides: tuple[int, int]) -> None:
    reference, window = (np.concatenate([np.arange(size), [math.nan] * 50]) for size in sides)
    found = detector.fit(reference, "odds").compare(window + 1000)
    assert (found.effect_name, found.p_value, found.drifted) == (NOT_ENOUGH, None, False)


@pytest.mark.parametrize("side", ["reference", "window"])
def test_a_column_of_a_single_value_says_nothing_and_the_others_go_on(side: str) -> None:
    generator = np.random.default_rng(1)
    lone = np.full(300, math.nan)
    lone[7] = 2.0
    columns = {name: generator.normal(size=300) for name in ("odds", "line", "other")}
    samples = {name: Sample(dict(columns)) for name in ("reference", "window")}
    samples[side] = Sample({**columns, "odds": lone})
    found = compare(samples["reference"], samples["window"])
    assert {result.effect_name for result in found if result.feature == "odds"} == {NOT_ENOUGH}
    assert len([result for result in found if result.feature == "line"]) > 1
    assert not any(result.drifted for result in found)


@pytest.mark.parametrize("p", [math.nan, math.inf])
def test_a_test_without_a_number_is_neither_significant_nor_in_the_way_of_others(p: float) -> None:
    nothing = DriftResult("a", "ks", math.nan, p, 0.9, "distance", 0.15, 50, 50, DriftSeverity.SEVERE)
    sound = DriftResult("b", "ks", 0.5, 1e-9, 0.5, "distance", 0.15, 50, 50, DriftSeverity.SEVERE)
    first, second = adjusted([nothing, sound])
    assert (first.effect_name, first.q_value, first.severity) == (NOT_ENOUGH, None, DriftSeverity.NONE)
    assert second.severity is DriftSeverity.SEVERE
    assert KolmogorovSmirnov.bands.severity(0.9, math.nan, 0.01) is DriftSeverity.NONE
