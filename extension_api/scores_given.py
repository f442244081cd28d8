"""The scores that were given to bets that were placed then."""

import pyarrow as pa

from extension_api.extensions import records
from pikkit.performance.calibration import SCORES
from pikkit.store.serving_tables import predictions

_MOST = 50_000
"""The newest ones are compared."""


def scores_given(bettor: str | None) -> pa.Table:
    """Scores of a bettor's bets (everybody's if None) as SCORES; of several scores of one bet, the last one."""
    where = {} if bettor is None else {"bettor": bettor}
    rows = records().read(predictions, where, limit=_MOST)
    last: dict[tuple[object, object], dict[str, object]] = {}
    for row in rows:
        if row["bet_id"]:
            last.setdefault((row["bettor"], row["bet_id"]), row)
    if not last:  # spares Arrow the import of pandas
        return SCORES.empty_table()
    return pa.Table.from_pylist([{name: row[name] for name in SCORES.names} for row in last.values()], SCORES)
