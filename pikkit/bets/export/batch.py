"""One window of an export as bets and rejections."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.export.convert import Origin, to_bets
from pikkit.bets.export.formats.pikkit import COLUMNS
from pikkit.bets.export.header import Header
from pikkit.bets.export.prices import Notations, Tally
from pikkit.bets.export.records import RawRecords, read_records
from pikkit.bets.export.rejects import Reject, broken_rules, explain_reject, fault_reject, raw_json, true_rows
from pikkit.bets.export.values import read_values
from pikkit.bets.export.warnings import warnings_of
from pikkit.bets.export.windows import LineWindow, Positions
from pikkit.bets.schema import BETS
from pikkit.bets.soundness import beyond_limits


@dataclass(frozen=True, slots=True)
class RowBatch:
    """The rows of a window that keep every rule about single rows, and those that do not."""

    bets: pa.Table
    rejects: list[Reject]
    warnings: pa.Table
    """What is strange about the bets, in the ``WARNINGS`` schema."""
    dropped_closing: int
    """Bets whose closing line was no price, and was dropped."""
    used: int
    """How many lines of the window are done with."""
    tallies: dict[str, Tally]
    """What notations its prices are in, by column."""
    _window: LineWindow
    _first: Positions
    _last: Positions
    _names: tuple[str, ...]

    def raw(self, row: int) -> str:
        """The raw values of a bet, as a JSON object."""
        return raw_json(self._window.text(self._first[row], self._last[row]), self._names)


def read_batch(window: LineWindow, header: Header, origin: Origin, now: datetime, notations: Notations) -> RowBatch:
    """Read a window: split it into records, read their values, apply the rules."""
    records = read_records(window, header.names)
    values = read_values(records.columns, COLUMNS, notations)
    lines = records.first + window.first_line
    columns = to_bets(values, lines, origin)
    broken = broken_rules(values, now)
    beyond = beyond_limits(columns)
    good = np.ones(len(records.first), bool)
    for mask in (*(mask for _, mask in broken), *beyond.values()):
        good &= ~mask
    rejects = [fault_reject(fault, header.names) for fault in records.faults]
    for row in true_rows(~good):
        rule, reason = explain_reject(values, broken, row, beyond)
        text = window.text(records.first[row], records.last[row])
        rejects.append(Reject(_line(window, records, row), rule, reason, raw_json(text, header.names)))
    bets = good_rows(columns, good)
    warnings = warnings_of(values, lines, good, origin, now)
    closing_texts = values.texts["closing_line"].filter(pa.array(good))
    dropped = pc.sum(pc.and_(pc.not_equal(closing_texts, ""), pc.is_null(bets["closing_odds"].combine_chunks())))
    places = (window, records.first[good], records.last[good], header.names)
    return RowBatch(bets, rejects, warnings, dropped.as_py() or 0, records.used, values.tallies, *places)


def _line(window: LineWindow, records: RawRecords, row: int) -> int:
    return window.first_line + int(records.first[row])


def good_rows(columns: dict[str, pa.Array], good: np.ndarray) -> pa.Table:
    """The rows that break no rule; only these fit the schema, whose required columns know no null."""
    mask = None if good.all() else pa.array(good)
    kept = [column if mask is None else column.filter(mask) for column in columns.values()]
    return pa.Table.from_arrays(kept, schema=BETS)
