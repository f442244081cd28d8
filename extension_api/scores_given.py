"""The scores that were given to bets that were placed then."""

import pyarrow as pa

from pikkit.extension_api.extensions import records
from pikkit.performance.reliability import SCORES
from pikkit.store.serving_tables import predictions

_MOST = 50_000
"""The newest ones are compared."""


def scores_given(bettor: str | None) -> pa.Table | None:
    """Scores of a bettor's bets (everybody's if None) as SCORES, None without any; of several of one bet, the last."""
    where = {} if bettor is None else {"bettor": bettor}
    rows = records().read(predictions, where, limit=_MOST)
    last: dict[tuple[object, object], dict[str, object]] = {}
    for row in rows:
        if row["bet_id"]:
            last.setdefault((row["bettor"], row["bet_id"]), row)
    if not last:
        return None
    return pa.Table.from_pylist([{name: row[name] for name in SCORES.names} for row in last.values()], SCORES)
