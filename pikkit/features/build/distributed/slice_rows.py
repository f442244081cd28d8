"""The third piece of work: a slice's bets with their features, written."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa

from pikkit.features.build.bet_columns import asked_columns
from pikkit.features.build.distributed.splitting import BETS
from pikkit.features.build.distributed.view_range import write_part
from pikkit.features.build.training_rows import with_features
from pikkit.features.definitions.needed import needed_columns
from pikkit.features.views.column_names import FEATURES_AT, LAST_SETTLED, qualified
from pikkit.features.views.view import VIEWS, View
from pikkit.spark.blocks import Block

_BY_NAME = {view.name: view for view in VIEWS}


def write_slice(blocks: Iterable[Block], file: Path, start: int) -> int:
    """Write the training rows of a slice: its own block of bets, and what ranges of views gave for them.

    Args:
        blocks: All of the slice's, in any order.
        file: Where the rows go.
        start: The slice's first row.

    Returns:
        How many rows.
    """
    bets: pa.Table = None
    given: list[tuple[View, pa.Table]] = []
    for _, name, _, table in blocks:
        if name == BETS:
            bets = table
        else:
            given.append((_BY_NAME[name], table))
    rows = with_features(bets, asked_columns(bets) | _columns(given, bets.num_rows, start))
    return write_part(file, [rows], rows.schema)


def _columns(given: list[tuple[View, pa.Table]], count: int, start: int) -> dict[str, np.ndarray]:
    newest = np.full(count, -1, dtype=np.int64)
    columns: dict[str, np.ndarray] = {FEATURES_AT: newest}
    needed = needed_columns()
    for view, table in given:
        places = table["row"].to_numpy() - start
        settled = table[LAST_SETTLED].to_numpy()
        if not view.parlays:
            newest[places] = np.maximum(newest[places], settled)
        for name in (column for column in table.column_names if column not in {"row", LAST_SETTLED}):
            columns.setdefault(name, np.zeros(count))[places] = table[name].to_numpy()
        if qualified(view, LAST_SETTLED) in needed:
            columns.setdefault(qualified(view, LAST_SETTLED), np.full(count, -1, np.int64))[places] = settled
    return columns
