"""Between Arrow tables and the tuples a database driver takes and gives."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pikkit.base.errors import InputError
from pikkit.bets.outcome import Outcome
from pikkit.bets.schema import BETS
from pikkit.bets.soundness import beyond_limits, columns_of, sentence_about

Rows = Iterable[tuple[Any, ...]]


def conform(table: pa.Table, schema: pa.Schema, name: str) -> pa.Table:
    """The table with exactly the schema's columns and types.

    The character U+0000, which Postgres keeps in no text, becomes U+2400, the symbol for it.

    Raises:
        InputError: A column is missing, has a type that cannot be turned into the schema's, a null it may not have, or
            a number that is not finite.
    """
    missing = [column for column in schema.names if column not in table.schema.names]
    if missing:
        raise InputError(f"A table of {name} must have the columns {', '.join(missing)}; they are missing.")
    try:
        table = table.select(schema.names).cast(schema).combine_chunks()
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as error:
        raise InputError(f"This is no table of {name}: {error}.") from error
    return pa.table(
        [_storable(column, field, name) for column, field in zip(table.columns, schema, strict=True)], schema
    )


def conform_bets(table: pa.Table) -> pa.Table:
    """The table with exactly the columns and types of BETS, all values within the limits of a bet.

    Raises:
        InputError: As of :func:`conform`, or a value is beyond a limit.
    """
    bets = conform(table, BETS, "bets")
    for column, mask in beyond_limits(columns_of(bets)).items():
        row = int(np.flatnonzero(mask)[0])
        whose = f"{bets['bettor'][row].as_py()[:50]}'s bet {bets['bet_id'][row].as_py()[:50]}"
        raise InputError(f"This is no table of bets: in row {row} ({whose}) {sentence_about(column)}.")
    return bets


def _storable(column: pa.ChunkedArray, field: pa.Field, name: str) -> pa.ChunkedArray:
    if pa.types.is_string(field.type) and pc.any(pc.match_substring(column, "\0")).as_py():
        return pc.replace_substring(column, "\0", "\u2400")
    if pa.types.is_floating(field.type) and pc.all(pc.is_finite(column)).as_py() is False:
        raise InputError(f"This is no table of {name}: {field.name} holds a number that is not finite.")
    return column


def to_rows(table: pa.Table) -> Rows:
    """The table's rows as tuples, moments as whole microseconds."""
    return zip(*(_plain(column).to_pylist() for column in table.columns), strict=True)


def from_rows(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> pa.RecordBatch:
    """A record batch of the schema from a driver's tuples, the inverse of :func:`to_rows`."""
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pa.record_batch([_array(values, field.type) for values, field in zip(columns, schema, strict=True)], schema)


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(pa.int64()) if pa.types.is_timestamp(column.type) else column


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_timestamp(kind) or pa.types.is_boolean(kind):
        return pa.array(values, pa.int64()).cast(kind)
    return pa.array(values, kind)


def knowledge(outcomes: pa.Array | pa.ChunkedArray) -> NDArray[np.int64]:
    """How much each outcome says about how its bet ended: 0 open, 1 settled but unknown, 2 known; shape (bets,)."""
    is_open = pc.equal(outcomes, Outcome.OPEN.value).to_numpy(zero_copy_only=False)
    unknown = pc.equal(outcomes, Outcome.UNKNOWN.value).to_numpy(zero_copy_only=False)
    return np.select([is_open, unknown], [0, 1], default=2)


def one_version_each(bets: pa.Table) -> pa.Table:
    """Each (bettor, bet id) once, in the table's order: the version that knows most, the later of equals."""
    rank = knowledge(bets["outcome"]) * bets.num_rows + np.arange(bets.num_rows)
    keys = pa.table({"bettor": bets["bettor"], "bet_id": bets["bet_id"], "rank": rank})
    best = keys.group_by(["bettor", "bet_id"]).aggregate([("rank", "max")])["rank_max"].to_numpy()
    if len(best) == bets.num_rows:
        return bets
    return bets.take(np.sort(best % bets.num_rows))
