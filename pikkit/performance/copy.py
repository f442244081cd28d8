"""A columnar copy of the stored bets, as corrected, that aggregates run on: a Parquet file that follows the store.

A row store reads whole rows: a sum over 900,000 bets takes SQLite two seconds. The copy holds the same bets by column
and is brought up to date from what changed, so it serves every kind of store alike, and the corrections are applied.
Beside each bet is its ``cluster``: its event, as noted or else as told now, or the day it was placed where it has none.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pikkit.base.full_disk import room_in
from pikkit.base.private import private_file, private_folder
from pikkit.bets.odds_bands import ODDS_BANDS
from pikkit.bets.schema import BETS
from pikkit.store import BetStore
from pikkit.store.shapes import BET_KEYS
from pikkit.sync.event_refresh import told_events

VERSION = 3
"""Of the copy's columns; a copy of another version is made anew."""

_KEPT = (
    "bettor", "bet_id", "sportsbook", "sport", "league", "market", "side", "line", "subject", "bet_type", "outcome",
    "odds", "closing_odds", "stake", "profit", "bonus", "live", "placed_at", "settled_at", "bet_info", "tags",
)  # fmt: skip
_BAND = " + ".join(f"(odds >= {edge})::utinyint" for edge in ODDS_BANDS)
_DERIVED = f"""
    placed_at::date AS day, placed_at::date::varchar AS cluster,
    strftime(placed_at, '%Y-%m') AS month, ({_BAND})::utinyint AS odds_band,
    CASE WHEN outcome <> 'open' AND profit IS NOT NULL THEN stake END AS risked,
    CASE WHEN outcome <> 'open' THEN profit END AS won,
    CASE WHEN outcome <> 'open' THEN coalesce(settled_at, placed_at)::date END AS settled_day,
    CASE outcome WHEN 'win' THEN 1 WHEN 'loss' THEN 0 WHEN 'half_win' THEN (1 + 1 / odds) / 2
        WHEN 'half_loss' THEN 1 / (2 * odds)
        WHEN 'part_win' THEN CASE WHEN stake > 0 THEN greatest(0, least(1, (stake + profit) / (stake * odds))) END
        END::double AS share,
    CASE WHEN closing_odds > 1 THEN odds / closing_odds - 1 END AS clv
"""
_CLUSTER = """CASE WHEN noted.bettor IS NULL THEN bets.cluster ELSE coalesce(noted.event, bets.day::varchar) END"""
_EVENT = [*BET_KEYS.names, "event"]
_SCHEMA = pa.schema([(name, pa.string()) for name in _EVENT])


class BetsCopy:
    """The copy of one store's bets in a folder; processes and threads may share it.

    Args:
        store: Where the bets are.
        folder: Where copies go; made if it is not there.
        address: The store's address, which tells copies of several stores apart.
    """

    def __init__(self, store: BetStore, folder: Path, address: str) -> None:
        self._store, self._folder = store, folder
        self._stem = f"bets-{VERSION}-{sha256(address.encode()).hexdigest()[:12]}"

    def fresh(self) -> tuple[Path, int]:
        """The copy as the store is now, and the store's watermark; what changed is copied first.

        Raises:
            NotReadyError: The disk is full.
        """
        watermark = self._store.watermark()
        path = self._at(watermark)
        if path.exists():
            return path, watermark
        with room_in(self._folder, "the figures of these bets"), self._locked():
            return self._brought_up(watermark)

    def _brought_up(self, watermark: int) -> tuple[Path, int]:
        known = self._known()
        if watermark in known:
            return self._at(watermark), watermark
        old = known[-1] if known and known[-1] < watermark else None
        if old is None:
            # What is written meanwhile may be read here and again at the next turn, which changes nothing.
            bets = self._store.read()
            self._write(bets, self._at(watermark), _events(bets, self._store.events()))
        else:
            changes = self._store.changed_since(old)
            watermark = changes.watermark
            gone = pa.concat_tables([changes.bets.select(BET_KEYS.names), changes.removed])
            mentioned = told_events(changes.bets)
            noted = self._store.events([name for name in mentioned["pairing"].unique().to_pylist() if name])
            events = _with_told(noted, mentioned)
            self._write(changes.bets, self._at(watermark), events, self._at(old), gone)
        for passed in known[:-1]:  # the last one may be read at this moment
            self._at(passed).unlink(missing_ok=True)
        return self._at(watermark), watermark

    def _write(
        self, new: pa.Table, path: Path, events: pa.Table, old: Path | None = None, gone: pa.Table | None = None
    ) -> None:
        unfinished = path.with_suffix(".unfinished")
        # Files, as DuckDB would import pandas to be handed a table.
        with TemporaryDirectory(dir=self._folder) as scratch, duckdb.connect(config={"threads": 2}) as connection:
            pq.write_table(_plain(new), given := Path(scratch, "new.parquet"))
            pq.write_table(events.select(_EVENT), noted := Path(scratch, "events.parquet"))
            query = f"SELECT *, {_DERIVED} FROM {parquet_relation(given)}"  # noqa: S608 (ours; paths are quoted)
            if old and gone is not None:
                pq.write_table(gone, absent := Path(scratch, "gone.parquet"))
                before, without = parquet_relation(old), parquet_relation(absent)
                kept = f"SELECT * FROM {before} old ANTI JOIN {without} gone USING (bettor, bet_id)"  # noqa: S608
                query = f"{query} UNION ALL BY NAME {kept}"
            connection.execute(
                f"COPY (SELECT bets.* REPLACE ({_CLUSTER} AS cluster) FROM ({query}) bets "  # noqa: S608 (as above)
                f"LEFT JOIN {parquet_relation(noted)} noted USING (bettor, bet_id) ORDER BY bettor, placed_at, bet_id) "
                f"TO {_quoted(unfinished)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)"
            )
        private_file(unfinished).replace(path)

    def _known(self) -> list[int]:
        """Watermarks of the copies there are, oldest first."""
        return sorted(int(path.stem.rpartition("-")[2]) for path in self._folder.glob(f"{self._stem}-*.parquet"))

    def _at(self, watermark: int) -> Path:
        return self._folder / f"{self._stem}-{watermark}.parquet"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        private_folder(self._folder)
        with (self._folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def parquet_relation(path: Path) -> str:
    """A Parquet file as a SQL relation."""
    return f"read_parquet({_quoted(path)})"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _events(bets: pa.Table, noted: pa.Table) -> pa.Table:
    """The noted events of bets, and those that are told now where a bet on a game has none yet."""
    alone = bets.filter(pc.is_valid(bets["home"])).select(BET_KEYS.names)
    missing = alone.join(noted.select(BET_KEYS.names), BET_KEYS.names, join_type="left anti")
    return _with_told(noted, told_events(bets)) if missing.num_rows else noted


def _with_told(noted: pa.Table, told: pa.Table) -> pa.Table:
    others = told.join(noted.select(BET_KEYS.names), BET_KEYS.names, join_type="left anti")
    return pa.concat_tables([one.select(_EVENT).cast(_SCHEMA) for one in (noted, others)])


def _plain(bets: pa.Table) -> pa.Table:
    """The copied columns, with moments as UTC without a zone."""
    table = bets.select(_KEPT)
    for name in ("placed_at", "settled_at"):
        moments = pc.cast(table[name], pa.timestamp("us", tz="UTC")).cast(pa.int64()).cast(pa.timestamp("us"))
        table = table.set_column(table.schema.get_field_index(name), name, moments)
    return table


COPIED = tuple(name for name in _KEPT if name in BETS.names)
"""The BETS columns a copy holds."""
