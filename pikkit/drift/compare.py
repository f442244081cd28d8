"""A window compared with a reference by every detector that fits a column."""

from collections.abc import Sequence

from pikkit.base.errors import InputError
from pikkit.drift.benjamini_hochberg import NONE
from pikkit.drift.bins import bins_of
from pikkit.drift.column_results import all_results, column_results, has_values, request_features
from pikkit.drift.column_sample import Sample
from pikkit.drift.detector_values import Values
from pikkit.drift.detectors import Compares, detectors_of
from pikkit.drift.effect_bands import Limits
from pikkit.drift.result import DriftResult, Shape

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
    compared = [column_results(name, reference.column(name), window.column(name)) for name in shared]
    results = [column for column in compared if column]
    names = [column.name for column in results if not column.unsaid]
    return all_results(results, _of_rows(reference, window, names), limits)


def shared_columns(reference: Sample, window: Sample) -> list[str]:
    """The columns that both samples hold a value of, numbers first.

    Raises:
        InputError: The window holds too few bets, or there are none.
    """
    enough(len(window))
    names = [name for name in reference.numbers if name in window.numbers and _known(reference, window, name)]
    names += [name for name in reference.categories if name in window.categories and _known(reference, window, name)]
    in_common(names)
    return names


def enough(bets: int) -> None:
    """Refuse a window of too few bets.

    Raises:
        InputError: It is one.
    """
    if bets < LEAST:
        raise InputError(f"The window holds {bets} bets; at least {LEAST} are needed to say anything of drift.")


def in_common(names: Sequence[str]) -> None:
    """Refuse to compare nothing.

    Raises:
        InputError: There are no columns.
    """
    if not names:
        raise InputError("The window and the reference have no column in common, so there is nothing to compare.")


def shapes(reference: Sample, window: Sample, names: Sequence[str]) -> tuple[Shape, ...]:
    """How columns are distributed on both sides."""
    return tuple(shape_of(name, reference.column(name), window.column(name)) for name in names)


def shape_of(name: str, reference: Values, window: Values) -> Shape:
    """How a column is distributed on both sides."""
    bins = bins_of(reference)
    before, now = bins.counts(reference), bins.counts(window)
    used = (before + now) > 0
    labels = tuple(label for label, shown in zip(bins.labels, used.tolist(), strict=True) if shown)
    shares = ((counts[used] / max(int(counts.sum()), 1)).tolist() for counts in (before, now))
    return Shape(name, labels, tuple(next(shares)), tuple(next(shares)))


def _known(reference: Sample, window: Sample, name: str) -> bool:
    return all(has_values(sample.column(name)) for sample in (reference, window))


def _of_rows(reference: Sample, window: Sample, names: Sequence[str]) -> list[DriftResult]:
    columns = request_features(names)
    if len(columns) < 2 or len(reference) < 2:
        return []
    before, now = reference.rows(columns), window.rows(columns)
    return [detector.fit(before, TOGETHER).compare(now) for detector in detectors_of(Compares.ROWS)]
