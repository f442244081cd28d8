"""Several processes that search together: how many, and whose result is taken."""

from collections.abc import Sequence

from pikkit.base.errors import InputError

MOST = 64


def planned(workers: int) -> list[int]:
    """The workers' numbers, from 0.

    Raises:
        InputError: There are none, or more than ``MOST``.
    """
    if not 1 <= workers <= MOST:
        raise InputError(f"Tuning takes 1 to {MOST} workers at the same time, not {workers}.")
    return list(range(workers))


def best(gains: Sequence[float | None]) -> int:
    """Which of several results is the best: the first of the largest gains; the first if none has a gain."""
    known = [(gain, -n) for n, gain in enumerate(gains) if gain is not None]
    return -max(known)[1] if known else 0
