"""From what is known of every entity now to what an online store serves: only what differs is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.features.online.store.feast_layout import (
    PACKED,
    double_value,
    entity_key,
    int64_value,
    no_history,
    packed_value,
    row_type,
)
from pikkit.features.online.store.online_state import ServedView
from pikkit.features.online.store.online_tables import OnlineValue, OnlineWriter
from pikkit.features.views.column_names import LAST_SETTLED
from pikkit.features.views.view import View

_MICROSECOND = 1_000_000
_SETTLED_BYTES = 8


@dataclass(frozen=True)
class Materialization:
    """What a materialisation did, over all views.

    Attributes:
        rows: Entities served now.
        written: Of these, new or with a newer row.
        removed: Entities no longer served.
    """

    rows: int
    written: int
    removed: int

    @property
    def kept(self) -> int:
        """Entities served as before."""
        return self.rows - self.written


def write_views(
    writer: OnlineWriter,
    newest: Mapping[View, pa.Table],
    until: datetime,
    *,
    full: bool = False,
    report: Callable[[int], None] = lambda _: None,
) -> Materialization:
    """Make a store serve these rows and no others.

    Args:
        writer: The store.
        newest: Of every view, one row an entity: its keys, columns, ``known_at`` and ``last_settled_us``.
        until: The moment that they are of.
        full: Write those that are served already too.
        report: Told how many views are written.
    """
    before = {served.name: served for served in writer.state()}
    as_they_are = {} if full else before
    for name in before.keys() - {view.name for view in newest}:
        writer.drop(name)
    done = []
    for view, table in newest.items():
        done.append(_write_view(writer, view, table, as_they_are.get(view.name)))
        report(len(done))
    version, now = uuid4().hex, _microseconds(datetime.now(UTC))
    writer.record(
        [
            ServedView(view.name, version, view.columns, table.num_rows, _newest(table), _microseconds(until), now)
            for view, table in newest.items()
        ]
    )
    return Materialization(*(sum(counts) for counts in zip(*done, strict=True)))


def _write_view(writer: OnlineWriter, view: View, table: pa.Table, before: ServedView | None) -> tuple[int, int, int]:
    """Rows served, written and removed."""
    if before is None or not before.fits(view):
        writer.clear(view)
    served = writer.served(view)
    rows = dict(zip(_keys(view, table), _packed(view, table), strict=True))
    changed = [key for key, row in rows.items() if served.get(key) != packed_value(row)]
    gone = [key for key in served if key not in rows]
    writer.remove(view, [*gone, *(key for key in changed if key in served)])
    writer.insert(view, _values(view, ((key, rows[key]) for key in changed)))
    return len(rows), len(changed), len(gone)


def _keys(view: View, table: pa.Table) -> Iterator[bytes]:
    entities = zip(*(table[key].to_pylist() for key in view.keys), strict=True)
    return (entity_key(view, entity) for entity in entities)


def _packed(view: View, table: pa.Table) -> Sequence[bytes]:
    rows = np.empty(table.num_rows, dtype=row_type(view))
    rows["settled"] = table[LAST_SETTLED].to_numpy()
    for position, column in enumerate(view.columns):
        rows["values"][:, position] = table[column].to_numpy()
    width, packed = rows.dtype.itemsize, rows.tobytes()
    return [packed[start : start + width] for start in range(0, len(packed), width)]


def _values(view: View, rows: Iterator[tuple[bytes, bytes]]) -> Iterator[OnlineValue]:
    """Every value that Feast is to find of these rows, and the row itself."""
    places = [(name, 8 * position) for position, name in enumerate(view.columns)]
    settled_at = len(no_history(view)) - _SETTLED_BYTES
    for key, row in rows:
        settled = int.from_bytes(row[settled_at:], "little", signed=True)
        second = (settled + 1) // _MICROSECOND
        for name, start in places:
            yield OnlineValue(key, name, double_value(row[start : start + 8]), second)
        yield OnlineValue(key, LAST_SETTLED, int64_value(settled), second)
        yield OnlineValue(key, PACKED, packed_value(row), second)


def _newest(table: pa.Table) -> int | None:
    if not table.num_rows:
        return None
    newest: int = pc.max(table[LAST_SETTLED]).as_py()
    return newest


def _microseconds(moment: datetime) -> int:
    return round(moment.timestamp() * _MICROSECOND)
