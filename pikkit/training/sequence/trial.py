"""Does the sequence learner help? Judged as every learner is, beside those the recipe already has."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from pikkit.training.dataset import settled_bets, training_set
from pikkit.training.ensemble import EnsembleSummary, OutOfTime, choose, out_of_time, summarise
from pikkit.training.recipe import Recipe
from pikkit.training.sequence.fitting import BettorLstm
from pikkit.training.sequence.histories import with_histories
from pikkit.training.splits import holdout


@dataclass(frozen=True)
class Trial:
    """The ensemble's record without the sequence learner, and with it."""

    without: EnsembleSummary
    beside: EnsembleSummary

    @property
    def helps(self) -> bool:
        """Whether the way that is kept gives it any weight."""
        return BettorLstm.name in self.beside.weights


def trial(training: Path, recipe: Recipe, test_share: float, seed: int) -> Trial:
    """Judge the sequence learner out of time on the training window of a ``training.parquet``.

    Args:
        training: The file.
        recipe: Its learners are those it stands beside.
        test_share: Last share of the bets, by time, that is not looked at.
        seed: Of the resampling.
    """
    settled = settled_bets(pq.read_table(training))
    data = training_set(settled)
    window = holdout(data, test_share).train
    known = out_of_time(data.take(window).singles(), recipe)
    histories = with_histories(data, settled).take(window).singles()
    return Trial(_record(known, seed), _record(_beside(known, out_of_time(histories, recipe, (BettorLstm(),))), seed))


def _beside(one: OutOfTime, other: OutOfTime) -> OutOfTime:
    """Two groups of learners on the same bets as one."""
    shifts = np.column_stack([one.shifts, other.shifts])
    return replace(one, shifts=shifts, learners=(*one.learners, *other.learners))


def _record(seen: OutOfTime, seed: int) -> EnsembleSummary:
    return summarise(seen, choose(seen, seed), seed)
