"""The bands of whoever gives a result: the detectors, the stream of scores, and alibi-detect's."""

from functools import cache

from pikkit.drift.change import CHANGE, CHANGE_BANDS
from pikkit.drift.detectors import DETECTORS
from pikkit.drift.effect_bands import Bands
from pikkit.drift.engines.alibi.alibi_bands import ALIBI_BANDS


@cache
def _by_detector() -> dict[str, Bands]:
    return {detector.name: detector.bands for detector in DETECTORS} | {CHANGE: CHANGE_BANDS} | ALIBI_BANDS


def bands_of(detector: str) -> Bands:
    """The bands of a result's detector."""
    return _by_detector()[detector]
