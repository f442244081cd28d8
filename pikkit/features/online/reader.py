"""The view columns of bets about to be placed: what the offline join gives, read from an online store."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from pikkit.base.coded_texts import FEW, coded
from pikkit.base.errors import NotReadyError
from pikkit.base.row_memory import RowMemory
from pikkit.features.definitions.feature import Columns
from pikkit.features.online.history_columns import FewRows, HistoryColumns, ManyRows, distinct, each_ones
from pikkit.features.online.online_snapshot import KEYS, Snapshot, SnapshotRows
from pikkit.features.online.store.feast_layout import Entity, entity_key, no_history, sound_row
from pikkit.features.online.store.online_state import ServedView
from pikkit.features.online.store.online_tables import Asked, FetchedRows, OnlineReader
from pikkit.features.online.store.reader_by_url import open_reader
from pikkit.features.views.view import VIEWS
from pikkit.settings.feature_urls import EMBEDDED, FeatureUrls

Keys = Mapping[str, Sequence[str] | Sequence[int]]
"""What ``pikkit.features.views.entity_keys.key_lists`` returns: a column of length n for each key."""

Microseconds = npt.NDArray[np.int64]
"""Times in µs since 1970."""

REMEMBERED = 20_000
"""Entities of a view kept in memory, 50 to 500 bytes each: a materialisation never changes, nor what was read of it."""

WHOLE = 20_000
"""Up to so many entities of all views, a store is read as a whole: 4 µs each."""

BETS = 5_000
"""Bets whose rows are kept joined, 1.6 kB each: the same bets are asked about again and again, at other prices."""

TRIES = 5
"""How many materialisations may end during one read."""

Rows = list[dict[Entity, bytes]]
"""Packed rows by entity, for each of ``VIEWS``."""

_Asked = Mapping[str, Sequence[Any]]
"""A column of length n for each of ``KEYS``."""


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

    Each read is of one materialisation, whole; a new one is noticed at the next read. Until that is in memory as a
    whole, which another thread sees to, its rows are read as they are asked for.
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
        self._open = partial(open_reader, features_home, urls)
        self._reader = self._open()
        self._remembered = remembered
        self._packing = ThreadPoolExecutor(1, "online-snapshot")
        self._memory = _packed(self._reader, _remember(self._reader, remembered), remembered)

    def read(self, keys: Keys, placed_at: Microseconds) -> Columns:
        """See ``OnlineFeatures``.

        Raises:
            NotReadyError: The store cannot be read now, or is no longer of this version.
        """
        columns = {key: coded(keys[key]) for key in KEYS}
        for _ in range(TRIES):
            memory = self._memory
            try:
                return HistoryColumns(self._rows(memory, columns, len(placed_at)), placed_at, memory.until)
            except _OtherVersionError:
                self._memory = _remember(self._reader, self._remembered)
                self._packing.submit(self._pack, self._memory)
        raise NotReadyError(f"The features in {self._reader.name} change faster than they can be read.")

    def _pack(self, memory: "_Memory") -> None:
        """Take in the whole of what is served, unless that has changed or cannot be read, as the next read will see."""
        if self._memory is memory:
            with (
                suppress(NotReadyError),
                closing(self._open()) as reader,
            ):  # reads meanwhile have the other to themselves
                packed = _packed(reader, memory, self._remembered)
                if self._memory is memory:
                    self._memory = packed

    def _rows(self, memory: "_Memory", columns: "_Asked", n: int) -> SnapshotRows | FewRows | ManyRows:
        if memory.snapshot:
            _fetch(self._reader, memory, {})  # nothing but the version
            return memory.snapshot.read(columns)
        return self._few(memory, columns) if n <= FEW else self._many(memory, columns)

    def _few(self, memory: "_Memory", columns: "_Asked") -> FewRows:
        """The rows of each bet, joined; of a bet whose keys were asked for before, nothing is read again."""

        def joined(bets: list[tuple[Any, ...]]) -> Iterator[bytes]:
            entities = each_ones(dict(zip(KEYS, zip(*bets, strict=True), strict=True)))
            return map(b"".join, zip(*_read(self._reader, memory, entities, self._remembered), strict=True))

        asked = list(zip(*columns.values(), strict=True))
        packed = memory.bets.known(asked)
        if packed is None:
            return FewRows(memory.bets.read(asked, joined))
        _fetch(self._reader, memory, {})  # nothing but the version, as they may be of an older one
        return FewRows(packed)

    def _many(self, memory: "_Memory", columns: "_Asked") -> ManyRows:
        """The rows of distinct entities, and which of them each bet has."""
        entities_by_view = distinct(columns)
        rows = _read(self._reader, memory, [entities for entities, _ in entities_by_view], self._remembered)
        return ManyRows(rows, [positions for _, positions in entities_by_view])

    def close(self) -> None:
        """Close the store's connections."""
        self._packing.shutdown(cancel_futures=True)
        self._reader.close()


class _OtherVersionError(Exception):
    """The store is of another materialisation than the memory."""


@dataclass(frozen=True)
class _Memory:
    """What is known of one materialisation: all of it, or rows of entities and all rows of a bet's keys joined."""

    version: str
    until: int
    bets: RowMemory[tuple[Any, ...], bytes]
    snapshot: Snapshot | None = None
    rows: Rows = field(default_factory=lambda: [{} for _ in VIEWS])


def _remember(reader: OnlineReader, remembered: int) -> _Memory:
    state = {served.name: served for served in reader.state()}
    for view in VIEWS:
        if view.name not in state or not state[view.name].fits(view):
            raise NotReadyError(
                f"The features in {reader.name} lack columns of {view.name}: build and materialise them again."
            )
    any_view: ServedView = state[VIEWS[0].name]
    return _Memory(any_view.version, any_view.until_us, RowMemory(min(remembered, BETS)))


def _packed(reader: OnlineReader, memory: _Memory, remembered: int) -> _Memory:
    """The same with the whole store, if that is to be remembered and still of this version."""
    every = reader.fetch_all(WHOLE) if remembered >= WHOLE else None
    same = every is not None and every.version == memory.version  # else it is noticed at the next read
    return replace(memory, snapshot=Snapshot.of(every.rows)) if every and same else memory


def _read(
    reader: OnlineReader, memory: _Memory, entities: Sequence[list[Entity]], remembered: int
) -> list[list[bytes]]:
    """The rows of all entities."""
    rows: list[list[bytes]] = []
    unknown: dict[int, dict[Entity, bytes]] = {}
    for place, (asked, known) in enumerate(zip(entities, memory.rows, strict=True)):
        remembered_rows = list(map(known.get, asked))
        if None in remembered_rows:
            missing = [entity for entity, row in zip(asked, remembered_rows, strict=True) if row is None]
            unknown[place] = {entity: entity_key(VIEWS[place], entity) for entity in missing}
        rows.append(remembered_rows)  # type: ignore[arg-type]  # those that are None are read below
    fetched = _fetch(reader, memory, {VIEWS[place]: list(keys.values()) for place, keys in unknown.items()})
    for place, keys in unknown.items():
        view = VIEWS[place]
        got, none = fetched.rows[view], no_history(view)
        new = {entity: sound_row(view, got.get(key)) or none for entity, key in keys.items()}
        rows[place] = [row or new[entity] for entity, row in zip(entities[place], rows[place], strict=True)]
        _add(memory.rows[place], new, remembered)
    return rows


def _fetch(reader: OnlineReader, memory: _Memory, asked: Asked) -> FetchedRows:
    fetched = reader.fetch(asked)
    if fetched.version != memory.version:
        raise _OtherVersionError
    return fetched


def _add(known: dict[Entity, bytes], new: dict[Entity, bytes], most: int) -> None:
    if len(known) + len(new) > most:
        known.clear()
    if len(new) <= most:
        known.update(new)
