"""Corrections onto bets: a pure function of two tables."""

import logging
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pikkit.bets.export.convert import is_bonus, selection_columns
from pikkit.bets.outcome import Outcome
from pikkit.bets.schema import BETS
from pikkit.bets.settlement import settled_share
from pikkit.bets.soundness import beyond_limits
from pikkit.store.shapes import WITHHELD

Mask = NDArray[np.bool_]

log = logging.getLogger("pikkit.store")

CORRECTABLE = frozenset(BETS.names) - {"bettor", "bet_id", "source", "source_line"}
"""The columns a correction may change: all but whose bet it is and where it came from."""


def apply_corrections(bets: pa.Table, corrections: pa.Table) -> pa.Table:
    """The bets as corrected: the latest active correction of a field counts, and withheld bets are left out.

    What a bet's other columns follow from is worked out again: a bet corrected to open has no profit and no settle
    time, whether it was a bonus bet follows from its outcome and profit, its settled share from these, its odds and its
    stake, and its selection from its text and type, except for columns that are corrected themselves.

    Args:
        bets: As BETS.
        corrections: As CORRECTIONS, in the order they were made; reverted ones are passed over.

    Returns:
        Bets as BETS; those that are corrected come last.
    """
    active = corrections.filter(pc.is_null(corrections["reverted_at"]))
    if not active.num_rows or not bets.num_rows:
        return bets
    suspects = pc.is_in(bets["bet_id"], pc.unique(active["bet_id"])).to_numpy()
    rows = np.flatnonzero(suspects)
    edit = _edit(bets.take(pa.array(rows)), active)
    corrected = edit.table.filter(pa.array(~edit.mask(WITHHELD)))
    return pa.concat_tables([bets.filter(pa.array(~suspects)), corrected])


@dataclass(slots=True)
class _Edit:
    """Some bets under correction, and which rows of each field were corrected."""

    table: pa.Table
    masks: dict[str, Mask]

    def mask(self, *fields: str) -> Mask:
        """Rows in which one of the fields is corrected."""
        none = np.zeros(self.table.num_rows, bool)
        return sum((self.masks[field] for field in fields if field in self.masks), start=none)

    def put(self, field: str, mask: Mask, values: pa.Array) -> None:
        """Set a column's rows of a mask to values, one for each of them."""
        column = self.table[field].combine_chunks()
        column = pc.replace_with_mask(column, pa.array(mask), values.cast(column.type))
        self.table = self.table.set_column(BETS.get_field_index(field), BETS.field(field), column)


def _edit(bets: pa.Table, active: pa.Table) -> _Edit:
    edit = _Edit(bets, {})
    for field, texts in _latest(bets, active).items():
        values = _readable(field, texts) if field in CORRECTABLE else None
        mask = np.zeros(bets.num_rows, bool)
        mask[list(texts)] = True
        edit.masks[field] = mask
        if values is not None:
            edit.put(field, mask, values)
    _follow(edit)
    return edit


def _readable(field: str, texts: dict[int, str | None]) -> pa.Array:
    """The new values by row, in their order; a text that is no value of the field is taken out of texts, and logged.

    A user may write what he likes as a correction of a bet of his own.
    """
    wanted = BETS.field(field)
    values = {row: _value(wanted, texts[row]) for row in sorted(texts)}
    for row in [row for row, value in values.items() if value is None]:
        log.warning("Passed over a correction of %s to what is no value of it: %.50r.", field, texts.pop(row))
    return pa.concat_arrays([pa.nulls(0, wanted.type), *(value for value in values.values() if value is not None)])


def _value(wanted: pa.Field, text: str | None) -> pa.Array | None:
    """A text as an array of one value of a field; None if it is none."""
    try:
        value = pa.array([text], pa.string()).cast(wanted.type)
    except pa.ArrowInvalid:
        return None
    empty = {name: pa.nulls(1, field.type) for name, field in zip(BETS.names, BETS, strict=True)}
    unfit = (text is None and not wanted.nullable) or beyond_limits({**empty, wanted.name: value})
    return None if unfit else value


def _latest(bets: pa.Table, active: pa.Table) -> dict[str, dict[int, str | None]]:
    """The new text of each field by row."""
    keys = zip(bets["bettor"].to_pylist(), bets["bet_id"].to_pylist(), strict=True)
    row_of = {key: row for row, key in enumerate(keys)}
    latest: dict[str, dict[int, str | None]] = {}
    columns = (active[name].to_pylist() for name in ("bettor", "bet_id", "field", "new_value"))
    for bettor, bet_id, field, text in zip(*columns, strict=True):
        if (row := row_of.get((bettor, bet_id))) is not None:
            latest.setdefault(field, {})[row] = text
    return latest


def _follow(edit: _Edit) -> None:
    """Work out again what follows from corrected columns."""
    opened = edit.mask("outcome") & pc.equal(edit.table["outcome"], Outcome.OPEN).to_numpy()
    for field in ("profit", "settled_at"):
        edit.put(field, opened, pa.nulls(int(opened.sum()), BETS.field(field).type))
    moved = edit.mask("outcome", "profit", "stake")
    _derive(edit, moved, {"bonus": is_bonus(*_columns(edit, moved, "outcome", "profit", "stake"))})
    repaid = edit.mask("outcome", "odds", "stake", "profit")
    _derive(
        edit, repaid, {"settled_share": settled_share(*_columns(edit, repaid, "outcome", "odds", "stake", "profit"))}
    )
    retold = edit.mask("bet_info", "bet_type", "sportsbook")
    if retold.any():
        text, kind, book = _columns(edit, retold, "bet_info", "bet_type", "sportsbook")
        _derive(edit, retold, selection_columns(pc.fill_null(text, ""), kind, book))


def _columns(edit: _Edit, mask: Mask, *fields: str) -> list[pa.Array]:
    kept = edit.table.filter(pa.array(mask))
    return [kept[field].combine_chunks() for field in fields]


def _derive(edit: _Edit, mask: Mask, values: dict[str, pa.Array]) -> None:
    """Put values, one for each row of the mask, where the column itself is not corrected."""
    for field, column in values.items():
        free = ~edit.mask(field)
        edit.put(field, mask & free, column.filter(pa.array(free[mask])))
