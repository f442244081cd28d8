"""What the trial in each slot tries: first what is known to be good, then what Optuna's TPE suggests."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from optuna.distributions import BaseDistribution
from optuna.samplers import BaseSampler, TPESampler
from optuna.trial import FrozenTrial, TrialState

from pikkit.training.tuning.slots import SLOT, free_slot

if TYPE_CHECKING:
    from optuna import Study
    from optuna.storages import BaseStorage

Values = Mapping[str, float]
EXPLORING = 8
"""Finished trials before TPE has something to model; until then draws are uniform."""


class SlotSampler(BaseSampler):  # type: ignore[misc]  # Optuna is not typed here
    """TPE (Bergstra et al., 2011), multivariate, that draws in every slot from the seed of that slot.

    Args:
        space: What is searched.
        first: What the first slots try.
        seed: Of the study.
        storage: The study's.
    """

    def __init__(
        self, space: Mapping[str, BaseDistribution], first: Sequence[Values], seed: int, storage: "BaseStorage"
    ) -> None:
        self._space = dict(space)
        self._first = first
        self._seed = seed
        self._storage = storage
        self._slot = 0
        self._tpe = TPESampler()

    def before_trial(self, study: "Study", trial: FrozenTrial) -> None:
        """Take a slot."""
        self._slot = free_slot(study.get_trials(deepcopy=False), trial.number)
        study_id = self._storage.get_study_id_from_name(study.study_name)
        own = self._storage.get_trial_id_from_study_id_trial_number(study_id, trial.number)
        self._storage.set_trial_user_attr(own, SLOT, self._slot)
        drawn = np.random.SeedSequence([self._seed % 2**63, self._slot]).generate_state(1)[0]
        self._tpe = TPESampler(seed=int(drawn), n_startup_trials=EXPLORING)
        self._tpe.before_trial(study, trial)

    def infer_relative_search_space(
        self,
        study: "Study",  # noqa: ARG002 - Optuna hands it over
        trial: FrozenTrial,  # noqa: ARG002
    ) -> dict[str, BaseDistribution]:
        """The whole space."""
        return self._space

    def sample_relative(
        self, study: "Study", trial: FrozenTrial, search_space: dict[str, BaseDistribution]
    ) -> dict[str, Any]:
        """What this slot tried when it was interrupted, what it is given to try, or what TPE draws."""
        if interrupted := self._interrupted(study):
            return interrupted
        if self._slot < len(self._first):
            return dict(self._first[self._slot])
        drawn: dict[str, Any] = self._tpe.sample_relative(study, trial, search_space)
        return drawn

    def sample_independent(
        self, study: "Study", trial: FrozenTrial, param_name: str, param_distribution: BaseDistribution
    ) -> Any:
        """A uniform draw, while TPE has nothing to model."""
        return self._tpe.sample_independent(study, trial, param_name, param_distribution)

    def after_trial(
        self, study: "Study", trial: FrozenTrial, state: TrialState, values: Sequence[float] | None
    ) -> None:
        """Tell TPE."""
        self._tpe.after_trial(study, trial, state, values)

    def _interrupted(self, study: "Study") -> dict[str, Any]:
        failed = study.get_trials(deepcopy=False, states=(TrialState.FAIL,))
        tried = [trial.params for trial in failed if trial.user_attrs.get(SLOT) == self._slot]
        return next((params for params in reversed(tried) if params.keys() == self._space.keys()), {})
