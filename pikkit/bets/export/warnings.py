"""The warnings of a batch: which of its bets are strange, and why."""

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
    shown = [_texts(values, column, rows) for column in rule.texts]
    reasons = (
        [sentence([rule.sentence.format(*texts)]) for texts in zip(*shown, strict=True)]
        if shown
        else [sentence([rule.sentence])] * n
    )
    return pa.table(
        {
            "source": [origin.source] * n,
            "line": lines[rows],
            "bettor": [origin.bettor] * n,
            "bet_id": values.texts["bet_id"].take(pa.array(rows)),
            "rule": [rule.name] * n,
            "reason": reasons,
        },
        schema=WARNINGS,
    )


def _texts(values: Values, column: str | tuple[str, str], rows: np.ndarray) -> list[str]:
    """The rows' texts in a column; of a pair of columns, the first that is not empty."""
    first, *others = (column,) if isinstance(column, str) else column
    texts = values.texts[first].take(pa.array(rows))
    for other in others:
        texts = pc.if_else(pc.equal(texts, ""), values.texts[other].take(pa.array(rows)), texts)
    return list(texts.to_pylist())
