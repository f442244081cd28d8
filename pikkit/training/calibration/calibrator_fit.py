"""From a blend's out-of-time margins to a calibrator and an interval."""

from dataclasses import dataclass

from pikkit.training.calibration.calibrator import Calibrator
from pikkit.training.calibration.calibrator_choice import CalibratorCandidate, choose_calibrator
from pikkit.training.calibration.linear_calibrators import IdentityCalibration
from pikkit.training.calibration.widths import IntervalWidths
from pikkit.training.dataset import Floats
from pikkit.training.ensemble import OutOfTime


@dataclass(frozen=True)
class FittedCalibration:
    """What calibration left.

    Attributes:
        calibrator: From blended margin to calibrated margin.
        widths: The interval's.
        candidates: How each kind of calibrator did; empty where there was no choice to make.
    """

    calibrator: Calibrator
    widths: IntervalWidths
    candidates: tuple[CalibratorCandidate, ...] = ()


def fit_calibration(out_of_time: OutOfTime, shift: Floats, seed: int = 0) -> FittedCalibration:
    """Calibrate the blend on the results of bets its learners had not seen.

    The price alone is calibrated on results as it is: to do so again would only add noise to what should be the price.
    """
    decided = out_of_time.data.decided
    calibrator: Calibrator = IdentityCalibration()
    candidates: tuple[CalibratorCandidate, ...] = ()
    if shift.any():
        calibrator, candidates = choose_calibrator(
            (out_of_time.price_margin + shift)[decided], out_of_time.data.take(decided), seed
        )
    margin = calibrator.margin(out_of_time.price_margin + shift)
    widths = IntervalWidths.fit(
        out_of_time.data.odds, margin, out_of_time.close_margin, int(decided.sum()), out_of_time.price_margin
    )
    return FittedCalibration(calibrator, widths, candidates)
