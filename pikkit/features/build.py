"""Build every view and join to each bet what was known when it was placed."""

from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pikkit.bets.schema import UTC_MICROSECONDS
from pikkit.features.asked import asked_columns
from pikkit.features.asof import KNOWN_AT, LAST_SETTLED, latest_rows, qualified
from pikkit.features.contributions import observations, relation
from pikkit.features.definitions import FEATURE_NAMES, feature_matrix
from pikkit.features.engine import connected
from pikkit.features.history import view_rows
from pikkit.features.keys import with_keys
from pikkit.features.views import VIEWS

FEATURES_AT = "features_at"
"""When the newest single bet behind a row's features settled, in microseconds; null without history."""

VIEW_FOLDER = "views"
TRAINING_FILE = "training.parquet"


def build_features(bets: Path, out: Path) -> int:
    """Write a bets snapshot's view rows (``views/<name>.parquet``) and training rows (``training.parquet``) under out.

    Returns:
        The number of training rows: one for each bet.
    """
    table = pq.read_table(bets)
    folder = out / VIEW_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    features = features_as_of(table, table, folder)
    pq.write_table(features, out / TRAINING_FILE)
    return int(features.num_rows)


def features_as_of(asked: pa.Table, history: pa.Table, view_folder: Path | None = None) -> pa.Table:
    """The asked bets with their features, each as of its own ``placed_at``, in the order given.

    Args:
        asked: Bets (schema BETS) to compute features for.
        history: Bets (schema BETS) whose settlements may be known; those settled at or after a bet's ``placed_at``
            do not touch its features.
        view_folder: Where to write the view rows too, if anywhere.
    """
    columns = joined_columns(asked, history, view_folder)
    matrix = feature_matrix(columns)
    table = asked
    for position, name in enumerate(FEATURE_NAMES):
        table = table.append_column(name, pa.array(matrix[:, position]))
    fresh = columns[FEATURES_AT]
    return table.append_column(FEATURES_AT, pa.array(fresh, mask=fresh < 0))


def joined_columns(asked: pa.Table, history: pa.Table, view_folder: Path | None = None) -> dict[str, np.ndarray]:
    """The request columns and every view's columns of the asked bets (``pikkit.features.feature.Columns``)."""
    columns = asked_columns(asked)
    newest = np.full(asked.num_rows, -1, dtype=np.int64)
    with connected() as engine:
        observed = engine.create_table("observed", observations(relation(history)), temp=True)
        keyed = with_keys(relation(asked)).mutate(row=ibis.row_number())
        wanted = sorted({key for view in VIEWS for key in view.keys})
        requests = engine.create_table("requests", keyed.select("row", "placed_at", *wanted), temp=True)
        for view in VIEWS:
            rows = engine.create_table(view.name, view_rows(observed, view), temp=True)
            if view_folder:
                _write_view(engine.to_pyarrow(rows), view_folder / f"{view.name}.parquet")
            joined = engine.to_pyarrow(latest_rows(requests, view, rows))
            settled = joined[qualified(view, KNOWN_AT)].fill_null(0).to_numpy() - 1
            newest = newest if view.parlays else np.maximum(newest, settled)
            columns |= {name: joined[name].to_numpy() for name in (qualified(view, c) for c in view.columns)}
            columns[qualified(view, LAST_SETTLED)] = settled
    columns[FEATURES_AT] = newest
    return columns


def _write_view(rows: pa.Table, path: Path) -> None:
    """Feast wants its event time as a UTC timestamp, and keeps only its seconds online: the exact moment is a value."""
    known_at = rows[KNOWN_AT]
    rows = rows.set_column(rows.schema.get_field_index(KNOWN_AT), KNOWN_AT, known_at.cast(UTC_MICROSECONDS))
    rows = rows.append_column(LAST_SETTLED, pc.subtract(known_at, 1))
    unfinished = path.with_suffix(".tmp")
    pq.write_table(rows, unfinished)
    unfinished.replace(path)
