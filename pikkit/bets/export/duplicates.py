"""Which rows repeat a bet_id of the same file."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.int64]


class SeenIds:
    """The ids of the rows kept so far, as 64-bit hashes: 8 bytes a row, so that files of any length fit in memory.

    Two different ids of a million share a hash with a probability of 3 in 100 million; the later one would be rejected
    as a duplicate, with a reason that shows its id.
    """

    def __init__(self) -> None:
        self._runs: list[Hashes] = []
        """Sorted hashes, each run less than half as long as the one before: few runs to look in, few to merge."""

    def repeated(self, ids: Sequence[str]) -> list[int]:
        """Positions of the ids seen before, here or in an earlier call; the others count as seen from now on."""
        hashes = np.fromiter(map(hash, ids), np.int64, len(ids))
        distinct, first = np.unique(hashes, return_index=True)
        seen = np.zeros(len(distinct), bool)
        for run in self._runs:
            seen |= _in(run, distinct)
        fresh = np.zeros(len(hashes), bool)
        fresh[first[~seen]] = True
        self._add(distinct[~seen])
        return np.flatnonzero(~fresh).tolist()

    def _add(self, run: Hashes) -> None:
        while self._runs and len(self._runs[-1]) < 2 * len(run):
            run = np.sort(np.concatenate([self._runs.pop(), run]), kind="stable")
        if len(run):
            self._runs.append(run)


def _in(run: Hashes, hashes: Hashes) -> npt.NDArray[np.bool_]:
    places = np.minimum(np.searchsorted(run, hashes), len(run) - 1)
    return np.asarray(run[places] == hashes, bool)
