"""The classifier two-sample test."""

from dataclasses import dataclass

import numpy as np

from pikkit.drift.detector_values import Floats
from pikkit.drift.detectors.row_sample import Standardisation, sampled
from pikkit.drift.effect_bands import ALPHA, BANDS
from pikkit.drift.result import DriftResult


@dataclass(frozen=True)
class ClassifierTwoSample:
    """Asks boosted trees which sample a row is of (Lopez-Paz & Oquab, ICLR 2017).

    They learn from half of the rows and are judged on the other half by the area under the ROC curve, whose p-value is
    the Mann–Whitney test's.
    """

    name: str = "classifier"
    rows: int = 2000
    seed: int = 0
    alpha: float = ALPHA

    def fit(self, reference: Floats, feature: str) -> "FittedClassifier":
        """Draw the reference; the classifier needs both sides."""
        return FittedClassifier(
            feature, sampled(reference, self.rows, self.seed), Standardisation.of(reference, feature), self
        )


@dataclass(frozen=True)
class FittedClassifier:
    """The test against one reference."""

    feature: str
    reference: Floats
    scale: Standardisation
    made_by: ClassifierTwoSample

    def compare(self, window: Floats) -> DriftResult:
        """How well a window's rows can be told from the reference's: 0.5 not at all, 1 every one."""
        from scipy.stats import mannwhitneyu

        ours = self.made_by
        drawn = sampled(self.scale.checked(window, "window"), ours.rows, ours.seed + 1)
        says, is_window = _judged(self.scale.applied(self.reference), self.scale.applied(drawn), ours.seed)
        test = mannwhitneyu(says[is_window], says[~is_window], alternative="greater", method="asymptotic")
        area = float(test.statistic) / (int(is_window.sum()) * int((~is_window).sum()))
        p, bands = float(test.pvalue), BANDS["classifier"]
        severity = bands.severity(area, p, ours.alpha)
        return DriftResult(
            self.feature,
            "classifier",
            area,
            p,
            area,
            "area under the ROC curve",
            bands.warning,
            len(self.reference),
            len(drawn),
            severity,
        )


def _judged(reference: Floats, window: Floats, seed: int) -> tuple[Floats, np.ndarray]:
    """What a classifier says of the halves it did not learn from, and which of them are the window's."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    rows = np.vstack([reference, window])
    is_window = np.repeat([False, True], [len(reference), len(window)])
    order = np.random.default_rng(seed).random(len(rows))
    half = np.zeros(len(rows), dtype=np.bool_)
    for side in (is_window, ~is_window):
        members = np.flatnonzero(side)
        half[members[np.argsort(order[members])[: max(len(members) // 2, 1)]]] = True
    model = HistGradientBoostingClassifier(max_iter=40, max_depth=3, learning_rate=0.1, random_state=seed)
    with threadpool_limits(1):  # threads that wait for each other on a busy machine take ten times as long
        model.fit(rows[half], is_window[half])
        return np.asarray(model.predict_proba(rows[~half])[:, 1]), is_window[~half]
