"""What is searched: which of a recipe's values, between which bounds."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from pikkit.training.recipe import Recipe, TreeParameters

if TYPE_CHECKING:
    from optuna import Trial
    from optuna.distributions import BaseDistribution

Values = dict[str, float]


@dataclass(frozen=True)
class Knob:
    """One searched value: its bounds, and whether it is whole (in steps) or spread over orders of magnitude."""

    low: float
    high: float
    log: bool = False
    step: int | None = None

    def distribution(self) -> "BaseDistribution":
        """As Optuna says it."""
        from optuna.distributions import FloatDistribution, IntDistribution

        if self.step:
            return IntDistribution(int(self.low), int(self.high), step=self.step)
        return FloatDistribution(self.low, self.high, log=self.log)

    def suggest(self, trial: "Trial", name: str) -> None:
        """Let a trial take a value."""
        if self.step:
            trial.suggest_int(name, int(self.low), int(self.high), step=self.step)
        else:
            trial.suggest_float(name, self.low, self.high, log=self.log)

    def clipped(self, value: float) -> float:
        """The nearest value the search could have found."""
        near = min(max(value, self.low), self.high)
        return int(self.low + round((near - self.low) / self.step) * self.step) if self.step else float(near)


KNOBS: dict[str, Knob] = {
    "max_depth": Knob(2, 5, step=1),
    "rounds": Knob(50, 400, step=25),
    "learning_rate": Knob(0.02, 0.1, log=True),
    "min_rows": Knob(20, 1000, log=True),
    "l2": Knob(1, 300, log=True),
    "subsample": Knob(0.4, 1.0),
    "colsample": Knob(0.2, 1.0),
    "ridge_penalty": Knob(30, 30_000, log=True),
    "result_weight": Knob(0.02, 1.0, log=True),
}
"""Every searched value by its name in ``TreeParameters`` or ``Recipe``."""
_OF_TREES = {field.name for field in fields(TreeParameters)}


def values_of(recipe: Recipe) -> Values:
    """A recipe's searched values, as they are."""
    return {name: getattr(recipe.trees if name in _OF_TREES else recipe, name) for name in KNOBS}


def with_values(recipe: Recipe, values: Mapping[str, float]) -> Recipe:
    """The recipe with other values of what is searched."""
    trees: dict[str, Any] = {name: value for name, value in values.items() if name in _OF_TREES}
    own: dict[str, Any] = {name: value for name, value in values.items() if name not in _OF_TREES}
    return replace(recipe, trees=replace(recipe.trees, **trees), **own)
