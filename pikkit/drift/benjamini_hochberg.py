"""Many features, few false alarms: p-values adjusted for how many were compared, and the verdicts they leave."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from pikkit.drift.effect_bands import ALPHA, Limits
from pikkit.drift.known_bands import bands_of
from pikkit.drift.result import DriftResult, not_enough
from pikkit.settings.drift_severity import DriftSeverity

NONE: Limits = {}


def adjusted(results: Sequence[DriftResult], limits: Limits = NONE, alpha: float = ALPHA) -> tuple[DriftResult, ...]:
    """The results with ``q_value``, ``threshold`` and the severity these leave them, in their order.

    Each detector's p-values are adjusted over its features (Benjamini & Hochberg, *JRSS B* 57(1), 1995), so that at
    most ``alpha`` of the differences it calls significant are expected to be chance.

    Args:
        results: As the detectors gave them.
        limits: The effects that are usual, by feature and detector (``pikkit.drift.usual``).
        alpha: The share of false discoveries.
    """
    results = [_judgeable(result) for result in results]
    q_values = _adjust(results)
    return tuple(_judged(result, q_values.get(row), limits, alpha) for row, result in enumerate(results))


def _judgeable(result: DriftResult) -> DriftResult:
    """The result, or that there is not enough data where its test came to no number."""
    if result.p_value is None or (np.isfinite(result.p_value) and np.isfinite(result.effect)):
        return result
    return not_enough(result.feature, result.detector, result.n_reference, result.n_window, result.threshold)


def _adjust(results: Sequence[DriftResult]) -> Mapping[int, float]:
    from scipy.stats import false_discovery_control

    by_detector: dict[str, list[int]] = defaultdict(list)
    for row, result in enumerate(results):
        if result.p_value is not None:
            by_detector[result.detector].append(row)
    q_values: dict[int, float] = {}
    for rows in by_detector.values():
        q = false_discovery_control(np.array([results[row].p_value for row in rows], dtype=np.float64))
        q_values.update(zip(rows, q.tolist(), strict=True))
    return q_values


def _judged(result: DriftResult, q: float | None, limits: Limits, alpha: float) -> DriftResult:
    bands = bands_of(result.detector).beyond(limits.get((result.feature, result.detector), 0.0))
    untested = result.p_value is None and result.severity is DriftSeverity.NONE
    severity = DriftSeverity.NONE if untested else bands.severity(result.effect, q, alpha)
    return replace(result, q_value=q, threshold=bands.warning, severity=severity)
