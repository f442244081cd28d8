"""Quarantined rows as a reviewer sees them: one item for one raw row of one file, on however many lines it stands."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.base.errors import InputError
from pikkit.store import BetStore
from pikkit.store.hashing import content_hash
from pikkit.store.shapes import OPEN, STATUSES


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """A raw row that was rejected, why, and what was decided about it."""

    ref: str
    """Sixteen hexadecimal digits; a reviewer may shorten them as long as they are unique."""
    bettor: str
    source: str
    lines: tuple[int, ...]
    rule: str
    reason: str
    raw: dict[str, str]
    """The texts by column; those without a column are left out."""
    status: str
    content_hash: int
    decided_by: str | None
    decided_at: datetime | None
    note: str | None


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows; an empty part is no condition. A rule may be a group of them: ``odds`` is every ``odds.…``."""

    refs: Collection[str] = ()
    rules: Collection[str] = ()
    bettors: Collection[str] = ()
    sources: Collection[str] = ()
    statuses: Collection[str] = (OPEN,)

    @property
    def narrow(self) -> bool:
        """Whether it asks for anything but a status."""
        return bool(self.refs or self.rules or self.bettors or self.sources)


def find_rows(store: BetStore, asked: RowFilter) -> list[QuarantinedRow]:
    """The rows that match, ordered by file and line.

    Raises:
        InputError: A status is not known, or a reference is that of no row or of several.
    """
    if unknown := sorted(set(asked.statuses) - set(STATUSES)):
        raise InputError(f"The status {unknown[0]!r} is not known; accepted: {', '.join(STATUSES)}.")
    table = store.quarantined(asked.bettors or None)  # nobody else's rows may tell: not even by a doubtful reference
    table = _of_refs(_with_refs(table), asked.refs)
    for column, accepted in (("source", asked.sources), ("status", asked.statuses)):
        if accepted:
            table = table.filter(pc.is_in(table[column], pa.array(sorted(accepted), pa.string())))
    if asked.rules:
        wanted = [pc.or_(pc.equal(table["rule"], r), pc.starts_with(table["rule"], f"{r}.")) for r in asked.rules]
        table = table.filter(_any(wanted))
    return _items(table)


def items_of(table: pa.Table) -> list[QuarantinedRow]:
    """The rows of a table of lines (schema QUARANTINE), in its order."""
    return _items(_with_refs(table))


def _with_refs(table: pa.Table) -> pa.Table:
    refs = content_hash(table.select(["bettor", "source", "raw"])).view("uint64").tolist()
    return table.append_column("ref", pa.array([f"{ref:016x}" for ref in refs], pa.string()))


def _of_refs(table: pa.Table, refs: Collection[str]) -> pa.Table:
    if not refs:
        return table
    for ref in refs:
        matching = pc.unique(table["ref"].filter(pc.starts_with(table["ref"], ref.lower())))
        if not len(matching):
            raise InputError(f"No quarantined row has the reference {ref!r}; `pikkit review list` shows them.")
        if len(matching) > 1:
            raise InputError(f"The reference {ref!r} is that of {len(matching)} rows; give more of its digits.")
    return table.filter(_any([pc.starts_with(table["ref"], ref.lower()) for ref in refs]))


def _any(masks: list[pa.ChunkedArray]) -> pa.ChunkedArray:
    either = masks[0]
    for mask in masks[1:]:
        either = pc.or_(either, mask)
    return either


_SAME = ("ref", "bettor", "source", "rule", "reason", "status", "content_hash", "decided_by", "decided_at", "note")


def _items(table: pa.Table) -> list[QuarantinedRow]:
    lines: dict[str, list[int]] = {}
    last = {}
    for row in table.to_pylist():
        lines.setdefault(row["ref"], []).append(row["line"])
        last[row["ref"]] = row
    return [
        QuarantinedRow(lines=tuple(lines[ref]), raw=_texts(row["raw"]), **{name: row[name] for name in _SAME})
        for ref, row in last.items()
    ]


def _texts(raw: str) -> dict[str, str]:
    """The texts of a raw row; none of what a user wrote himself and is no row."""
    try:
        row = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return {name: text for name, text in row.items() if isinstance(text, str)} if isinstance(row, dict) else {}
