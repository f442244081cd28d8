"""The view columns of bets about to be placed: what the offline join gives, read from an online store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pikkit.errors import NotReadyError
from pikkit.features.build import FEATURES_AT
from pikkit.features.feature import Columns
from pikkit.features.names import LAST_SETTLED, qualified
from pikkit.features.served.layout import Entity, entity_key, no_history, row_type
from pikkit.features.served.opening import open_reader
from pikkit.features.served.state import ServedView
from pikkit.features.served.tables import OnlineReader
from pikkit.features.urls import EMBEDDED, FeatureUrls
from pikkit.features.views import VIEWS

Keys = Mapping[str, npt.NDArray[np.object_] | npt.NDArray[np.int64]]
"""What ``pikkit.features.keys.key_arrays`` returns: an array of shape (n,) for each key column."""

Microseconds = npt.NDArray[np.int64]
"""Times in µs since 1970."""

MATERIALIZED_AT = "materialized_at"
"""Up to when bets count in what is served, in µs since 1970."""

REMEMBERED = 20_000
"""Entities of a view kept in memory, 50 to 500 bytes each: a materialisation never changes, nor what was read of it."""

TRIES = 5
"""How many materialisations may end during one read."""

Rows = list[dict[Entity, bytes]]
"""Packed rows by entity, for each of ``VIEWS``."""

_KEYS = sorted({key for view in VIEWS for key in view.keys})
_COLUMNS = [[qualified(view, name) for name in view.columns] for view in VIEWS]
_SETTLED = [qualified(view, LAST_SETTLED) for view in VIEWS]
_TTL = np.array([view.ttl_microseconds or np.iinfo(np.int64).max for view in VIEWS], dtype=np.int64)[:, None]
_SINGLES = np.array([not view.parlays for view in VIEWS])


class OnlineFeatures(Protocol):
    """Whatever serves the newest history of the entities of a bet."""

    def read(self, keys: Keys, placed_at: Microseconds) -> Columns:
        """The history of n bets' entities.

        Args:
            keys: The bets' keys.
            placed_at: When they are placed, shape (n,): a row may be too old to count by then.

        Returns:
            Every view's columns by qualified name, 64-bit floats of shape (n,), 0 without history; and, as 64-bit
            integers, each view's ``last_settled_us`` (qualified too): when the newest bet of it settled, in µs since
            1970, −1 without any; ``features_at``, the newest of these but for parlays; and ``materialized_at``.
        """
        ...


class FeastOnlineFeatures:
    """Reads Feast's online store; may be shared between threads.

    Each read is of one materialisation, whole; a new one is noticed at the next read.
    """

    def __init__(self, features_home: Path, urls: FeatureUrls = EMBEDDED, *, remembered: int = REMEMBERED) -> None:
        """Open the store.

        Args:
            features_home: The features folder.
            urls: The stores that are not in it.
            remembered: Entities of a view kept in memory; 0 reads every one anew.

        Raises:
            NotReadyError: Nothing was materialised, not with this version's views, or the database is away.
            InputError: The URL is none.
        """
        self._reader = open_reader(features_home, urls)
        self._remembered = remembered
        self._memory = _remember(self._reader)

    def read(self, keys: Keys, placed_at: Microseconds) -> Columns:
        """See ``OnlineFeatures``.

        Raises:
            NotReadyError: The store cannot be read now, or is no longer of this version.
        """
        values = {key: keys[key].tolist() for key in _KEYS}
        entities = [list(zip(*(values[key] for key in view.keys), strict=True)) for view in VIEWS]
        for _ in range(TRIES):
            memory = self._memory
            rows = _read(self._reader, memory, entities, self._remembered)
            if rows is not None:
                return _columns(rows, entities, placed_at, memory.until)
            self._memory = _remember(self._reader)
        raise NotReadyError(f"The features in {self._reader.name} change faster than they can be read.")

    def close(self) -> None:
        """Close the store's connections."""
        self._reader.close()


@dataclass(frozen=True)
class _Memory:
    """What is known of one materialisation."""

    version: str
    until: int
    rows: Rows = field(default_factory=lambda: [{} for _ in VIEWS])


def _remember(reader: OnlineReader) -> _Memory:
    state = {served.name: served for served in reader.state()}
    for view in VIEWS:
        if view.name not in state or not state[view.name].fits(view):
            raise NotReadyError(
                f"The features in {reader.name} lack columns of {view.name}: build and materialise them again."
            )
    any_view: ServedView = state[VIEWS[0].name]
    return _Memory(any_view.version, any_view.until_us)


def _read(reader: OnlineReader, memory: _Memory, entities: Sequence[list[Entity]], remembered: int) -> Rows | None:
    """The rows of all entities, or None if the store is of another materialisation than the memory."""
    rows: Rows = []
    unknown: dict[int, dict[Entity, bytes]] = {}
    for place, (view, asked, known) in enumerate(zip(VIEWS, entities, memory.rows, strict=True)):
        found = {entity: known.get(entity) for entity in asked}
        missing = {entity: entity_key(view, entity) for entity, row in found.items() if row is None}
        if missing:
            unknown[place] = missing
        rows.append({entity: row for entity, row in found.items() if row is not None})
    fetched = reader.fetch({VIEWS[place]: list(missing.values()) for place, missing in unknown.items()})
    if fetched.version != memory.version:
        return None
    for place, missing in unknown.items():
        view = VIEWS[place]
        width, got, none = row_type(view).itemsize, fetched.rows[view], no_history(view)
        new = {entity: got[key][-width:] if key in got else none for entity, key in missing.items()}
        rows[place] |= new
        _add(memory.rows[place], new, remembered)
    return rows


def _add(known: dict[Entity, bytes], new: dict[Entity, bytes], most: int) -> None:
    if len(known) + len(new) > most:
        known.clear()
    if len(new) <= most:
        known.update(new)


def _columns(rows: Rows, entities: Sequence[list[Entity]], placed_at: Microseconds, until: int) -> Columns:
    tables = [
        np.frombuffer(b"".join([found[entity] for entity in asked]), dtype=row_type(view))
        for view, asked, found in zip(VIEWS, entities, rows, strict=True)
    ]
    settled = np.array([table["settled"] for table in tables]).reshape(len(VIEWS), len(placed_at))
    old = (settled >= 0) & (placed_at - (settled + 1) > _TTL)  # no history, as ``asof.latest_rows`` has it
    settled[old] = -1
    columns: dict[str, npt.NDArray[np.generic]] = {}
    for place, table in enumerate(tables):
        values = np.where(old[place][:, None], 0.0, table["values"]) if old[place].any() else table["values"]
        columns.update(zip(_COLUMNS[place], values.T, strict=True))
    columns.update(zip(_SETTLED, settled, strict=True))
    columns[FEATURES_AT] = settled[_SINGLES].max(axis=0)
    columns[MATERIALIZED_AT] = np.full(len(placed_at), until, dtype=np.int64)
    return columns
