"""The warnings of a batch: which of its bets are strange, and why."""

from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.export.convert import Origin
from pikkit.bets.export.layout import Mask
from pikkit.bets.export.rejects import sentence, text_of
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
    reasons = (
        [sentence([rule.sentence.format(*(text_of(values, column, row) for column in rule.texts))]) for row in rows]
        if rule.texts
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
