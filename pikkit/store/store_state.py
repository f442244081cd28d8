"""The one row about the whole store: how many bets, the sum of their hashes, and the moment of the last change."""

import time

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select, update

from pikkit.store.tables import bets, corrections, store_state


def next_moment(connection: Connection) -> int:
    """A moment for what this transaction writes, in microseconds: now, but later than any other transaction's.

    Its row stays locked until the transaction ends, so moments are committed in their order and a watermark misses
    nothing; and a clock that is set back does no harm.
    """
    last = connection.execute(select(store_state.c.changed_at).with_for_update()).scalar_one()
    return max(time.time_ns() // 1000, int(last) + 1)


def note_change(
    connection: Connection,
    moment: int,
    added: NDArray[np.int64],
    removed: NDArray[np.int64],
    more_bets: int = 0,
) -> None:
    """Keep the number of bets, the sum of hashes (wrapping at 64 bits) and the moment of the last change in step."""
    state = connection.execute(select(store_state.c.bets, store_state.c.hash_sum)).one()
    total = np.concatenate([[np.int64(state.hash_sum)], added, -removed]).sum(dtype=np.int64)
    changed = {"bets": state.bets + more_bets, "hash_sum": int(total), "changed_at": moment}
    connection.execute(update(store_state).values(changed))


def watermark_of(connection: Connection) -> int:
    """The moment of the last change, 0 if there was none."""
    return int(connection.execute(select(store_state.c.changed_at)).scalar_one())


def recount(connection: Connection) -> None:
    """Count the bets and add the hashes up anew, after rows were moved; the store counts as changed."""
    hashes = [
        select(bets.c.content_hash),
        select(corrections.c.content_hash).where(corrections.c.reverted_at.is_(None)),
    ]
    added = [np.array(connection.execute(query).scalars().all(), dtype=np.int64) for query in hashes]
    total = int(np.concatenate(added).sum(dtype=np.int64))
    changed = {"bets": len(added[0]), "hash_sum": total, "changed_at": next_moment(connection)}
    connection.execute(update(store_state).values(changed))
