"""A recipe and bets to what a bundle is made of."""

from pikkit.training.dataset import TrainingSet
from pikkit.training.learners import LEARNERS, Member
from pikkit.training.recipe import Recipe
from pikkit.training.soft_target import MarketTarget, lessons


def fit_recipe(data: TrainingSet, recipe: Recipe) -> tuple[MarketTarget, dict[str, Member]]:
    """The market's calibrations and every weighted learner that found enough to learn from, by name.

    Args:
        data: Single bets.
        recipe: How, and which learners.
    """
    market = MarketTarget.fit(data, recipe.price)
    taught = lessons(data, market, recipe.result_weight)
    fitted = {learner.name: learner.fit(taught, recipe) for learner in LEARNERS if learner.name in recipe.weights}
    return market, {name: member for name, member in fitted.items() if member}
