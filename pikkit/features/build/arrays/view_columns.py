"""Every view's columns of some bets, all in memory."""

import numpy as np
import pyarrow as pa

from pikkit.features.build.arrays.as_of_join import Joined, join_history
from pikkit.features.build.arrays.facts import Facts
from pikkit.features.build.arrays.gathered_facts import gather_facts
from pikkit.features.build.arrays.history import view_history
from pikkit.features.views.column_names import FEATURES_AT, LAST_SETTLED, qualified
from pikkit.features.views.view import VIEWS, View

FEW = 0.2
"""Asking about a smaller share of the history than this, only the histories asked about are summed up."""


def view_columns(asked: pa.Table, past: pa.Table) -> dict[str, np.ndarray]:
    """Every view's columns and ``last_settled_us``, by qualified name, and ``features_at``, for each asked bet."""
    facts = gather_facts([asked], [past])
    newest = np.full(asked.num_rows, -1, dtype=np.int64)
    columns: dict[str, np.ndarray] = {FEATURES_AT: newest}
    for view in VIEWS:
        joined = joined_view(facts, view)
        columns |= {qualified(view, column): joined.values(column) for column in view.columns}
        columns[qualified(view, LAST_SETTLED)] = joined.settled
        if not view.parlays:
            np.maximum(newest, joined.settled, out=newest)
    return columns


def joined_view(facts: Facts, view: View) -> Joined:
    """A view summed up and joined to the asked bets."""
    asked, observed, size = facts.entities(view)
    few = len(asked) < FEW * len(observed)
    return join_history(
        facts, view_history(facts, view, observed, size, np.unique(asked) if few else None), asked, size
    )
