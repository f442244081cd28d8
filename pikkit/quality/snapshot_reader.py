"""Reading a bets snapshot for the gate, a few columns or rows at a time, with the columns that only the gate needs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.base.errors import InputError
from pikkit.bets.names import SEPARATOR, known_leagues, known_sports, known_sportsbooks
from pikkit.bets.schema import BETS

COLUMNS = [
    *("bettor", "bet_id", "sportsbook", "bet_type", "n_legs", "outcome", "odds", "closing_odds", "stake", "profit"),
    *("bonus", "placed_at", "settled_at", "sport", "league", "market", "side", "line", "subject", "home", "away"),
    "period",
    *("live", "source", "source_line"),
]
"""The columns of a snapshot that the gate reads, or what it calls does."""

CLOCK_SKEW = timedelta(days=1)
MEMORY = "384MB"
"""What a query may take; beyond it goes to files."""

_VOCABULARIES = {"sportsbook": known_sportsbooks, "league": known_leagues, "sport": known_sports}

# A null in a derived column says that its check does not apply to the bet.
_DERIVED = """
    WITH priced AS (
        SELECT {columns}, file_row_number AS row, CASE outcome
            WHEN 'win' THEN stake * (odds - 1)
            WHEN 'loss' THEN CASE WHEN bonus THEN 0 ELSE -stake END
            WHEN 'half_win' THEN stake * (odds - 1) / 2
            WHEN 'half_loss' THEN -stake / 2
            WHEN 'push' THEN 0
            WHEN 'void' THEN 0
        END AS priced_profit
        FROM {source}
    )
    SELECT priced.* EXCLUDE (priced_profit),
        CASE WHEN bet_type = 'straight' AND closing_odds > 0 THEN odds / closing_odds END AS price_ratio,
        CASE WHEN outcome IN ('win', 'half_win') THEN profit >= 0
            WHEN outcome IN ('loss', 'half_loss') THEN profit <= 0 END AS profit_sign,
        CASE WHEN NOT (stake = 0 AND bonus) THEN stake END AS staked,
        abs(profit - priced_profit) <= 0.01 + 0.001 * stake AS profit_amount,
        CASE WHEN outcome IN ('win', 'half_win') AND priced_profit > 0 THEN profit / priced_profit END AS profit_ratio,
        CASE WHEN settled_at >= placed_at THEN epoch(settled_at - placed_at) / 86400 END AS settle_days,
        CASE WHEN outcome NOT IN ('open', 'unknown') THEN settled_at IS NOT NULL END AS settled_at_known,
        CASE WHEN outcome NOT IN ('open', 'unknown') THEN profit IS NOT NULL END AS profit_known,
        CASE WHEN bet_type = 'straight' THEN closing_odds IS NOT NULL END AS closing_odds_known,
        CASE WHEN bet_type = 'straight' THEN market IS NOT NULL END AS market_known,
        greatest(placed_at, settled_at) <= {latest}::TIMESTAMPTZ AS not_in_future,
        CASE WHEN sportsbook IS NOT NULL THEN coalesce(sportsbook_names.members, '') END AS sportsbook_unknown,
        CASE WHEN league IS NOT NULL THEN coalesce(league_names.members, '') END AS league_unknown,
        CASE WHEN sport IS NOT NULL THEN coalesce(sport_names.members, '') END AS sport_unknown
    FROM priced
    LEFT JOIN sportsbook_names ON sportsbook_names.name = sportsbook
    LEFT JOIN league_names ON league_names.name = league
    LEFT JOIN sport_names ON sport_names.name = sport
"""


class GateSnapshot:
    """A Parquet file with the ``BETS`` schema, seen at a moment.

    Attributes:
        bets: How many it has.

    Raises:
        InputError: The file is missing, is not Parquet, or has not the columns of ``BETS``.
    """

    def __init__(self, path: Path, now: datetime) -> None:
        """Look at a file; ``now`` has a time zone."""
        self._path, self._now = path, now
        self.bets = _checked(path)

    def columns(self, names: Sequence[str], coded: Sequence[str] = ()) -> pa.Table:
        """Some columns of the file; ``coded`` are texts that repeat, which come as codes and take a fraction."""
        return pq.read_table(self._path, columns=list(names), read_dictionary=list(coded), pre_buffer=False)

    def rows(self, numbers: Sequence[int], names: Sequence[str]) -> pa.Table:
        """Some columns of some rows, in the order asked for."""
        wanted = np.asarray(numbers, dtype=np.int64)
        order = np.argsort(wanted, kind="stable")
        with pq.ParquetFile(self._path) as file:
            parts = [file.schema_arrow.empty_table().select(names), *_parts(file, wanted[order], list(names))]
        return pa.concat_tables(parts).take(pa.array(np.argsort(order, kind="stable")))

    @contextmanager
    def opened(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection with the view ``snapshot``, which takes a bounded amount of memory.

        It has the gate's columns, and ``row`` (its number), ``staked`` (the stake, but for a promotion that paid
        without one), ``price_ratio`` (odds / closing odds of a straight bet), ``profit_sign`` (a win did not lose
        money, a loss did not earn any), ``profit_amount`` (the profit is stake · (odds − 1) or −stake, or half of it,
        to a cent and 0.1 % of the stake), ``profit_ratio`` (what a win earned / what its price says), ``settle_days``,
        ``not_in_future``, for settled or straight bets ``settled_at_known``, ``profit_known``,
        ``closing_odds_known``, ``market_known``, and ``sportsbook_unknown``, ``league_unknown``, ``sport_unknown``:
        the names that no table knows, empty if all do.
        """
        with _limited() as connection:
            _derive(connection, f"read_parquet({_text(str(self._path))}, file_row_number = true)", self._now)
            yield connection

    def parts(self) -> tuple["SnapshotPart", ...]:
        """Its row groups."""
        known, parts, start = pq.read_metadata(self._path), list[SnapshotPart](), 0
        for group in range(known.num_row_groups):
            parts.append(SnapshotPart(str(self._path.resolve()), group, start, self._now))
            start += known.row_group(group).num_rows
        return tuple(parts)


@dataclass(frozen=True)
class SnapshotPart:
    """A row group of a snapshot: what one task looks at.

    Attributes:
        path: The file.
        group: Which of its row groups.
        start: The number of its first row among all.
        now: When it is looked at.
    """

    path: str
    group: int
    start: int
    now: datetime

    @contextmanager
    def opened(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection with the view ``snapshot`` (``GateSnapshot.opened``) of its rows, numbered as in the file."""
        with pq.ParquetFile(self.path) as file:
            rows = file.read_row_group(self.group, columns=COLUMNS)
        numbers = pa.array(np.arange(self.start, self.start + rows.num_rows))
        with _limited() as connection:
            connection.execute("SET threads = 1")
            connection.register("part", rows.append_column("file_row_number", numbers))
            _derive(connection, "part", self.now)
            yield connection


@contextmanager
def _limited() -> Iterator[duckdb.DuckDBPyConnection]:
    with TemporaryDirectory(prefix="pikkit-gate-") as spilled, duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
        connection.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = {_text(spilled)}")
        yield connection


def _derive(connection: duckdb.DuckDBPyConnection, source: str, now: datetime) -> None:
    """Make the view ``snapshot`` of a relation that has ``file_row_number``."""
    for name, known in _VOCABULARIES.items():
        names = connection.sql(f"SELECT DISTINCT {name} FROM {source}").to_arrow_table()  # noqa: S608
        connection.register(f"{name}_names", _strange(names[name].to_pylist(), known()))
    latest = _text((now + CLOCK_SKEW).isoformat())
    view = _DERIVED.format(columns=", ".join(COLUMNS), source=source, latest=latest)
    connection.execute(f"CREATE TEMP VIEW snapshot AS {view}")


def _parts(file: pq.ParquetFile, wanted: npt.NDArray[np.int64], names: list[str]) -> Iterator[pa.Table]:
    """The wanted rows, which ascend, without reading groups that have none."""
    start = 0
    for group in range(file.metadata.num_row_groups):
        end = start + file.metadata.row_group(group).num_rows
        own = wanted[(wanted >= start) & (wanted < end)] - start
        if own.size:
            yield file.read_row_group(group, columns=names).select(names).take(pa.array(own))
        start = end


def _text(words: str) -> str:
    """As it stands in SQL: views take no parameters."""
    return "'" + words.replace("'", "''") + "'"


def _strange(names: list[str | None], known: frozenset[str]) -> pa.Table:
    """Of sets such as "NBA | NFL", those with members that are not known, and these."""
    strange = {name: [one for one in name.split(SEPARATOR) if one not in known] for name in names if name is not None}
    texts_by_column = {name: SEPARATOR.join(members) for name, members in strange.items() if members}
    texts = (pa.array(list(column), pa.string()) for column in (texts_by_column.keys(), texts_by_column.values()))
    return pa.table(dict(zip(("name", "members"), texts, strict=True)))


def _checked(bets: Path) -> int:
    """The number of bets of a file that is one."""
    try:
        schema, rows = pq.read_schema(bets), pq.read_metadata(bets).num_rows
    except FileNotFoundError as error:
        raise InputError(f"There is no bets snapshot at {bets}.") from error
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"{bets} is not a Parquet file that can be read: {error}") from error
    wrong = [name for name in COLUMNS if name not in schema.names or schema.field(name).type != BETS.field(name).type]
    if wrong:
        raise InputError(f"{bets} is not a bets snapshot: missing or of another type are {', '.join(wrong)}.")
    return int(rows)
