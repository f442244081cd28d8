"""Which bets are on the same event, so that no split ever divides one."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

GAP_MICROSECONDS = 4 * 86_400_000_000
"""Bets on one pairing placed further apart than this are on different meetings."""


def event_ids(bets: pa.Table) -> npt.NDArray[np.int64]:
    """An id for each bet's event: its sport and pairing (in either order), in one run of close placement times.

    Meetings of a series on successive days become one event, which errs on the safe side. A bet whose pairing is not
    known shares an event with bets of the same text; a multi-leg bet is known by its text too. A bet without a text is
    an event of its own: one common event of all such bets would never end, and would keep all of them from training.

    Args:
        bets: At least ``sport``, ``home``, ``away``, ``bet_info`` and ``placed_at``.

    Returns:
        Ids from 0, shape (n,).
    """
    pairings = _pairings(bets)
    group = pairings.dictionary_encode().combine_chunks().indices.to_numpy(zero_copy_only=False).astype(np.int64)
    unknown = np.flatnonzero(pc.equal(pairings, "").to_numpy())
    group[unknown] = len(group) + unknown
    placed = bets["placed_at"].cast(pa.int64()).to_numpy()
    order = np.lexsort((placed, group))
    starts = np.ones(len(order), dtype=bool)
    starts[1:] = (np.diff(group[order]) != 0) | (np.diff(placed[order]) > GAP_MICROSECONDS)
    ids = np.empty(len(order), dtype=np.int64)
    ids[order] = np.cumsum(starts) - 1
    return ids


def _pairings(bets: pa.Table) -> pa.ChunkedArray:
    home, away = bets["home"], bets["away"]
    first, second = pc.min_element_wise(home, away), pc.max_element_wise(home, away)
    both = pc.and_(pc.is_valid(home), pc.is_valid(away))
    named = pc.binary_join_element_wise(bets["sport"].fill_null(""), first.fill_null(""), second.fill_null(""), "|")
    return pc.if_else(both, named, bets["bet_info"].fill_null(""))
