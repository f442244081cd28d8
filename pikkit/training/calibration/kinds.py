"""Every kind of calibrator, from the simplest on, and how one is written down."""

from typing import Any

from pikkit.training.calibration.calibrator import Calibrator
from pikkit.training.calibration.isotonic import IsotonicCalibration
from pikkit.training.calibration.linear_calibrators import (
    BetaCalibration,
    IdentityCalibration,
    PlattCalibration,
    TemperatureCalibration,
)

KINDS: tuple[type[Calibrator], ...] = (
    IdentityCalibration,
    TemperatureCalibration,
    PlattCalibration,
    BetaCalibration,
    IsotonicCalibration,
)
"""By rising number of coefficients."""


def calibrator_to_dict(calibrator: Calibrator) -> dict[str, Any]:
    """As JSON's types, its kind beside its coefficients."""
    return {"kind": calibrator.kind, **calibrator.to_dict()}


def calibrator_from_dict(values: dict[str, Any]) -> Calibrator:
    """Read ``calibrator_to_dict``'s form; without a kind it is a Platt calibrator of bundle format 1.

    Raises:
        ValueError: There is no such kind.
    """
    coefficients = {name: value for name, value in values.items() if name != "kind"}
    wanted = values.get("kind", PlattCalibration.kind)
    for kind in KINDS:
        if kind.kind == wanted:
            return kind.from_dict(coefficients)
    raise ValueError(f"unknown calibrator {wanted!r}; known are {', '.join(kind.kind for kind in KINDS)}")
