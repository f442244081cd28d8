"""Every bet of a snapshot as a few numbers, by which the next build tells what changed without reading the old rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.features.build.progress_bar import switch_off_progress_bar

NAMED = ("bettor", "bet_id")
ASKED = (
    *("sportsbook", "bet_type", "n_legs", "odds", "stake", "placed_at"),
    *("sport", "league", "market", "side", "subject", "live"),
)
"""The columns a bet's own features are made from: they change with any of these."""

SETTLED = ("outcome", "closing_odds", "profit", "settled_at")
"""The other columns that histories are made from: who is asked about after it settled may be affected."""

NEVER = np.iinfo(np.int64).max
Ints = npt.NDArray[np.int64]
_COLUMNS = ("named", "asked", "settled", "other", "placed_at", "known_at")


@dataclass(frozen=True)
class SnapshotChange:
    """What a snapshot of n bets changed.

    Attributes:
        before: The row that each bet had before, −1 for a new one, shape (n,).
        same: The bets whose every column is as it was, shape (n,).
        since: The first moment of which a feature or a history may say something else; ``NEVER``: none may.
    """

    before: Ints
    same: npt.NDArray[np.bool_]
    since: int


def bet_digests(bets: Path) -> pa.Table | None:
    """A row for each bet, in order; None if two bets have one name, or cannot be told from that."""
    others = [name for name in pq.read_schema(bets).names if name not in {*NAMED, *ASKED, *SETTLED}]
    hashed = ", ".join(f"{_hash(names)} AS {name}" for name, names in zip(_COLUMNS, (NAMED, ASKED, SETTLED, others)))  # noqa: B905 - the times follow
    known = f"coalesce(greatest(epoch_us(settled_at), epoch_us(placed_at)) + 1, {NEVER})"
    known = f"CASE WHEN settled_at IS NULL THEN {NEVER} ELSE {known} END"
    sql = f"SELECT {hashed}, epoch_us(placed_at) AS placed_at, {known} AS known_at FROM read_parquet(?)"  # noqa: S608 - our own columns
    with duckdb.connect() as engine:
        switch_off_progress_bar(engine.execute)
        digests = engine.sql(sql, params=[str(bets)]).to_arrow_table()
    named = np.sort(digests["named"].to_numpy())
    return None if (named[1:] == named[:-1]).any() else digests


def _hash(names: Sequence[str]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"hash({quoted})" if names else "0::UBIGINT"


def compared(now: pa.Table, was: pa.Table) -> SnapshotChange:
    """What changed between the digests of two snapshots."""
    one, other = _arrays(now), _arrays(was)
    before = _places(one["named"], other["named"])
    is_known = before >= 0
    equal = {name: is_known & (one[name] == other[name][before]) for name in ("asked", "settled", "other")}
    gone = np.ones(len(other["named"]), dtype=bool)
    gone[before[is_known]] = False
    own, history = is_known & ~equal["asked"], is_known & equal["asked"] & ~equal["settled"]
    since = [
        one["placed_at"][~is_known | own],
        other["placed_at"][before[own]],
        one["known_at"][history],
        other["known_at"][before[history]],
        other["known_at"][gone],
    ]
    same = equal["asked"] & equal["settled"] & equal["other"]
    return SnapshotChange(before, same, min(int(moments.min(initial=NEVER)) for moments in since))


def _arrays(digests: pa.Table) -> dict[str, np.ndarray]:
    return {name: digests[name].to_numpy() for name in _COLUMNS}


def _places(names: np.ndarray, among: np.ndarray) -> Ints:
    """Where each name is among others, −1 if nowhere. Most are where they were, which is looked at first."""
    before = np.full(len(names), -1, dtype=np.int64)
    shared = min(len(names), len(among))
    differ = np.flatnonzero(names[:shared] != among[:shared])
    begin = int(differ[0]) if len(differ) else shared
    before[:begin] = np.arange(begin)
    order = np.argsort(among[begin:], kind="stable")
    if len(order) and begin < len(names):
        sorted_names, asked = among[begin:][order], names[begin:]
        place = np.searchsorted(sorted_names, asked).clip(max=len(order) - 1)
        hit = sorted_names[place] == asked
        before[begin:][hit] = order[place[hit]] + begin
    return before
