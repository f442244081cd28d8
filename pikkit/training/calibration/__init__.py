"""From a blended margin to a probability that means what it says, and how far the close may still be from it."""

from pikkit.training.calibration.calibrator import Calibrator
from pikkit.training.calibration.calibrator_choice import CalibratorCandidate, choose_calibrator
from pikkit.training.calibration.calibrator_fit import FittedCalibration, fit_calibration
from pikkit.training.calibration.isotonic import IsotonicCalibration
from pikkit.training.calibration.kinds import KINDS, calibrator_from_dict, calibrator_to_dict
from pikkit.training.calibration.linear_calibrators import (
    BetaCalibration,
    IdentityCalibration,
    PlattCalibration,
    TemperatureCalibration,
)
from pikkit.training.calibration.slope import local_slope
from pikkit.training.calibration.widths import IntervalWidths

__all__ = [
    "KINDS",
    "BetaCalibration",
    "Calibrator",
    "CalibratorCandidate",
    "FittedCalibration",
    "IdentityCalibration",
    "IntervalWidths",
    "IsotonicCalibration",
    "PlattCalibration",
    "TemperatureCalibration",
    "calibrator_from_dict",
    "calibrator_to_dict",
    "choose_calibrator",
    "fit_calibration",
    "local_slope",
]
