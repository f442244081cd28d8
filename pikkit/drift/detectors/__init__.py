"""The detectors, one a file: each is fitted on a reference and compares a window with it."""

from pikkit.drift.detectors.chi_square import ChiSquare
from pikkit.drift.detectors.classifier import ClassifierTwoSample
from pikkit.drift.detectors.cramer_von_mises import CramerVonMises
from pikkit.drift.detectors.detector import Detector, Fitted
from pikkit.drift.detectors.ks import KolmogorovSmirnov
from pikkit.drift.detectors.mmd import MaximumMeanDiscrepancy
from pikkit.drift.detectors.novelty import Novelty
from pikkit.drift.detectors.psi import Psi

__all__ = [
    "ChiSquare",
    "ClassifierTwoSample",
    "CramerVonMises",
    "Detector",
    "Fitted",
    "KolmogorovSmirnov",
    "MaximumMeanDiscrepancy",
    "Novelty",
    "Psi",
]
