"""The base learners: each learns, from features, how far the true log odds lie from the price's."""

from pikkit.base.errors import InputError
from pikkit.training.learners.boosted import MovementTrees, OffsetTrees
from pikkit.training.learners.histogram import HistogramTrees
from pikkit.training.learners.interactions import OffsetLogistic
from pikkit.training.learners.kernel import MovementKernel
from pikkit.training.learners.learner import Learner, Member
from pikkit.training.learners.linear import MovementRidge
from pikkit.training.recipe import Recipe

LEARNERS: tuple[Learner, ...] = (
    MovementTrees(),
    OffsetTrees(),
    MovementRidge(),
    HistogramTrees(),
    OffsetLogistic(),
    MovementKernel(),
)
"""Every learner an ensemble may use."""

MEMBER_KINDS: dict[str, type[Member]] = {learner.name: learner.member for learner in LEARNERS}
"""How each learner's fitted member is loaded."""


def chosen(recipe: Recipe) -> tuple[Learner, ...]:
    """The learners a recipe asks for, in its order.

    Raises:
        InputError: A name that is no learner's.
    """
    known = {learner.name: learner for learner in LEARNERS}
    unknown = sorted(set(recipe.learners) - set(known))
    if unknown:
        raise InputError(f"There is no learner {', '.join(unknown)}; there are {', '.join(known)}.")
    return tuple(known[name] for name in recipe.learners)


__all__ = ["LEARNERS", "MEMBER_KINDS", "Learner", "Member", "chosen"]
