"""Facts in which moments of other rows have their place."""

from dataclasses import replace

import numpy as np

from pikkit.features.build.arrays.facts import Facts
from pikkit.features.build.arrays.smallest_integers import Ints


def with_moments(facts: Facts, others: Ints) -> Facts:
    """The same facts, whose ``moments`` have others between them."""
    moments = np.union1d(facts.moments, others)
    places = np.searchsorted(moments, facts.moments)
    return replace(
        facts,
        moments=moments,
        ranks=places[facts.ranks],
        asked_ranks=np.searchsorted(moments, facts.placed_at, side="right") - 1,
    )
