"""Which bets are on the same event, as numbers, so that no split ever divides one and every interval draws events."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.events import assign_events

GAP_MICROSECONDS = 4 * 86_400_000_000
"""Bets of the same text, whose game is not known, are on different ones if placed further apart than this."""

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TrainingEvents:
    """The events of n bets.

    Attributes:
        event: One id for each bet, shape (n,); that of a bet on several games is that of all bets of the same text.
        legs: The ids of the events a multi-leg bet's legs are on, shape (n, L), −1 where there is none: those that
            single bets on the same games have. L is 0 where no bet has legs whose pairings can be read.
    """

    event: Ids
    legs: Ids


def bet_events(bets: pa.Table) -> TrainingEvents:
    """The events of :func:`pikkit.bets.events.assign_events`, and groups of those bets that it leaves without one.

    A bet whose game is not known, or that is on several, shares an event with bets of the same text that were placed
    soon before or after it. A bet without a text is an event of its own: one common event of all such bets would never
    end, and would keep all of them from training.

    Args:
        bets: At least ``sport``, ``home``, ``away``, ``bet_info`` and ``placed_at``; see ``assign_events``.
    """
    assigned = assign_events(bets)
    ids, others = _numbers(assigned.event), np.flatnonzero(assigned.event.is_null().to_numpy(zero_copy_only=False))
    known = int(ids.max(initial=-1)) + 1
    ids[others] = known + _runs(bets.take(pa.array(others)))
    return TrainingEvents(ids, _padded(assigned.legs, assigned.event, int(ids.max(initial=-1)) + 1))


def _numbers(names: pa.Array) -> Ids:
    """A number from 0 for each different text, −1 for a null."""
    indices = names.dictionary_encode().indices.fill_null(-1)
    return np.array(indices.to_numpy(zero_copy_only=False), dtype=np.int64)


def _runs(bets: pa.Table) -> Ids:
    """A number for each run of bets of one text, none of them placed long after the one before."""
    texts = bets["bet_info"].fill_null("").combine_chunks()
    group = _numbers(texts)
    unknown = np.flatnonzero(pc.equal(texts, "").to_numpy(zero_copy_only=False))
    group[unknown] = len(group) + unknown
    placed = bets["placed_at"].cast(pa.int64()).to_numpy()
    order = np.lexsort((placed, group))
    starts = np.ones(len(order), dtype=bool)
    starts[1:] = (np.diff(group[order]) != 0) | (np.diff(placed[order]) > GAP_MICROSECONDS)
    ids = np.empty(len(order), dtype=np.int64)
    ids[order] = np.cumsum(starts) - 1
    return ids


def _padded(legs: pa.Array, events: pa.Array, next_id: int) -> Ids:
    """The numbers of the legs' events as rows padded with −1; events that no single is on are numbered from next_id."""
    names = legs.flatten()
    known = events.dictionary_encode().dictionary
    place = pc.index_in(names, known)
    new = place.is_null()
    strangers = pc.add(_numbers_of_new(names, new), next_id)
    ids = pc.if_else(new, strangers, place.cast(pa.int64())).to_numpy(zero_copy_only=False)
    counts = np.diff(legs.offsets.to_numpy())
    padded = np.full((len(counts), int(counts.max(initial=0))), -1, dtype=np.int64)
    padded[np.arange(padded.shape[1]) < counts[:, None]] = ids
    return padded


def _numbers_of_new(names: pa.Array, new: pa.Array) -> pa.Array:
    return pa.array(_numbers(pc.if_else(new, names, pa.scalar(None, pa.string()))))
