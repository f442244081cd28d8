"""Reading a bets snapshot for the gate, with the columns that only the gate needs."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.bets.schema import BETS
from pikkit.errors import InputError

_COLUMNS = [
    *("bettor", "bet_id", "bet_type", "outcome", "odds", "closing_odds", "stake", "profit", "bonus"),
    *("placed_at", "settled_at", "league", "market", "side"),
]

# A null in a derived column says that its check does not apply to the bet.
_DERIVED = """
    SELECT *,
        CASE WHEN bet_type = 'straight' AND closing_odds > 0 THEN odds / closing_odds END AS price_ratio,
        CASE outcome WHEN 'win' THEN profit >= 0 WHEN 'loss' THEN profit <= 0 END AS profit_sign,
        abs(profit - CASE outcome
            WHEN 'win' THEN stake * (odds - 1)
            WHEN 'loss' THEN CASE WHEN bonus THEN 0 ELSE -stake END
            WHEN 'push' THEN 0
            WHEN 'void' THEN 0
        END) <= 0.01 + 0.001 * stake AS profit_amount
    FROM snapshot
"""


def read_snapshot(bets: Path) -> pa.Table:
    """The gate's columns of a Parquet file with the ``BETS`` schema.

    Adds ``price_ratio`` (odds / closing odds of a straight bet), ``profit_sign`` (a win did not lose money, a loss did
    not earn any) and ``profit_amount`` (the profit is stake · (odds − 1) or −stake, to a cent and 0.1 % of the stake).

    Raises:
        InputError: The file is missing, is not Parquet, or has not the columns of ``BETS``.
    """
    snapshot = _read(bets)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.register("snapshot", snapshot)
        return connection.sql(_DERIVED).to_arrow_table()


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
