"""The view columns of bets about to be placed: what the offline join gives, read from an online store."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from pikkit.errors import NotReadyError
from pikkit.features.asof import LAST_SETTLED, qualified
from pikkit.features.build import FEATURES_AT
from pikkit.features.feast_store import CONFIG_FILE
from pikkit.features.feature import Columns, Floats
from pikkit.features.views import VIEWS, View

if TYPE_CHECKING:
    from feast import FeatureStore, FeatureView
    from feast.protos.feast.types.EntityKey_pb2 import EntityKey
    from feast.protos.feast.types.Value_pb2 import Value

Keys = Mapping[str, npt.NDArray[np.object_] | npt.NDArray[np.int64]]
"""What ``pikkit.features.keys.key_arrays`` returns: an array of shape (n,) for each key column."""

Entity = tuple[str | int, ...]
"""The values of a view's keys."""

READ_AT_ONCE = 1000
"""Entities a read asks for: SQLite takes at most 32,766 parameters."""

REMEMBERED = 20_000
"""Entities of a view kept in memory, about 1 kB each: a materialisation never changes, so what was read stays true."""

Row = tuple[tuple[float, ...], int]
"""An entity's view columns, and when the newest bet behind them settled."""


class OnlineFeatures(Protocol):
    """Whatever serves the newest history of the entities of a bet."""

    def read(self, keys: Keys, n: int) -> Columns:
        """The history of n bets' entities.

        Returns:
            Every view's columns by qualified name, 64-bit floats of shape (n,), 0 without history; and, as 64-bit
            integers, each view's ``last_settled_us`` (qualified too): when the newest bet of it settled, in µs since
            1970, −1 without any; and ``features_at``, the newest of these but for parlays.
        """
        ...


class FeastOnlineFeatures:
    """Reads a features folder's online store; may be shared between threads.

    It asks the store for a view's entities directly: Feast's ``get_online_features`` gives the same values but takes
    twice as long, putting its answer together. A new materialisation is noticed at the next read.
    """

    def __init__(self, features_home: Path) -> None:
        """Open the store.

        Raises:
            NotReadyError: Nothing was materialised into the folder, or not with this version's views.
        """
        self._home = features_home
        self._lock = threading.Lock()  # Feast's stores keep one connection, and no promise about threads
        self._serving = _open(features_home)

    def read(self, keys: Keys, n: int) -> Columns:
        """See ``OnlineFeatures``."""
        columns: dict[str, npt.NDArray[np.generic]] = {}
        newest = np.full(n, -1, dtype=np.int64)
        with self._lock:
            serving = self._up_to_date()
            for view in VIEWS:
                values, settled = serving.history(view, [keys[key] for key in view.keys])
                columns |= {qualified(view, name): values[:, i] for i, name in enumerate(view.columns)}
                columns[qualified(view, LAST_SETTLED)] = settled
                newest = newest if view.parlays else np.maximum(newest, settled)
        return {**columns, FEATURES_AT: newest}

    def _up_to_date(self) -> "_Serving":
        if _version(self._home) != self._serving.version:
            self._serving = _open(self._home)
        return self._serving


@dataclass(frozen=True)
class _Serving:
    """One materialisation, open for reading."""

    version: tuple[int, int]
    store: "FeatureStore"
    feature_views: dict[str, "FeatureView"]
    remembered: dict[str, dict[Entity, Row]] = field(default_factory=dict)

    def history(self, view: View, keys: list[npt.NDArray[np.generic]]) -> tuple[Floats, npt.NDArray[np.int64]]:
        """A view's columns, shape (n, columns), and when the newest bet behind them settled, shape (n,)."""
        entities: list[Entity] = list(zip(*(key.tolist() for key in keys), strict=True))
        rows = self._rows(view, entities)
        values = np.array([row[0] for row in rows], dtype=np.float64).reshape(len(rows), len(view.columns))
        return values, np.array([row[1] for row in rows], dtype=np.int64)

    def _rows(self, view: View, entities: list[Entity]) -> list[Row]:
        known = self.remembered.setdefault(view.name, {})
        if len(known) > REMEMBERED:
            known.clear()
        new = [entity for entity in dict.fromkeys(entities) if entity not in known]
        for start in range(0, len(new), READ_AT_ONCE):
            asked = new[start : start + READ_AT_ONCE]
            known.update(zip(asked, self._read(view, asked), strict=True))
        return [known[entity] for entity in entities]

    def _read(self, view: View, entities: list[Entity]) -> list[Row]:
        asked = [_entity_key(view, entity) for entity in entities]
        found = self.store.provider.online_read(self.store.config, self.feature_views[view.name], asked)
        return [_row(view, values) for _, values in found]


def _row(view: View, values: "dict[str, Value] | None") -> Row:
    if not values:
        return (0.0,) * len(view.columns), -1
    return tuple(values[name].double_val for name in view.columns), values[LAST_SETTLED].int64_val


def _entity_key(view: View, entity: Entity) -> "EntityKey":
    from feast.protos.feast.types.EntityKey_pb2 import EntityKey
    from feast.protos.feast.types.Value_pb2 import Value

    values = [Value(int64_val=key) if isinstance(key, int) else Value(string_val=key) for key in entity]
    return EntityKey(join_keys=view.keys, entity_values=values)


def _version(home: Path) -> tuple[int, int]:
    """Which materialisation a folder serves: the configuration file is the last that one replaces."""
    try:
        status = (home / CONFIG_FILE).stat()
    except FileNotFoundError:
        raise NotReadyError(f"There are no online features in {home}: build and materialise them first.") from None
    return status.st_ino, status.st_mtime_ns


def _open(home: Path) -> _Serving:
    from feast import FeatureStore

    version = _version(home)
    store = FeatureStore(repo_path=str(home))
    registered = {feature_view.name: feature_view for feature_view in store.list_feature_views()}
    for view in VIEWS:
        fields = {known.name for known in registered[view.name].features} if view.name in registered else set()
        if not fields.issuperset(view.columns):
            raise NotReadyError(
                f"The features in {home} lack columns of {view.name}: build and materialise them again."
            )
    return _Serving(version, store, registered)
