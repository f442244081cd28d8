"""Which rows repeat a bet_id of the same file."""

from collections.abc import Iterable


class SeenIds:
    """The ids of the rows kept so far, as 64-bit hashes to stay small.

    Two different ids of a million share a hash with a probability of 3 in 100 million; the later one would be rejected
    as a duplicate, with a reason that shows its id.
    """

    def __init__(self) -> None:
        self._hashes: set[int] = set()

    def repeated(self, ids: Iterable[str]) -> list[int]:
        """Positions of the ids seen before, here or in an earlier call; the others count as seen from now on."""
        seen, add = self._hashes, self._hashes.add
        found = []
        for position, key in enumerate(map(hash, ids)):
            if key in seen:
                found.append(position)
            else:
                add(key)
        return found
