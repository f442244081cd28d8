"""A window compared with a reference by every detector that fits a column."""

from collections.abc import Sequence

import numpy as np

from pikkit.base.errors import InputError
from pikkit.drift.benjamini_hochberg import NONE, adjusted
from pikkit.drift.bins import bins_of, is_categorical
from pikkit.drift.change import ChangeDetector
from pikkit.drift.column_sample import Sample
from pikkit.drift.detector_values import Values
from pikkit.drift.detectors import Compares, Psi, detectors_of
from pikkit.drift.detectors.detector import FEWEST
from pikkit.drift.effect_bands import Limits
from pikkit.drift.result import DriftResult, Shape, not_enough
from pikkit.features.definitions.feature_matrix import FEATURES

SCORE, EDGE = "score", "edge"
"""Columns of a sample beside the model's features: ``p_win``, and ``p_win − p_market``."""
TOGETHER = "all request features"
"""What is compared row by row: what bets say of themselves. Histories move by themselves, and all at once."""
LEAST = 30
"""Bets below which a window says nothing."""


def compare(reference: Sample, window: Sample, limits: Limits = NONE) -> tuple[DriftResult, ...]:
    """Every column that both have, each by the detectors of its kind, and rows of request features.

    Args:
        reference: What is normal.
        window: Bets in the order they were placed.
        limits: Effects that are usual.

    Raises:
        InputError: The window holds too few bets, or they have no column in common.
    """
    shared = shared_columns(reference, window)
    names = [name for name in shared if min(_values(reference, name), _values(window, name)) >= FEWEST]
    found = [_unsaid(reference, window, name) for name in shared if name not in names]
    found += [
        detector.fit(reference.column(name), name).compare(window.column(name))
        for name in names
        for detector in detectors_of(_kind(reference.column(name)))
    ]
    told = [*request_features(names), *(name for name in names if name in {SCORE, EDGE, *reference.categories})]
    news = detectors_of(Compares.TOLD)
    found += [one.fit(reference.column(name), name).compare(window.column(name)) for name in told for one in news]
    found += _of_rows(reference, window, names)
    if SCORE in names:
        stream = ChangeDetector(reference.numbers[SCORE])
        stream.update(window.numbers[SCORE])
        found.append(stream.result(SCORE))
    return adjusted(found, limits)


def shared_columns(reference: Sample, window: Sample) -> list[str]:
    """The columns that both samples have, numbers first.

    Raises:
        InputError: The window holds too few bets, or there are none.
    """
    if len(window) < LEAST:
        raise InputError(f"The window holds {len(window)} bets; at least {LEAST} are needed to say anything of drift.")
    names = [name for name in reference.numbers if name in window.numbers and _known(reference, window, name)]
    names += [name for name in reference.categories if name in window.categories and _known(reference, window, name)]
    if not names:
        raise InputError("The window and the reference have no column in common, so there is nothing to compare.")
    return names


def _kind(reference: Values) -> Compares:
    return Compares.CATEGORIES if is_categorical(reference) else Compares.NUMBERS


def _known(reference: Sample, window: Sample, name: str) -> bool:
    """Whether both sides hold a value of a column."""
    return all(_any_value(sample.column(name)) for sample in (reference, window))


def _any_value(values: Values) -> bool:
    return bool(np.isfinite(values).any()) if values.dtype.kind == "f" else len(values) > 0


def _values(sample: Sample, name: str) -> int:
    """How many values of a column are known."""
    values = sample.column(name)
    return int(np.isfinite(values).sum()) if values.dtype.kind == "f" else len(values)


def _unsaid(reference: Sample, window: Sample, name: str) -> DriftResult:
    """That a column has too few values on one side for anything to be said."""
    return not_enough(name, Psi.name, _values(reference, name), _values(window, name), Psi.bands.warning)


def shapes(reference: Sample, window: Sample, names: Sequence[str]) -> tuple[Shape, ...]:
    """How columns are distributed on both sides."""
    return tuple(_shape(name, reference.column(name), window.column(name)) for name in names)


def _shape(name: str, reference: Values, window: Values) -> Shape:
    bins = bins_of(reference)
    before, now = bins.counts(reference), bins.counts(window)
    used = (before + now) > 0
    labels = tuple(label for label, shown in zip(bins.labels, used.tolist(), strict=True) if shown)
    shares = ((counts[used] / max(int(counts.sum()), 1)).tolist() for counts in (before, now))
    return Shape(name, labels, tuple(next(shares)), tuple(next(shares)))


def _of_rows(reference: Sample, window: Sample, names: Sequence[str]) -> list[DriftResult]:
    columns = request_features(names)
    if len(columns) < 2 or len(reference) < 2:
        return []
    before, now = reference.rows(columns), window.rows(columns)
    return [detector.fit(before, TOGETHER).compare(now) for detector in detectors_of(Compares.ROWS)]


def request_features(names: Sequence[str]) -> list[str]:
    """Those of the columns that are features of the bet itself."""
    asked = {feature.name for feature in FEATURES if feature.entity == "request"}
    return [name for name in names if name in asked]
