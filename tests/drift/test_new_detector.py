"""A new detector is one file and its line in the list: comparing, verdicts and bands follow."""

from collections.abc import Iterator

import pytest

from pikkit.drift import detectors, known_bands
from pikkit.drift.compare import compare
from pikkit.drift.detector_values import Floats
from pikkit.drift.detectors.detector import Measured, NumberDetector
from pikkit.drift.effect_bands import Bands
from pikkit.settings.drift_severity import DriftSeverity
from tests.drift.samples import sample


class MeanShift(NumberDetector):
    """What such a file holds: a name, bands and a measure."""

    name = "mean_shift"
    effect_name = "distance of the means, in standard deviations"
    bands = Bands(0.2, 0.5)

    def distance(self, reference: Floats, window: Floats) -> Measured:
        from scipy.stats import ttest_ind

        result = ttest_ind(reference, window)
        effect = abs(float(window.mean() - reference.mean())) / float(reference.std())
        return Measured(float(result.statistic), float(result.pvalue), effect, len(reference), len(window))


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(detectors, "DETECTORS", (*detectors.DETECTORS, MeanShift()))
    monkeypatch.setattr(known_bands, "DETECTORS", detectors.DETECTORS)
    known_bands._by_detector.cache_clear()
    yield
    known_bands._by_detector.cache_clear()


@pytest.mark.usefixtures("listed")
def test_a_new_detector_is_asked_judged_and_shown_with_its_bands() -> None:
    results = compare(sample(1500, 1), sample(600, 3, shift=0.7))
    ours = {one.feature: one for one in results if one.detector == "mean_shift"}
    assert ours["price_logit"].severity is DriftSeverity.SEVERE
    assert ours["price_logit"].effect_name == MeanShift.effect_name
    assert known_bands.bands_of("mean_shift") == MeanShift.bands
