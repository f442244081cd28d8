"""Which asked bets may know of something that changed."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pikkit.bets.outcome import BetType
from pikkit.features.build.arrays.coding import Coded
from pikkit.features.build.arrays.facts import Facts, Ints
from pikkit.features.views.view import VIEWS, View

NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Affected:
    """What c changed bets affect among the n asked ones.

    Attributes:
        bets: The asked bets that may know of a change, shape (n,).
        entities: By view, how many entities' histories changed.
        known: By view, how many entities there are.
    """

    bets: npt.NDArray[np.bool_]
    entities: dict[str, int]
    known: dict[str, int]


def affected(facts: Facts, changed: pa.Table) -> Affected:
    """Find what changed bets affect: those of the same entity placed when the change was, or had been, known.

    Args:
        facts: The asked bets, and at their end the changed ones (as they are and as they were).
        changed: The changed bets in the same order.
    """
    count = len(facts.placed_at) - changed.num_rows
    since = _known_at(changed)
    parlay = np.asarray(changed["bet_type"].to_numpy() == BetType.PARLAY)
    bets, entities, known = np.zeros(count, dtype=bool), {}, {}
    for view in VIEWS:
        asked = facts.entities(view)[0]
        seen = (since < NEVER) & (parlay == view.parlays)
        kinds, earliest = _earliest(asked[count:][seen], since[seen])
        entities[view.name] = len(kinds)
        known[view.name] = len(np.unique(asked[:count]))
        if len(kinds):
            place = np.searchsorted(kinds, asked[:count]).clip(max=len(kinds) - 1)
            bets |= (kinds[place] == asked[:count]) & (earliest[place] <= facts.placed_at[:count])
    return Affected(bets, entities, known)


def _known_at(changed: pa.Table) -> Ints:
    placed = changed["placed_at"].cast(pa.int64()).to_numpy()
    settled = changed["settled_at"].cast(pa.int64()).fill_null(NEVER - 1).to_numpy()
    return np.asarray(np.maximum(placed, settled) + 1)


def _earliest(entities: Ints, since: Ints) -> tuple[Ints, Ints]:
    kinds, place = np.unique(entities, return_inverse=True)
    earliest = np.full(len(kinds), NEVER, dtype=np.int64)
    np.minimum.at(earliest, place, since)
    return kinds, earliest


def asking(facts: Facts, asked: Ints) -> Facts:
    """The same facts, asked about some of the bets only."""
    placed, past = facts.placed_at[asked], len(facts.placed_at)
    return replace(
        facts,
        placed_at=placed,
        asked_order=np.argsort(placed, kind="stable"),
        asked_ranks=facts.asked_ranks[asked],
        keys={
            name: Coded(np.concatenate([coded.codes[asked], coded.codes[past:]]), coded.words)
            for name, coded in facts.keys.items()
        },
    )


def unchanged(view: View, found: Affected) -> bool:
    """Whether no history of the view changed."""
    return not found.entities[view.name]
