"""The warnings of a batch: which of its bets are strange, and why."""

import re
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.export.convert import Origin
from pikkit.bets.export.layout import Mask
from pikkit.bets.export.rejects import sentence
from pikkit.bets.export.rules import Rule
from pikkit.bets.export.values import Values
from pikkit.bets.export.warning_rules import WARNING_RULES
from pikkit.bets.schema import WARNINGS

_PLACE = re.compile(r"\{(\d)\}")


def warnings_of(values: Values, lines: np.ndarray, good: Mask, origin: Origin, now: datetime) -> pa.Table:
    """The warnings (``WARNINGS``) of the good rows; ``lines`` are those of all rows."""
    parts = [WARNINGS.empty_table()]
    for rule in WARNING_RULES:
        mask = pc.fill_null(rule.broken(values, now), fill_value=False).to_numpy(zero_copy_only=False) & good
        if mask.any():
            parts.append(_table(rule, values, np.flatnonzero(mask), lines, origin))
    return pa.concat_tables(parts)


def _table(rule: Rule, values: Values, rows: np.ndarray, lines: np.ndarray, origin: Origin) -> pa.Table:
    n = len(rows)
    return pa.table(
        {
            "source": pa.repeat(pa.scalar(origin.source, WARNINGS.field("source").type), n),
            "line": lines[rows],
            "bettor": pa.repeat(pa.scalar(origin.bettor, WARNINGS.field("bettor").type), n),
            "bet_id": values.texts["bet_id"].take(pa.array(rows)),
            "rule": pa.repeat(pa.scalar(rule.name, WARNINGS.field("rule").type), n),
            "reason": _sentences(rule, [_texts(values, column, rows) for column in rule.texts], n),
        },
        schema=WARNINGS,
    )


def _sentences(rule: Rule, shown: list[pa.Array], n: int) -> pa.Array:
    """The rule's sentence with each row's texts in its places, as one column."""
    if not shown:
        return pa.repeat(sentence([rule.sentence]), n)
    if "!r" in rule.sentence:
        rows = zip(*(texts.to_pylist() for texts in shown), strict=True)
        return pa.array([sentence([rule.sentence.format(*texts)]) for texts in rows], pa.string())
    pieces = _PLACE.split(sentence([rule.sentence]))  # text, number of a place, text, ...
    return pc.binary_join_element_wise(*(shown[int(p)] if k % 2 else p for k, p in enumerate(pieces)), "")


def _texts(values: Values, column: str | tuple[str, str], rows: np.ndarray) -> pa.Array:
    """The rows' texts in a column; of a pair of columns, the first that is not empty."""
    first, *others = (column,) if isinstance(column, str) else column
    texts = values.texts[first].take(pa.array(rows))
    for other in others:
        texts = pc.if_else(pc.equal(texts, ""), values.texts[other].take(pa.array(rows)), texts)
    return texts.cast(pa.string())
