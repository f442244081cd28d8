"""The classifier two-sample test."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pikkit.drift.detector_values import Floats
from pikkit.drift.detectors.detector import Measured
from pikkit.drift.detectors.row_sample import RowDetector, Standardisation, drawn_places, sampled
from pikkit.drift.effect_bands import Bands


@dataclass(frozen=True)
class RowReference:
    """Drawn reference rows, shape (n, F), and their scale."""

    rows: Floats
    scale: Standardisation


@dataclass(frozen=True)
class ClassifierTwoSample(RowDetector[RowReference]):
    """Asks boosted trees which sample a row is of (Lopez-Paz & Oquab, ICLR 2017).

    They learn from half of the rows and are judged on the other half by the area under the ROC curve, whose p-value is
    the Mann–Whitney test's.
    """

    rows: int = 2000
    seed: int = 0

    name = "classifier"
    effect_name = "area under the ROC curve"
    bands = Bands(0.6, 0.7)

    def learn(self, reference: Floats) -> RowReference:
        """Draw the reference; the classifier needs both sides."""
        return RowReference(sampled(reference, self.rows, self.seed), Standardisation.of(reference))

    def places(self, count: int) -> npt.NDArray[np.int64]:
        """At most ``rows`` of them."""
        return drawn_places(count, self.rows, self.seed + 1)

    def judge(self, known: RowReference, drawn: Floats) -> Measured:
        """How well a window's rows can be told from the reference's: 0.5 not at all, 1 every one."""
        from scipy.stats import mannwhitneyu

        says, is_window = _judged(known.scale.applied(known.rows), known.scale.applied(drawn), self.seed)
        test = mannwhitneyu(says[is_window], says[~is_window], alternative="greater", method="asymptotic")
        area = float(test.statistic) / (int(is_window.sum()) * int((~is_window).sum()))
        return Measured(area, float(test.pvalue), area, len(known.rows), len(drawn))


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
