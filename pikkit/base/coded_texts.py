"""Columns of which few values are distinct: each value once, and which of them every place has.

What is worked out of a text is worked out once for each distinct one, and spread over the places by NumPy.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any, Self, overload

import numpy as np
import numpy.typing as npt

FEW = 128
"""A column of up to so many values stays a list: looking at each costs less than finding out which are distinct."""

DENSE = 32
"""Up to so many possible combinations a place, a table of them all is quicker than sorting those there are."""

Codes = npt.NDArray[np.int64]


class CodedTexts(Sequence[Any]):
    """A column of n values; equal to the list of them.

    Ask for its exact type: ``isinstance`` takes five times as long, as it is of an abstract class.

    Attributes:
        values: The distinct values, or a few more; after ``mapped`` some may be equal.
        codes: Which of them each place has, shape (n,).
    """

    __slots__ = ("codes", "values")
    __hash__ = None  # type: ignore[assignment]  # as a list

    def __init__(self, values: Sequence[Any], codes: Codes) -> None:
        self.values, self.codes = values, codes

    @classmethod
    def of(cls, column: Sequence[Any]) -> Self:
        """Find the distinct values of a column, which must be hashable."""
        index = defaultdict[Any, int](count().__next__)  # a value that is new gets the next number
        codes = np.fromiter(map(index.__getitem__, column), dtype=np.int64, count=len(column))
        return cls(list(index), codes)

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        """The value at a place, or the list of those at some."""
        return list(self)[place] if isinstance(place, slice) else self.values[self.codes[place]]

    def __iter__(self) -> Iterator[Any]:
        return map(self.values.__getitem__, self.codes.tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def mapped(self, function: Callable[[Any], Any]) -> Self:
        """The function of every value."""
        return type(self)([function(value) for value in self.values], self.codes)

    def array(self, dtype: npt.DTypeLike) -> npt.NDArray[Any]:
        """As an array, shape (n,)."""
        return np.array(self.values, dtype=dtype)[self.codes]


def coded(column: Sequence[Any]) -> Sequence[Any]:
    """A column of many values by its distinct ones; one of few as it is."""
    return column if len(column) <= FEW or type(column) is CodedTexts else CodedTexts.of(column)


def repeated(value: object, n: int) -> Sequence[Any]:
    """A column of one value."""
    return [value] * n if n <= FEW else CodedTexts([value], np.zeros(n, dtype=np.int64))


def mapped(function: Callable[[Any], Any], column: Sequence[Any]) -> Sequence[Any]:
    """The function of every value of a column, called once for each distinct one, as a list where the column is."""
    if type(column) is CodedTexts:
        return column.mapped(function)
    if len(column) == 1:
        return [function(column[0])]
    results = {value: function(value) for value in set(column)}
    if len(results) == 1:
        return [*results.values()] * len(column)
    return list(map(results.__getitem__, column))


def mask(predicate: Callable[[Any], bool], column: Sequence[Any]) -> npt.NDArray[np.bool_]:
    """Where a column's values fulfil something, shape (n,)."""
    if type(column) is CodedTexts:
        return column.mapped(predicate).array(np.bool_)
    return np.array([predicate(value) for value in column], dtype=np.bool_)


def taken(column: Sequence[Any], places: list[int]) -> Sequence[Any]:
    """A column's values at some places."""
    if type(column) is CodedTexts:
        return CodedTexts(column.values, column.codes[places])
    return [column[place] for place in places]


def joined(*columns: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
    """Columns side by side, as one of tuples; only such tuples are made as there are."""
    every = [column for column in columns if type(column) is CodedTexts]
    if len(every) < len(columns):
        return list(zip(*columns, strict=True))
    combined, size = np.zeros_like(every[0].codes), 1
    for column in every:
        if len(column.values) > 1:
            combined = combined * len(column.values) + column.codes
            size *= len(column.values)
    places, codes = _numbered(combined, size)
    taken = ([column.values[code] for code in column.codes[places].tolist()] for column in every)
    return CodedTexts(list(zip(*taken, strict=True)), codes)


def _numbered(codes: Codes, size: int) -> tuple[Codes, Codes]:
    """A place of each distinct code below ``size``, and the number of each place's code; few codes need no sorting."""
    if size > DENSE * len(codes):
        _, places, numbers = np.unique(codes, return_index=True, return_inverse=True)
        return places, numbers
    last = np.full(size, -1, dtype=np.int64)
    last[codes] = np.arange(len(codes))
    present = np.flatnonzero(last >= 0)
    number = np.empty(size, dtype=np.int64)
    number[present] = np.arange(len(present))
    return last[present], number[codes]
