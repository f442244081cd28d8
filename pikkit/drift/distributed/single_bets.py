"""The single bets of a build's parts: where each is, and some of their columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.drift.scored_window import is_single

_TELLING = ("placed_at", "bet_type", "n_legs")


@dataclass(frozen=True)
class SingleBets:
    """Single bets in the order they were placed; a bet's place is its number among them.

    Attributes:
        parts: The files of bets with their features, in order.
        since: Bets placed before, in microseconds since 1970, are in the files and not meant.
        begins: The place of each part's first one, and how many there are in all.
        placed_at: When each was placed, in microseconds since 1970.
    """

    parts: tuple[Path, ...]
    since: int
    begins: tuple[int, ...]
    placed_at: npt.NDArray[np.int64]

    @classmethod
    def of(cls, parts: Sequence[Path], since: int) -> Self:
        """Look through the parts: eight bytes a bet stay in memory."""
        singles = [_placed(_singles(part, since, _TELLING)) for part in parts]
        begins = np.cumsum([0, *map(len, singles)]).tolist()
        return cls(tuple(parts), since, tuple(begins), np.concatenate([np.zeros(0, np.int64), *singles]))

    def read(self, number: int) -> pa.Table:
        """The single bets of a part, with their features."""
        return _singles(self.parts[number], self.since)

    def columns(self, names: Sequence[str], first: int, last: int) -> pa.Table:
        """Some columns of the bets from one place to before another."""
        tables = (_singles(part, self.since, (*_TELLING, *names)).select(list(names)) for part in self.parts)
        return pa.concat_tables(list(tables)).slice(first, last - first)

    def chosen(self, number: int, places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Those of some places, ascending, that are in a part, counted from its first."""
        first, last = np.searchsorted(places, self.begins[number : number + 2], side="left")
        return places[first:last] - self.begins[number]


def _singles(part: Path, since: int, columns: Sequence[str] | None = None) -> pa.Table:
    table = pa.concat_tables(list(_batches(part, columns)))
    meant = pc.greater_equal(table["placed_at"].cast(pa.int64()), since)
    return table.filter(pc.and_(is_single(table), meant)).combine_chunks()


def _batches(part: Path, columns: Sequence[str] | None) -> Iterator[pa.Table]:
    with pa.memory_map(str(part)) as source:
        names = pa.ipc.open_file(source).schema.names
        fields = None if columns is None else [place for place, name in enumerate(names) if name in columns]
        file = pa.ipc.open_file(source, options=pa.ipc.IpcReadOptions(included_fields=fields))
        yield file.read_all()


def _placed(table: pa.Table) -> npt.NDArray[np.int64]:
    return np.asarray(table["placed_at"].cast(pa.int64()).to_numpy(), dtype=np.int64)
