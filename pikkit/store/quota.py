"""How many rows a bettor's quarantine holds, so that nobody's junk fills the store of all."""

import logging
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

MOST_QUARANTINED = 20_000
"""Rows of one bettor; a person decides about far fewer."""

log = logging.getLogger("pikkit.store")


def within_quota(rejects: pa.Table, count: Callable[[str], int]) -> pa.Table:
    """The first rejects of each bettor, as many as his quarantine has room for; the others are logged.

    Args:
        rejects: As REJECTS.
        count: How many rows a bettor's quarantine holds now.
    """
    kept = []
    for bettor in rejects["bettor"].unique().to_pylist():
        his = rejects.filter(pc.equal(rejects["bettor"], bettor))
        room = max(MOST_QUARANTINED - count(bettor), 0)
        if his.num_rows > room:
            log.warning("The quarantine of %.50s is full: %d rows were not kept.", bettor, his.num_rows - room)
        kept.append(his.slice(0, room))
    return pa.concat_tables(kept) if kept else rejects
