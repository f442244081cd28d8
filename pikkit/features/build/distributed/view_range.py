"""The second piece of work: a range of a view's entities summed up, its rows written, and what the bets may know."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from pikkit.features.build.arrays.array_views import view_tables
from pikkit.features.build.arrays.as_of_join import Joined, join_history
from pikkit.features.build.arrays.coding import code
from pikkit.features.build.arrays.facts import Facts
from pikkit.features.build.arrays.history import view_history
from pikkit.features.build.distributed.splitting import ASKED, added_by
from pikkit.features.definitions.needed import needed_columns
from pikkit.features.views.column_names import LAST_SETTLED, qualified
from pikkit.features.views.view import View
from pikkit.features.views.view_file import view_schema
from pikkit.spark.blocks import PACKED, Block


def summed_range(view: View, blocks: Iterable[Block], file: Path | None, starts: tuple[int, ...]) -> Iterator[Block]:
    """Sum up the blocks of a range, write the view's rows, and give each slice what its bets may know.

    Args:
        view: The view.
        blocks: Bets that ask, and what settled ones add, from ``splitting``, in any order.
        file: Where the rows go; None: nowhere.
        starts: The first row of each slice.
    """
    taken = sorted(((name, at, table) for _, name, at, table in blocks), key=lambda block: block[:2])
    asked, settled = ([table for name, _, table in taken if (name == ASKED) == asks] for asks in (True, False))
    rows = np.concatenate([np.zeros(0, np.int64), *(table["row"].to_numpy() for table in asked)])
    facts = _facts(view, asked, settled)
    asking, observed, size = facts.entities(view)
    history = view_history(facts, view, observed, size)
    if file:
        write_part(file, (table.cast(view_schema(view)) for table in view_tables(facts, history)), view_schema(view))
    if not len(rows):
        return
    joined = _joined_columns(join_history(facts, history, asking, size))
    numbers = np.searchsorted(starts, rows, side="right") - 1
    order = np.argsort(numbers, kind="stable")
    kinds, begins = np.unique(numbers[order], return_index=True)
    for number, places in zip(kinds.tolist(), np.split(order, begins[1:]), strict=True):
        columns = {name: values[places] for name, values in joined.items()}
        yield number, view.name, number, pa.table({"row": rows[places], **columns})


def write_part(path: Path, tables: Iterable[pa.Table], schema: pa.Schema) -> int:
    """Write a part file, whole or not at all, whoever else writes the same; returns its rows."""
    count = 0
    unfinished = path.with_name(f".{path.name}.{np.random.default_rng().integers(1 << 62)}")
    with pa.ipc.new_file(unfinished, schema, options=PACKED) as file:
        for table in tables:
            file.write_table(table)
            count += table.num_rows
    unfinished.replace(path)
    return count


def _facts(view: View, asked: list[pa.Table], settled: list[pa.Table]) -> Facts:
    placed, known = (_joined(tables, name) for tables, name in ((asked, "placed_at"), (settled, "known_at")))
    order = np.argsort(known, kind="stable")
    known = known[order]
    first = np.append(True, known[1:] != known[:-1])[: len(known)]
    moments = known[first]
    keys = {key: code([table[key].chunk(0) for table in (*asked, *settled)]) for key in view.keys}
    for coded in keys.values():
        coded.codes[len(placed) :] = coded.codes[len(placed) :][order]
    return Facts(
        placed_at=placed,
        asked_order=np.argsort(placed, kind="stable"),
        asked_ranks=np.searchsorted(moments, placed, side="right") - 1,
        moments=moments,
        ranks=np.cumsum(first, dtype=np.int32) - 1,
        parlay=np.full(len(known), view.parlays),
        added={name: _joined(settled, name)[order] for name in added_by(view)},
        keys=keys,
    )


def _joined(tables: list[pa.Table], name: str) -> np.ndarray:
    return np.concatenate([np.zeros(0, np.int64), *(table[name].to_numpy() for table in tables)])


def _joined_columns(joined: Joined) -> dict[str, np.ndarray]:
    """What features read of the view, and when its newest bet settled."""
    view, needed = joined.history.view, needed_columns()
    names = [column for column in view.columns if qualified(view, column) in needed]
    return {qualified(view, name): joined.values(name) for name in names} | {LAST_SETTLED: joined.settled}
