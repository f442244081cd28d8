"""What all detectors say of one column, and all columns' results put together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pikkit.drift.benjamini_hochberg import NONE, adjusted
from pikkit.drift.bins import is_categorical
from pikkit.drift.change import ChangeDetector
from pikkit.drift.detector_values import Values
from pikkit.drift.detectors import Compares, Psi, detectors_of
from pikkit.drift.detectors.detector import FEWEST
from pikkit.drift.effect_bands import Limits
from pikkit.drift.result import DriftResult, not_enough
from pikkit.features.definitions.feature_matrix import FEATURES

SCORE, EDGE = "score", "edge"
"""Columns of a sample beside the model's features: ``p_win``, and ``p_win − p_market``."""
_REQUEST = frozenset(feature.name for feature in FEATURES if feature.entity == "request")


@dataclass(frozen=True)
class ColumnResults:
    """What was found of a column that has values on both sides.

    Attributes:
        name: Its name.
        unsaid: That it has too few values for anything to be said; then nothing else is.
        by_kind: What the detectors of its kind say.
        news: Whether it holds what the reference never did, of what bets say of themselves.
        change: Of the scores, when they began to come from elsewhere.
    """

    name: str
    unsaid: tuple[DriftResult, ...] = ()
    by_kind: tuple[DriftResult, ...] = ()
    news: tuple[DriftResult, ...] = ()
    change: tuple[DriftResult, ...] = ()


def column_results(name: str, reference: Values, window: Values) -> ColumnResults | None:
    """Compare a column whose window is in the order of the bets; None if one side holds no value."""
    if not (has_values(reference) and has_values(window)):
        return None
    known = (known_values(reference), known_values(window))
    if min(known) < FEWEST:
        return ColumnResults(name, unsaid=(not_enough(name, Psi.name, *known, Psi.bands.warning),))
    kind = Compares.CATEGORIES if is_categorical(reference) else Compares.NUMBERS
    is_named = name in _REQUEST or name in {SCORE, EDGE} or reference.dtype.kind != "f"
    return ColumnResults(
        name,
        by_kind=_said(kind, name, reference, window),
        news=_said(Compares.TOLD, name, reference, window) if is_named else (),
        change=(_changed(reference, window),) if name == SCORE else (),
    )


def all_results(
    columns: Sequence[ColumnResults], rows: Sequence[DriftResult], limits: Limits = NONE
) -> tuple[DriftResult, ...]:
    """The results of all columns, in the order a sample has them, and of rows, adjusted for how many there are."""
    request = [column for column in columns if column.name in _REQUEST]
    others = [column for column in columns if column.name not in _REQUEST]
    results = [result for column in columns for result in column.unsaid]
    results += [result for column in columns for result in column.by_kind]
    results += [result for column in (*request, *others) for result in column.news]
    results += [*rows, *(result for column in columns for result in column.change)]
    return adjusted(results, limits)


def request_features(names: Sequence[str]) -> list[str]:
    """Those of the columns that are features of the bet itself."""
    return [name for name in names if name in _REQUEST]


def _said(kind: Compares, name: str, reference: Values, window: Values) -> tuple[DriftResult, ...]:
    return tuple(detector.fit(reference, name).compare(window) for detector in detectors_of(kind))


def _changed(reference: Values, window: Values) -> DriftResult:
    stream = ChangeDetector(reference)
    stream.update(window)
    return stream.result(SCORE)


def has_values(values: Values) -> bool:
    """Whether any value of a column is known."""
    return bool(np.isfinite(values).any()) if values.dtype.kind == "f" else len(values) > 0


def known_values(values: Values) -> int:
    """How many values of a column are known."""
    return int(np.isfinite(values).sum()) if values.dtype.kind == "f" else len(values)
