"""The ensemble: what the learners said of bets they had not seen, and which way of using it stood up out of time."""

from pikkit.training.ensemble.blend_choice import BlendCandidate, BlendChoice, choose
from pikkit.training.ensemble.collecting import out_of_time
from pikkit.training.ensemble.ensemble_summary import EnsembleSummary, LearnerScore, summarise
from pikkit.training.ensemble.learning_folds import MIN_FOLD_BETS, LearningFolds
from pikkit.training.ensemble.seen import OutOfTime
from pikkit.training.ensemble.ways import Way

__all__ = [
    "MIN_FOLD_BETS",
    "BlendCandidate",
    "BlendChoice",
    "EnsembleSummary",
    "LearnerScore",
    "LearningFolds",
    "OutOfTime",
    "Way",
    "choose",
    "out_of_time",
    "summarise",
]
