"""The base learners: each learns, from features, how far the true log odds lie from the price's."""

from pikkit.training.learners.base import Learner, Member
from pikkit.training.learners.boosted import MovementTrees, OffsetTrees, TreeMember
from pikkit.training.learners.linear import LinearMember, MovementRidge

LEARNERS: tuple[Learner, ...] = (MovementTrees(), OffsetTrees(), MovementRidge())
"""Every learner an ensemble may use."""

MEMBER_KINDS: dict[str, type[TreeMember] | type[LinearMember]] = {
    learner.name: learner.member for learner in (MovementTrees(), OffsetTrees(), MovementRidge())
}
"""How each learner's fitted member is loaded."""

__all__ = ["LEARNERS", "MEMBER_KINDS", "Learner", "Member"]
