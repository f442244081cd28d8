"""What was worked out of rows before: bets are asked about again and again, and what depends on words alone stays."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

_Row = TypeVar("_Row", bound=Hashable)
_Found = TypeVar("_Found")


class RowMemory(Generic[_Row, _Found]):
    """Remembers up to so many rows, and begins anew when it is full. Threads may share it; nothing found is None.

    Args:
        most: Rows; 0 remembers none.
        fits: Whether a row is small enough to be remembered; what a stranger sends must not fill the memory.
    """

    def __init__(self, most: int, fits: Callable[[_Row], bool] = lambda _row: True) -> None:
        self._most, self._fits = most, fits
        self._seen: dict[_Row, _Found] = {}

    def known(self, rows: Sequence[_Row]) -> list[_Found] | None:
        """What was found of each row; None if one is unknown."""
        remembered = list(map(self._seen.get, rows))
        return None if None in remembered else remembered  # type: ignore[return-value]  # then there is no None among them

    def read(self, rows: Sequence[_Row], work: Callable[[list[_Row]], Iterable[_Found]]) -> list[_Found]:
        """What there is to find of each row.

        Args:
            rows: In any order, as often as they come.
            work: Finds it for distinct rows, in their order; called only if there are unknown ones.
        """
        remembered: list[_Found | None] = list(map(self._seen.get, rows))
        if None not in remembered:
            return remembered  # type: ignore[return-value]  # then there is no None among them
        unknown = list(dict.fromkeys(row for row, known in zip(rows, remembered, strict=True) if known is None))
        new = dict(zip(unknown, work(unknown), strict=True))
        self._add({row: what for row, what in new.items() if self._fits(row)})
        return [new[row] if known is None else known for row, known in zip(rows, remembered, strict=True)]

    def _add(self, new: dict[_Row, _Found]) -> None:
        if len(self._seen) + len(new) > self._most:
            self._seen.clear()
        if len(new) <= self._most:
            self._seen.update(new)
