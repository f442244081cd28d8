"""How much of a small change of a margin a calibrator lets through."""

import numpy as np

from pikkit.training.calibration.calibrator import Calibrator
from pikkit.training.dataset import Floats

STEP = 0.05
"""Half a step, in log odds: as large as a usual shift, so that an isotonic curve's corners don't count too much."""


def local_slope(calibrator: Calibrator, margin: Floats) -> Floats:
    """The slope of the calibrated margin around each margin, shape (n,)."""
    rise = calibrator.margin(margin + STEP) - calibrator.margin(margin - STEP)
    return np.asarray(rise / (2 * STEP), dtype=np.float64)
