"""A recipe and bets to what a bundle is made of."""

from pikkit.training.dataset import TrainingSet
from pikkit.training.learners import LEARNERS, Member
from pikkit.training.learners.learner import Learner, StreamingLearner
from pikkit.training.recipe import Recipe
from pikkit.training.soft_target import MarketTarget, lessons
from pikkit.training.streamed_lessons import StreamedLessons


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


def fit_recipe_streamed(
    sample: TrainingSet, rows: StreamedLessons, recipe: Recipe
) -> tuple[MarketTarget, dict[str, Member]]:
    """``fit_recipe`` on more bets than memory holds: trees learn from all of them, the rest from a sample.

    The market's calibrations have three numbers each, which a sample of millions tells as well as all bets do.

    Args:
        sample: Single bets, some of all.
        rows: All of them.
        recipe: How, and which learners.
    """
    market = MarketTarget.fit(sample, recipe.price)
    taught = lessons(sample, market, recipe.result_weight)

    def fitted(learner: Learner) -> Member | None:
        if isinstance(learner, StreamingLearner):
            return learner.fit_streamed(lambda: rows.chunks(market, recipe.result_weight), recipe)
        return learner.fit(taught, recipe)

    members = {learner.name: fitted(learner) for learner in LEARNERS if learner.name in recipe.weights}
    return market, {name: member for name, member in members.items() if member}
