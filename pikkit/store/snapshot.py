"""The stored bets as a Parquet file, for steps that read the same bets again and again: what all bettors share."""

import os
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq

from pikkit.bets.learned_habits import with_known_order
from pikkit.bets.same_players import with_one_name
from pikkit.store.base import BetStore
from pikkit.store.common import common_bets

ROW_GROUP = 1 << 16
"""Rows that are read together: who wants the newest bets reads few of the others."""


def write_snapshot(store: BetStore, path: Path, placed_before: datetime | None = None) -> int:
    """Write the bets of a store to a Parquet file of the BETS schema; the file is whole or not there.

    A player of a league has one name in it (see ``with_one_name``), and home and away are told where other bets on the
    same games tell how a book lists teams (see ``with_known_order``).

    Args:
        store: Where the bets are.
        path: The file to write; its folder is made.
        placed_before: Only bets placed before this moment, which has a time zone.

    Returns:
        How many bets were written.
    """
    bets = with_known_order(with_one_name(common_bets(store.read(placed_before=placed_before), store)))
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        pq.write_table(bets, unfinished, compression="zstd", row_group_size=ROW_GROUP)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return int(bets.num_rows)
