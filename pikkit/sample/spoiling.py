"""Bad rows, each breaking one known rule of the export."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pikkit.sample.sample_events import Ints

_SPOILED: tuple[tuple[str, dict[str, str]], ...] = (
    ("odds.missing", {"odds": ""}),
    ("odds.range", {"odds": "0.5"}),
    ("stake.missing", {"amount": ""}),
    ("status.unknown", {"status": "SETTLED_MAYBE"}),
    ("time.unreadable", {"time_placed": "yesterday", "time_placed_iso": "yesterday"}),
)
_DUPLICATE = "id.duplicate"


def spoil(rows: pa.Table, bettor: Ints, share: float, rng: np.random.Generator) -> tuple[pa.Table, pa.Array]:
    """Spoil a share of the rows.

    Args:
        rows: The rows of all exports, a bettor's together in the order of the file.
        bettor: The bettor of each row.
        share: Share of the rows to spoil.
        rng: Where the choice comes from.

    Returns:
        The rows, and the rule each breaks (null for a good row). A duplicate repeats the id of its bettor's first good
        settled row, which stands above it.
    """
    rules = np.full(rows.num_rows, None, dtype=object)
    bad = np.flatnonzero(rng.random(rows.num_rows) < share)
    rules[bad] = np.array([rule for rule, _ in _SPOILED] + [_DUPLICATE], dtype=object)[
        rng.integers(0, len(_SPOILED) + 1, len(bad))
    ]
    ids = rows["bet_id"].to_numpy()
    ids, rules = _repeat_ids(ids, rules, bettor, pc.starts_with(rows["status"], "SETTLED").to_numpy())
    rows = rows.set_column(rows.schema.get_field_index("bet_id"), "bet_id", pa.array(ids, pa.string()))
    for rule, values in _SPOILED:
        for name, value in values.items():
            column = pc.if_else(pa.array(rules == rule), value or None, rows[name])
            rows = rows.set_column(rows.schema.get_field_index(name), name, column)
    return rows, pa.array(rules, pa.string())


def _repeat_ids(
    ids: NDArray[np.object_], rules: NDArray[np.object_], bettor: Ints, settled: NDArray[np.bool_]
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    good = np.flatnonzero(settled & (rules == None))  # noqa: E711 — element by element
    owners, first = np.unique(bettor[good], return_index=True)
    original = np.full(int(bettor.max()) + 1, len(ids))
    original[owners] = good[first]
    duplicate = rules == _DUPLICATE
    below = np.arange(len(ids)) > original[bettor]
    ids, rules = ids.copy(), rules.copy()
    # Without a row above to repeat, the row stays good.
    rules[duplicate & ~below] = None
    repeated = np.flatnonzero(duplicate & below)
    ids[repeated] = ids[original[bettor[repeated]]]
    return ids, rules
