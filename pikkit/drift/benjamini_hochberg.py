"""Many features, few false alarms: p-values adjusted for how many were compared."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pikkit.drift.bands import ALPHA, BANDS
from pikkit.drift.result import DriftResult


def adjusted(results: Sequence[DriftResult], alpha: float = ALPHA) -> tuple[DriftResult, ...]:
    """The results with ``q_value`` and the severity it leaves them, in their order.

    Each detector's p-values are adjusted over its features (Benjamini & Hochberg, *JRSS B* 57(1), 1995), so that at
    most ``alpha`` of the differences it calls significant are expected to be chance.
    """
    by_detector: dict[str, list[int]] = defaultdict(list)
    for position, result in enumerate(results):
        if result.p_value is not None:
            by_detector[result.detector].append(position)
    found = list(results)
    for rows in by_detector.values():
        for position, q in zip(rows, _adjust([results[row].p_value or 0.0 for row in rows]), strict=True):
            found[position] = _with(results[position], q, alpha)
    return tuple(found)


def _adjust(p_values: list[float]) -> list[float]:
    from scipy.stats import false_discovery_control

    return [float(q) for q in false_discovery_control(np.array(p_values))]


def _with(result: DriftResult, q: float, alpha: float) -> DriftResult:
    return replace(result, q_value=q, severity=BANDS[result.detector].severity(result.effect, q, alpha))
