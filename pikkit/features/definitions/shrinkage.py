"""Means of few bets, pulled towards what is known of more.

A group with few bets says little, so its mean is pulled towards its parent's:
(sum + strength · parent) / (n + strength), the posterior mean of a normal mean under a normal prior worth ``strength``
observations (Efron & Morris, 1975). The group's own part in that is its weight, n / (n + strength).
"""

from pikkit.features.definitions.feature import Floats


def shrunk(total: Floats, count: Floats, parent: Floats | float, strength: Floats | float) -> Floats:
    """The mean of a group, pulled towards its parent's as by ``strength`` further observations of it."""
    return (total + strength * parent) / (count + strength)


def weight(count: Floats, strength: float) -> Floats:
    """How much of a shrunk mean is the group's own: 0 without observations, one half at ``strength`` of them."""
    return count / (count + strength)
