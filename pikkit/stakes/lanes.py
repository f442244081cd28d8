"""Histories side by side: the one that was, and others made of its blocks of time."""

from dataclasses import dataclass

import numpy as np

from pikkit.stakes.staking_history import Ints, Slates

DAY = 86_400_000_000
"""Microseconds."""


@dataclass(frozen=True)
class Lanes:
    """R histories of a history's slates.

    Attributes:
        slates: The slate at each place of each, shape (R, S); −1 past the end.
        shift: What is added to the slate's times there, microseconds, shape (R, S).
        days: How long each lasts, shape (R,).
    """

    slates: Ints
    shift: Ints
    days: Ints

    def __len__(self) -> int:
        """How many."""
        return len(self.slates)

    def take(self, start: int, stop: int) -> "Lanes":
        """Some of them, without places that are empty in all."""
        slates = self.slates[start:stop]
        width = int((slates >= 0).any(axis=0).sum())
        return Lanes(slates[:, :width], self.shift[start:stop, :width], self.days[start:stop])


def whole_history(slates: Slates) -> Lanes:
    """The history as it was, alone."""
    order = np.arange(len(slates), dtype=np.int64)[None]
    return Lanes(order, np.zeros_like(order), np.array([_days(slates)]))


def blocks_alone(slates: Slates, block_days: int) -> Lanes:
    """Each block of time as a history of its own."""
    return _lanes([[block] for block in _blocks(slates, block_days)], block_days)


def resampled(slates: Slates, block_days: int, paths: int, seed: int) -> Lanes:
    """Histories of as many blocks of time as there were, drawn with replacement (Künsch, 1989; here without overlap).

    Bets of a block keep their order and their distance in time, so that what is open together stays so; results that
    come after a block's end come in the next one.
    """
    blocks = _blocks(slates, block_days)
    generator = np.random.default_rng(seed)
    drawn = generator.integers(len(blocks), size=(paths, len(blocks)))
    return _lanes([[blocks[number] for number in row] for row in drawn.tolist()], block_days)


def _days(slates: Slates) -> int:
    return int((slates.decided_at[-1] - slates.decided_at[0]) // DAY) + 1 if len(slates) else 1


def _blocks(slates: Slates, block_days: int) -> list[tuple[Ints, int]]:
    """The slates of each block, and when it begins; blocks without bets are blocks too."""
    start = int(slates.decided_at[0])
    number = (slates.decided_at - start) // (block_days * DAY)
    every = range(int(number[-1]) + 1)
    return [(np.flatnonzero(number == b).astype(np.int64), start + b * block_days * DAY) for b in every]


def _lanes(rows: list[list[tuple[Ints, int]]], block_days: int) -> Lanes:
    width = max(sum(len(block) for block, _ in row) for row in rows)
    slates, shift = np.full((len(rows), width), -1, dtype=np.int64), np.zeros((len(rows), width), dtype=np.int64)
    for r, row in enumerate(rows):
        at = 0
        for place, (block, start) in enumerate(row):
            slates[r, at : at + len(block)] = block
            shift[r, at : at + len(block)] = place * block_days * DAY - start
            at += len(block)
    return Lanes(slates, shift, np.array([len(row) * block_days for row in rows], dtype=np.int64))
