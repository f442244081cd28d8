"""Trial after trial until the budget is spent."""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pikkit.training.tuning.budget import Budget, BudgetClock
from pikkit.training.tuning.exhaustion import is_exhausted
from pikkit.training.tuning.objective import LAST_FOLD, Judge
from pikkit.training.tuning.owners import this_process
from pikkit.training.tuning.search_progress import Progress
from pikkit.training.tuning.slots import OWNER, SEEN, SLOT, fail_abandoned, slotted_trials
from pikkit.training.tuning.space import Knob, Values

if TYPE_CHECKING:
    from optuna import Study, Trial
    from optuna.storages import BaseStorage

Evaluate = Callable[[Values, Judge], float]
"""From values, and what is to be called after each fold, to the score."""


PLANNED = "planned"
"""Attribute of a study: how many trials it was to have."""
CUT_AFTER = "cut_after"
"""Attribute of a study: the seconds that ended it before it had them; None where they did not."""
EXHAUSTED_AFTER = "exhausted_after"
"""Attribute of a study: the trials after which nothing gained any more; None where it was not ended by that."""


class _OutOfBudget(Exception):  # noqa: N818 - not an error
    """The time is up in the middle of a trial."""


@dataclass(frozen=True)
class TrialRunner:
    """Runs the trials of one study in this process; others may run more of them at the same time.

    Attributes:
        study: With its sampler and pruner.
        space: What each trial is given.
        storage: The study's.
        evaluate: What each trial does.
        budget: The number of trials is the study's, the seconds are this process's own.
        stage: What is searched, for the report.
        report: Called when it begins and after each trial.
        listed: Whether a trial is taken only if it is ahead of the first slot's after every fold (``Stage.line``).
    """

    study: "Study"
    space: Mapping[str, Knob]
    storage: "BaseStorage"
    evaluate: Evaluate
    budget: Budget
    stage: str
    report: Callable[[Progress], None]
    listed: bool = False

    def run(self) -> None:
        """Run trials. One that the end of the time cuts short is begun anew by the next search."""
        clock = BudgetClock(self.budget.seconds)
        fail_abandoned(self.study)
        self.report(self._progress(clock))
        while not clock.is_up and self._goes_on():
            trial = self._begin()
            if self._slot(trial) >= self.budget.trials:  # another process began the last one in that moment
                self._fail(trial)
            else:
                self._run_one(trial, clock)
            self.report(self._progress(clock))
            fail_abandoned(self.study)
        self.study.set_user_attr(PLANNED, self.budget.trials)
        self.study.set_user_attr(CUT_AFTER, self.budget.seconds if self._goes_on() else None)
        self.study.set_user_attr(EXHAUSTED_AFTER, self._ended() if self._is_exhausted() and self._unbegun() else None)

    def _begin(self) -> "Trial":
        """As ``Study.ask``, but who works on the trial is said in the same transaction that makes it."""
        from optuna.trial import Trial, TrialState, create_trial

        claim = {OWNER: this_process(), SEEN: time.time()}
        study_id = self.storage.get_study_id_from_name(self.study.study_name)
        claimed = create_trial(state=TrialState.RUNNING, user_attrs=claim)
        trial = Trial(self.study, self.storage.create_new_trial(study_id, template_trial=claimed))
        for name, knob in self.space.items():
            knob.suggest(trial, name)
        return trial

    def _run_one(self, trial: "Trial", clock: BudgetClock) -> None:
        from optuna import TrialPruned
        from optuna.trial import TrialState

        def judge(fold: int, score: float) -> None:
            trial.report(score, fold)
            trial.set_user_attr(SEEN, time.time())
            if not math.isfinite(score) or (fold < LAST_FOLD and self._is_behind(trial, fold, score)):
                raise TrialPruned
            if fold < LAST_FOLD and clock.is_up:
                raise _OutOfBudget

        try:
            score = self.evaluate(trial.params, judge)
        except TrialPruned:
            self.study.tell(trial, state=TrialState.PRUNED)
        except _OutOfBudget:
            self._fail(trial)
        except BaseException:
            self._fail(trial)
            raise
        else:
            self.study.tell(trial, score)

    def _is_behind(self, trial: "Trial", fold: int, score: float) -> bool:
        """Whether a trial cannot be taken any more: behind the first slot's, where it must be ahead after each fold."""
        if not self.listed:
            return bool(trial.should_prune())
        first = next((t for t in self.study.get_trials(deepcopy=False) if t.user_attrs.get(SLOT) == 0), None)
        to_beat = first.intermediate_values.get(fold) if first and first.number != trial.number else None
        return to_beat is not None and score <= to_beat

    def _goes_on(self) -> bool:
        return self._unbegun() > 0 and not self._is_exhausted()

    def _is_exhausted(self) -> bool:
        return is_exhausted(self.study.get_trials(deepcopy=False), self.budget.patience)

    def _ended(self) -> int:
        return sum(trial.state.is_finished() for trial in slotted_trials(self.study.get_trials(deepcopy=False)))

    def _slot(self, trial: "Trial") -> int:
        return int(self.study.get_trials(deepcopy=False)[trial.number].user_attrs[SLOT])

    def _unbegun(self) -> int:
        return self.budget.trials - len(slotted_trials(self.study.get_trials(deepcopy=False)))

    def _fail(self, trial: "Trial") -> None:
        from optuna.trial import TrialState

        self.study.tell(trial, state=TrialState.FAIL)

    def _progress(self, clock: BudgetClock) -> Progress:
        from optuna.trial import TrialState

        states = [trial.state for trial in self.study.get_trials(deepcopy=False)]
        complete, pruned = states.count(TrialState.COMPLETE), states.count(TrialState.PRUNED)
        best = float(self.study.best_value) if complete else None
        return Progress(self.stage, complete + pruned, self.budget.trials, pruned, best, round(clock.left, 1))
