"""From lines to records: rows of raw texts, and the lines that are no row of this table."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from pikkit.bets.export.formats.pikkit import COLUMNS
from pikkit.bets.export.layout import Layout, Mask, layout_of
from pikkit.bets.export.windows import MAX_RECORD_LINES, LineWindow, Positions


@dataclass(frozen=True, slots=True)
class Fault:
    """A line, or a record of several, that is no row."""

    line: int
    rule: str
    detail: str
    text: bytes


@dataclass(frozen=True, slots=True)
class RawRecords:
    """The rows of a window, in the order of the file, as raw texts."""

    columns: pa.Table
    """The columns of the file that the reader knows, as strings."""
    first: Positions
    """The window's line each row starts in."""
    last: Positions
    """The window's line each row ends in."""
    faults: list[Fault]
    used: int
    """How many lines of the window these rows and faults took up, blank lines included."""


@dataclass(frozen=True, slots=True)
class _Odd:
    """An irregular record that turned out to be a row."""

    first: int
    last: int
    values: list[str]


def read_records(window: LineWindow, names: Sequence[str]) -> RawRecords:
    """The records that start in the window's first ``count`` lines; names are the file's columns."""
    layout = layout_of(window)
    plain = ~layout.irregular & ~layout.blank & (layout.fields == len(names))
    plain[window.count :] = False
    faults: list[Fault] = []
    odd: list[_Odd] = []
    used = window.count
    for item in _irregular(window, layout, len(names)):
        if isinstance(item, Fault):
            faults.append(item)
        else:
            plain[item.first : item.last + 1] = False
            layout.irregular[item.first : item.last + 1] = True
            odd.append(item)
            used = max(used, item.last + 1)
    faults += _wrong_width(window, layout, len(names))
    faults += _not_utf8(window, plain)
    return _assemble(window, names, plain, odd, faults, used)


def _irregular(window: LineWindow, layout: Layout, width: int) -> Iterator[Fault | _Odd]:
    done = 0
    for first in np.flatnonzero(layout.irregular[: window.count]).tolist():
        if first < done:
            continue
        item = _read_irregular(window, layout, first, width)
        done = item.last + 1 if isinstance(item, _Odd) else first + 1
        yield item


def _read_irregular(window: LineWindow, layout: Layout, first: int, width: int) -> Fault | _Odd:
    """Read a record alone, going on to the line where its quotes close if they are open at the end of the first."""
    reason = "its quotes do not close"
    for last in _possible_ends(layout, first):
        text = window.text(first, last)
        try:
            values = next(csv.reader([text.decode("utf-8")], strict=True))
        except UnicodeDecodeError as error:
            return Fault(window.first_line + first, "text.encoding", _encoding(error), text)
        except csv.Error as error:
            reason = f"its quotes cannot be read ({error})"
            continue
        if len(values) == width:
            return _Odd(first, last, values)
        reason = f"it has {len(values)} fields, the header {width}"
    rule = "row.width" if "fields" in reason else "row.quotes"
    return Fault(window.first_line + first, rule, reason, window.text(first, first))


def _possible_ends(layout: Layout, first: int) -> Iterator[int]:
    """The line itself, then each line behind it that closes an open quote."""
    yield first
    if layout.open[first]:
        behind = np.flatnonzero(layout.open[first + 1 : first + MAX_RECORD_LINES])
        yield from (behind + first + 1).tolist()


def _wrong_width(window: LineWindow, layout: Layout, width: int) -> Iterator[Fault]:
    wrong = ~layout.irregular & ~layout.blank & (layout.fields != width)
    for i in np.flatnonzero(wrong[: window.count]).tolist():
        detail = f"it has {layout.fields[i]} field{'s' if layout.fields[i] != 1 else ''}, the header {width}"
        yield Fault(window.first_line + i, "row.width", detail, window.text(i, i))


def _not_utf8(window: LineWindow, plain: Mask) -> list[Fault]:
    """The plain lines that are no UTF-8; they are plain no longer."""
    try:
        window.data.decode("utf-8")
    except UnicodeDecodeError:
        data = np.frombuffer(window.data, np.uint8)
        suspects = np.unique(np.searchsorted(window.starts, np.flatnonzero(data >= 128), side="right") - 1)
    else:
        return []
    faults = []
    for i in suspects[plain[suspects]].tolist():
        try:
            window.text(i, i).decode("utf-8")
        except UnicodeDecodeError as error:
            faults.append(Fault(window.first_line + i, "text.encoding", _encoding(error), window.text(i, i)))
            plain[i] = False
    return faults


def _encoding(error: UnicodeDecodeError) -> str:
    return f"byte {error.start + 1} of it (0x{error.object[error.start]:02x}) is not UTF-8"


def _assemble(
    window: LineWindow, names: Sequence[str], plain: Mask, odd: list[_Odd], faults: list[Fault], used: int
) -> RawRecords:
    lines = np.flatnonzero(plain)
    table = _read_plain(_bytes_of(window, plain, lines), names)
    if not odd:
        return RawRecords(table, lines, lines, faults, used)
    wanted = {name: names.index(name) for name in table.column_names}
    extra = pa.table({name: pa.array([o.values[i] for o in odd], pa.string()) for name, i in wanted.items()})
    first = np.concatenate((lines, [o.first for o in odd]))
    last = np.concatenate((lines, [o.last for o in odd]))
    order = np.argsort(first, kind="stable")
    return RawRecords(pa.concat_tables([table, extra]).take(order), first[order], last[order], faults, used)


def _bytes_of(window: LineWindow, plain: Mask, lines: Positions) -> bytes | memoryview:
    """The bytes of the plain lines, line ends included; copied only if some line between them is not plain."""
    if not len(lines):
        return b""
    edges = np.flatnonzero(np.diff(plain.astype(np.int8), prepend=0, append=0))
    bounds = np.append(window.starts, len(window.data))
    view = memoryview(window.data)
    runs = [view[bounds[a] : bounds[b]] for a, b in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)]
    return runs[0] if len(runs) == 1 else b"".join(runs)


def _read_plain(data: bytes | memoryview, names: Sequence[str]) -> pa.Table:
    wanted = [name for name in COLUMNS if name in names]
    schema = pa.schema([(name, pa.string()) for name in wanted])
    if not len(data):
        return schema.empty_table()
    # Unknown columns may share a name; only their place counts.
    unique = [name if name in wanted else f"{i}" for i, name in enumerate(names)]
    return pacsv.read_csv(
        pa.BufferReader(pa.py_buffer(data)),
        read_options=pacsv.ReadOptions(column_names=unique, block_size=max(len(data), 1)),
        parse_options=pacsv.ParseOptions(newlines_in_values=False, ignore_empty_lines=True),
        convert_options=pacsv.ConvertOptions(
            include_columns=wanted, column_types=schema, strings_can_be_null=False, check_utf8=False
        ),
    ).combine_chunks()
