"""Rows that could not become bets, with line, rule, sentence and raw values."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets import limits
from pikkit.bets.export.convert import Origin
from pikkit.bets.export.layout import Mask
from pikkit.bets.export.records import Fault
from pikkit.bets.export.rules import LINE_RULES, RULES, Rule
from pikkit.bets.export.values import Values
from pikkit.bets.schema import REJECTS
from pikkit.bets.soundness import sentence_about

BEYOND = "value.limit"
"""The rule of rows whose values are beyond :mod:`pikkit.bets.limits`."""
NOTHING: Mapping[str, Mask] = MappingProxyType({})
_SHOWN = 100  # characters of a value in a sentence
_VALUE = 21_000  # characters of a raw value: a text that is just too long is kept whole
_MORE_VALUES = 20  # beyond the columns
_RAW_BYTES = 1 << 19


@dataclass(frozen=True, slots=True)
class Reject:
    """One rejected row."""

    line: int
    rule: str
    reason: str
    raw: str


def broken_rules(values: Values, now: datetime) -> list[tuple[Rule, Mask]]:
    """The rules that some row breaks, and which rows do."""
    masks = ((rule, pc.fill_null(rule.broken(values, now), fill_value=False)) for rule in RULES)
    return [(rule, mask.to_numpy(zero_copy_only=False)) for rule, mask in masks if mask.true_count]


def explain_reject(
    values: Values, broken: Sequence[tuple[Rule, Mask]], row: int, beyond: Mapping[str, Mask] = NOTHING
) -> tuple[str, str]:
    """The first rule a row breaks, and a sentence with all of them.

    Args:
        values: Of the rows.
        broken: The rules that some row breaks, and which rows do.
        row: One that breaks a rule or is beyond a limit.
        beyond: The rows beyond a limit, by column.
    """
    rules = [rule for rule, mask in broken if mask[row]]
    sentences = [rule.sentence.format(*(text_of(values, column, row) for column in rule.texts)) for rule in rules]
    explained = {column for rule in rules for column in rule.texts}  # a rule of the column says it better
    sentences += [sentence_about(column) for column, mask in beyond.items() if mask[row] and column not in explained]
    return rules[0].name if rules else BEYOND, sentence(sentences)


def fault_reject(fault: Fault, names: Sequence[str]) -> Reject:
    """The rejection of a line that is no row."""
    reason = sentence([f"the row cannot be read: {_shortened(fault.detail, _SHOWN)}; {LINE_RULES[fault.rule]}"])
    return Reject(fault.line, fault.rule, reason, raw_json(fault.text, names))


def duplicate_reject(line: int, bet_id: str, raw: str) -> Reject:
    """The rejection of a row whose bet_id another row has."""
    reason = sentence(
        [f"the bet_id {_shortened(bet_id, _SHOWN)!r} is in this file more than once; {LINE_RULES['id.duplicate']}"]
    )
    return Reject(line, "id.duplicate", reason, raw)


def rejects_table(rejects: Iterable[Reject], origin: Origin) -> pa.Table:
    """Rejections in the ``REJECTS`` schema, by line."""
    ordered = sorted(rejects, key=lambda reject: reject.line)
    columns = {name: [getattr(reject, name) for reject in ordered] for name in ("line", "rule", "reason", "raw")}
    names = {"bettor": [origin.bettor] * len(ordered), "source": [origin.source] * len(ordered)}
    return pa.table({**names, **columns}, schema=REJECTS)


def raw_json(text: bytes, names: Sequence[str]) -> str:
    """A row's raw values by column; those without a column are listed under an empty name. What is long is cut."""
    cut = text[:_RAW_BYTES].decode("utf-8", "backslashreplace")
    try:
        values = next(csv.reader([cut]), [])
    except csv.Error:
        values = [cut]
    values = [_shortened(value, _VALUE) for value in values]
    row: dict[str, str | list[str]] = dict(zip(names, values, strict=False))
    more = values[len(names) : len(names) + _MORE_VALUES]
    raw = json.dumps({**row, "": more} if more else row, ensure_ascii=False)
    return raw if len(raw) <= limits.RAW else json.dumps({"": [_shortened(cut, _VALUE)]}, ensure_ascii=False)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def sentence(parts: Sequence[str]) -> str:
    """Several findings as one sentence."""
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def true_rows(mask: Mask) -> Iterator[int]:
    """Where a mask is true."""
    yield from np.flatnonzero(mask).tolist()


def text_of(values: Values, column: str | tuple[str, str], row: int) -> str:
    """A row's text in a column; of a pair of columns, the first that is not empty."""
    names = (column,) if isinstance(column, str) else column
    return _shortened(next((text for name in names if (text := values.texts[name][row].as_py())), ""), _SHOWN)
