"""The search: stage after stage, each a study of its own."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pikkit.training.dataset import TrainingSet
from pikkit.training.ensemble import LearningFolds
from pikkit.training.prior import DEFAULT_SHAPE
from pikkit.training.recipe import Recipe
from pikkit.training.shaping import choose_shape
from pikkit.training.tuning.budget import Budget, BudgetClock
from pikkit.training.tuning.objective import Judge, gain_of
from pikkit.training.tuning.search_progress import Progress
from pikkit.training.tuning.space import KNOBS, Values, values_of, with_values
from pikkit.training.tuning.stages import Stage, learner_named, stages
from pikkit.training.tuning.storage import open_storage
from pikkit.training.tuning.studies import StudyName, digest_of, forget_old, open_study
from pikkit.training.tuning.trials import CUT_AFTER, EXHAUSTED_AFTER, TrialRunner

if TYPE_CHECKING:
    from optuna import Study
    from optuna.storages import BaseStorage


@dataclass(frozen=True)
class Tuned:
    """What a search found; gains are of the trees alone over the price, out of time, in nats a bet.

    Attributes:
        recipe: The best recipe.
        gain: Of the best trees; NaN if the time did not suffice for one trial.
        default_gain: Of the default recipe's trees; NaN if it could not be tried.
        trials: How many sets of tree values were tried to the end.
        pruned: How many more were given up early.
        planned: How many there were to be.
        cut: The stages that the time ended before they had tried all they were to.
        exhausted: Whether the trees' search ended before because trial after trial gained nothing more.
    """

    recipe: Recipe
    gain: float
    default_gain: float
    trials: int
    pruned: int
    planned: int
    cut: tuple[str, ...] = ()
    exhausted: bool = False


def search_values(
    data: TrainingSet,
    budget: Budget,
    seed: int,
    storage: str | None = None,
    report: Callable[[Progress], None] | None = None,
    champion: Values | None = None,
) -> Tuned:
    """Choose the price's shape, then search the trees' values, the ridge penalty, and how much results count.

    The trees' by Optuna's TPE, giving up on values that fall behind the median of those before; the others by short
    lists. The same bets, seed and number of trials give the same result, in one go or in several, unless ``cut`` says
    that the time ended it.

    Args:
        data: Single bets of the training window.
        budget: Trials of the tree values, and seconds of it all, kept to within the fit of one fold. One trial: the
            default recipe is judged, nothing is searched.
        seed: Of sampler and learners.
        storage: SQLAlchemy URL to keep the studies in, so that a search that was interrupted goes on where it was;
            memory without one. Other bets, another seed or other code is another study.
        report: Told how far the search is.
        champion: Values to try right after the default's (``space.champion_values``).
    """
    clock = BudgetClock(budget.seconds)
    shape = choose_shape(data).shape if budget.trials > 1 else DEFAULT_SHAPE
    recipe = Recipe(seed=seed, price=shape)
    first = [champion] if champion else []
    with open_storage(storage) as store:
        search = _Search(LearningFolds(data), digest_of(data), store, report or (lambda _: None))
        trees, *lines = stages(data)
        share = trees.share if budget.trials > 1 else 1.0
        study = search.run(trees, recipe, first, replace(budget, seconds=share * budget.seconds))
        recipe, tuned = with_values(recipe, _best(study)), _tuned(study, recipe)
        searched = {trees.name: study}
        for line in lines if budget.trials > 1 else ():
            spent = budget.seconds - clock.left
            seconds = max(0.0, line.share * budget.seconds - spent)
            study = search.run(line, recipe, [], Budget(1 + len(line.line), seconds))
            recipe = with_values(recipe, _clearly_best(study))
            searched[line.name] = study
        cut = tuple(name for name, study in searched.items() if study.user_attrs.get(CUT_AFTER) is not None)
        exhausted = searched[trees.name].user_attrs.get(EXHAUSTED_AFTER) is not None
        forget_old(store)
    return Tuned(recipe, *tuned, planned=budget.trials, cut=cut, exhausted=exhausted)


@dataclass(frozen=True)
class _Search:
    """Runs stages on the same bets in the same storage."""

    folds: LearningFolds
    digest: str
    storage: "BaseStorage"
    report: Callable[[Progress], None]

    def run(self, stage: Stage, base: Recipe, first: Sequence[Values], budget: Budget) -> "Study":
        """Run one stage from a recipe on: its own values are tried before all others."""
        space = {name: KNOBS[name] for name in stage.knobs}
        listed = [{stage.knobs[0]: value} for value in stage.line]
        tried = [_only(stage, values_of(base)), *(_only(stage, values) for values in first), *listed]
        study = open_study(self.storage, StudyName.of(stage.name, self.digest, base), space, _distinct(tried))
        learner = learner_named(stage.learner)

        def evaluate(values: Values, judge: Judge) -> float:
            return gain_of(self.folds, with_values(base, values), learner, judge)

        runner = TrialRunner(study, space, self.storage, evaluate, budget, stage.name, self.report, bool(listed))
        runner.run()
        return study


def _only(stage: Stage, values: Values) -> Values:
    return {name: values[name] for name in stage.knobs}


def _distinct(tried: list[Values]) -> list[Values]:
    return [values for n, values in enumerate(tried) if values not in tried[:n]]


def _best(study: "Study") -> Values:
    """The best trial's values; none if no trial was finished."""
    from optuna.trial import TrialState

    finished = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
    return dict(study.best_params) if finished else {}


def _clearly_best(study: "Study") -> Values:
    """The best values of those ahead of the first slot's after every fold."""
    from optuna.trial import TrialState

    from pikkit.training.tuning.slots import SLOT  # noqa: PLC0415 (only what is asked for)

    finished = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
    base = next((trial for trial in finished if trial.user_attrs[SLOT] == 0), None)
    if base is None:
        return {}
    ahead = [t for t in finished if all(t.intermediate_values[n] > v for n, v in base.intermediate_values.items())]
    return dict(max(ahead, key=lambda trial: trial.value or 0.0, default=base).params)


def _tuned(study: "Study", default: Recipe) -> tuple[float, float, int, int]:
    """Gain, default's gain, trials and pruned trials of a study of tree values."""
    from optuna.trial import TrialState

    trials = study.get_trials(deepcopy=False)
    finished = [trial for trial in trials if trial.state is TrialState.COMPLETE]
    values = values_of(default)
    defaults = [t.value for t in finished if all(values[name] == value for name, value in t.params.items())]
    pruned = sum(trial.state is TrialState.PRUNED for trial in trials)
    best = study.best_value if finished else math.nan
    return float(best), float(defaults[0] or 0.0) if defaults else math.nan, len(finished), pruned
