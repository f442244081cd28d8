"""Reading a bets snapshot for the gate, with the columns that only the gate needs."""

from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.base.errors import InputError
from pikkit.bets.names import SEPARATOR, known_leagues, known_sports, known_sportsbooks
from pikkit.bets.schema import BETS

_COLUMNS = [
    *("bettor", "bet_id", "sportsbook", "bet_type", "n_legs", "outcome", "odds", "closing_odds", "stake", "profit"),
    *("bonus", "placed_at", "settled_at", "sport", "league", "market", "side", "line", "subject", "home", "away"),
    "period",
    *("live", "source", "source_line"),
]

CLOCK_SKEW = timedelta(days=1)

_VOCABULARIES = {"sportsbook": known_sportsbooks, "league": known_leagues, "sport": known_sports}

# A null in a derived column says that its check does not apply to the bet.
_DERIVED = """
    WITH priced AS (
        SELECT *, CASE outcome
            WHEN 'win' THEN stake * (odds - 1)
            WHEN 'loss' THEN CASE WHEN bonus THEN 0 ELSE -stake END
            WHEN 'half_win' THEN stake * (odds - 1) / 2
            WHEN 'half_loss' THEN -stake / 2
            WHEN 'push' THEN 0
            WHEN 'void' THEN 0
        END AS priced_profit
        FROM snapshot
    )
    SELECT * EXCLUDE (priced_profit),
        (row_number() OVER () - 1)::INTEGER AS row,
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
        greatest(placed_at, settled_at) <= $latest AS not_in_future
    FROM priced
"""


def read_snapshot(bets: Path, now: datetime) -> pa.Table:
    """The gate's columns of a Parquet file with the ``BETS`` schema, seen at a moment ``now`` with its time zone.

    Adds ``row`` (its number), ``staked`` (the stake, but for a promotion that paid without one), ``price_ratio`` (odds
    / closing odds of a straight bet), ``profit_sign`` (a win did not lose money, a loss did not earn any),
    ``profit_amount`` (the profit is stake · (odds − 1) or −stake, or half of it, to a cent and 0.1 % of the stake),
    ``profit_ratio`` (what a win earned / what its price says), ``settle_days``, ``not_in_future``, for settled or
    straight bets ``settled_at_known``, ``profit_known``, ``closing_odds_known``, ``market_known``, and
    ``sportsbook_unknown``, ``league_unknown``, ``sport_unknown``: the names that no table knows, empty if all do.

    Raises:
        InputError: The file is missing, is not Parquet, or has not the columns of ``BETS``.
    """
    return derived(_read(bets), now)


def derived(snapshot: pa.Table, now: datetime) -> pa.Table:
    """The same for a table that was read already."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.register("snapshot", snapshot)
        table = connection.sql(_DERIVED, params={"latest": now + CLOCK_SKEW}).to_arrow_table()
    for column, known in _VOCABULARIES.items():
        table = table.append_column(f"{column}_unknown", _unknown(table[column], known()))
    return table


def _unknown(names: pa.ChunkedArray, known: frozenset[str]) -> pa.Array:
    """The members of a set such as "NBA | NFL" that are not known: empty if all are, null where there is no name."""
    encoded = names.combine_chunks().dictionary_encode()
    strange = [[name for name in text.split(SEPARATOR) if name not in known] for text in encoded.dictionary.to_pylist()]
    return pa.array([SEPARATOR.join(members) for members in strange], pa.string()).take(encoded.indices)


def _read(bets: Path) -> pa.Table:
    try:
        schema = pq.read_schema(bets)
    except FileNotFoundError as error:
        raise InputError(f"There is no bets snapshot at {bets}.") from error
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"{bets} is not a Parquet file that can be read: {error}") from error
    wrong = [name for name in _COLUMNS if name not in schema.names or schema.field(name).type != BETS.field(name).type]
    if wrong:
        raise InputError(f"{bets} is not a bets snapshot: missing or of another type are {', '.join(wrong)}.")
    return pq.read_table(bets, columns=_COLUMNS)
