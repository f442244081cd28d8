"""The catalogue: what there is to know of every feature, read off its definition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import numpy.typing as npt

from pikkit.base.errors import InputError
from pikkit.features.definitions.feature import Feature
from pikkit.features.definitions.feature_matrix import FEATURES
from pikkit.features.definitions.quote_features import QUOTE_FEATURES, QUOTED, QUOTES_LEARNED
from pikkit.features.views.column_names import LAST_SETTLED, qualified
from pikkit.features.views.view import VIEWS, View

SUGGESTIONS = 3
_ALL = (*FEATURES, *QUOTE_FEATURES)


@dataclass(frozen=True)
class FeatureEntry:
    """One feature, as the catalogue tells it.

    Attributes:
        name: Its name.
        entity: Whose it is.
        type: float64 or int64.
        unit: The unit of its values.
        window: The past it sums: "all", "90d", …; None for the bet itself.
        meaning: What it says.
        without: Its value without history, or where the bet does not say, in words.
        views: The views it reads, with their keys.
        columns: The columns it reads: of the bet, or of a view by qualified name.
        learned: Whether models learn from it; of quotes, the part of a model that reads them.
    """

    name: str
    entity: str
    type: str
    unit: str
    window: str | None
    meaning: str
    without: str
    views: tuple[View, ...]
    columns: tuple[str, ...]
    learned: bool


def catalogue() -> tuple[FeatureEntry, ...]:
    """Every feature, in the order of the training rows; those of quotes, in rows of their own, stand last."""
    return tuple(_entry(feature) for feature in _ALL)


def feature_named(name: str) -> FeatureEntry:
    """The feature of a name.

    Raises:
        InputError: There is none; the sentence says which are called alike.
    """
    for feature in _ALL:
        if feature.name == name:
            return _entry(feature)

    alike = get_close_matches(name, [feature.name for feature in _ALL], n=SUGGESTIONS, cutoff=0.5)
    hint = f"Did you mean {', '.join(alike)}?" if alike else "pikkit features list has them all."
    raise InputError(f"There is no feature called {name!r}. {hint}")


def _entry(feature: Feature) -> FeatureEntry:
    columns = columns_read(feature)
    views = tuple(view for view in VIEWS if any(name in _columns_of(view) for name in columns))
    return FeatureEntry(
        feature.name,
        feature.entity,
        str(feature.type),
        feature.unit,
        feature.window,
        feature.meaning,
        feature.without,
        views,
        columns,
        feature.learned or feature.name in QUOTES_LEARNED,
    )


def columns_read(feature: Feature) -> tuple[str, ...]:
    """The columns a feature is computed from, found by computing it once for a bet without history."""
    watched = _Watched()
    feature.compute(watched)
    return tuple(sorted(watched.asked))


def _columns_of(view: View) -> set[str]:
    return {qualified(view, name) for name in (*view.columns, LAST_SETTLED)}


def stranger() -> dict[str, npt.NDArray[np.generic]]:
    """The columns of one bet of which nothing is known but an even price, placed at the start of 1970."""
    columns: dict[str, npt.NDArray[np.generic]] = {
        "placed_at": np.zeros(1, dtype=np.int64),
        "live": np.zeros(1, dtype=np.int8),
        "n_legs": np.ones(1, dtype=np.int64),
        "odds": np.array([2.0]),
        "stake": np.array([np.nan]),
    }
    columns |= {name: np.array([""], dtype=object) for name in ("sport", "market", "side")}
    columns |= {name: np.full(1, np.nan) for name in QUOTED}
    columns |= {qualified(view, name): np.zeros(1) for view in VIEWS for name in view.columns}
    return columns | {qualified(view, LAST_SETTLED): np.full(1, -1, dtype=np.int64) for view in VIEWS}


class _Watched(Mapping[str, npt.NDArray[np.generic]]):
    """The columns of a stranger that remember which of them were asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self._columns = stranger()

    def __getitem__(self, name: str) -> npt.NDArray[np.generic]:
        self.asked.add(name)
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)
