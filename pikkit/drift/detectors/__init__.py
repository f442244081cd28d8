"""The detectors, one a file: each learns from a reference and measures a window."""

from typing import Any

from pikkit.drift.detectors.chi_square import ChiSquare
from pikkit.drift.detectors.classifier import ClassifierTwoSample
from pikkit.drift.detectors.cramer_von_mises import CramerVonMises
from pikkit.drift.detectors.detector import Compares, Detector
from pikkit.drift.detectors.ks import KolmogorovSmirnov
from pikkit.drift.detectors.mmd import MaximumMeanDiscrepancy
from pikkit.drift.detectors.novelty import Novelty
from pikkit.drift.detectors.psi import Psi

DETECTORS: tuple[Detector[Any], ...] = (
    Psi(),
    KolmogorovSmirnov(),
    CramerVonMises(),
    ChiSquare(),
    Novelty(),
    MaximumMeanDiscrepancy(),
    ClassifierTwoSample(),
)
"""All of them, in the order of their results."""


def detectors_of(kind: Compares) -> list[Detector[Any]]:
    """Those that are asked about a kind of column."""
    return [detector for detector in DETECTORS if kind in detector.compares]


__all__ = [
    "DETECTORS",
    "ChiSquare",
    "ClassifierTwoSample",
    "Compares",
    "CramerVonMises",
    "Detector",
    "KolmogorovSmirnov",
    "MaximumMeanDiscrepancy",
    "Novelty",
    "Psi",
    "detectors_of",
]
