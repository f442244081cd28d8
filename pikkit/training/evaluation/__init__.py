"""How good a bundle's scores were on bets it had not seen: the record, and how it is made."""

from pikkit.training.evaluation.backtest import Kelly
from pikkit.training.evaluation.bundle_measures import measure_bundle
from pikkit.training.evaluation.measured import Measured
from pikkit.training.evaluation.record import (
    Backtest,
    BrierParts,
    CalibrationFigures,
    Comparison,
    Evaluation,
    FinalWindow,
    LearningPoint,
    ReliabilityBin,
    SegmentFigures,
)

__all__ = [
    "Backtest",
    "BrierParts",
    "CalibrationFigures",
    "Comparison",
    "Evaluation",
    "FinalWindow",
    "Kelly",
    "LearningPoint",
    "Measured",
    "ReliabilityBin",
    "SegmentFigures",
    "measure_bundle",
]
