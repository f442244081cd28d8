"""What is searched one after another, each stage with what the stages before it found."""

from dataclasses import dataclass, replace

from pikkit.training.dataset import TrainingSet
from pikkit.training.learners import LEARNERS, Learner
from pikkit.training.learners.learner import MIN_TAUGHT
from pikkit.training.recipe import Recipe
from pikkit.training.splits import FOLD_EDGES


@dataclass(frozen=True)
class Stage:
    """Some values, and the learner they are judged by.

    Attributes:
        name: Of the stage, in study names and progress.
        learner: Name of the learner.
        knobs: The values that are searched.
        line: What is tried besides the value so far, where there is one value and the search is a short list. A listed
            value is taken only if it is ahead of the value so far after every fold: a difference of luck is not.
        share: Until which share of the time it may go on.
    """

    name: str
    learner: str
    knobs: tuple[str, ...]
    line: tuple[float, ...] = ()
    share: float = 1.0


TREES = ("max_depth", "rounds", "learning_rate", "min_rows", "l2", "subsample", "colsample")
RIDGE = Stage("ridge", "offset_logistic", ("ridge_penalty",), (300.0, 3_000.0, 100.0, 10_000.0), share=0.85)
RESULTS = Stage("results", "offset_trees", ("result_weight",), (0.05, 0.02, 0.5))


def stages(data: TrainingSet) -> tuple[Stage, ...]:
    """The stages for these bets: those of the learners that take part. Two learners share the ridge penalty.

    Without closing lines, nothing learns from them, and results have no rival.
    """
    if data.closed.sum() * FOLD_EDGES[0] < MIN_TAUGHT:
        return (Stage("trees", "offset_trees", TREES),)
    lines = (RIDGE, replace(RIDGE, learner="offset_logistic"), RESULTS)
    used = {line.name: line for line in reversed(lines) if line.learner in Recipe().learners}
    return (Stage("trees", "movement_trees", TREES, share=0.75 if used else 1.0), *reversed(used.values()))


def learner_named(name: str) -> Learner:
    """One of ``LEARNERS``."""
    return next(learner for learner in LEARNERS if learner.name == name)
