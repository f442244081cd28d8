"""Refactorings leave features, model and scores of the sample as they were: pinned_run.json holds them.

Features are held to a relative 1e-9, which no order of sums reaches; what was learned and the scores to 1e-6, since
libraries promise no more between processors. A change that is meant to change them writes the file anew::

    python -m tests.training.test_pinned_run HOME      # a home in which tests/trained.py has trained
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from pikkit.features.definitions.feature_matrix import FEATURE_NAMES
from pikkit.training.bundle import Bundle
from tests.trained import TrainedHome

PINNED = Path(__file__).with_name("pinned_run.json")
SCORED = 40
"""Single bets, evenly spread over the sample, whose scores are held."""


def run_figures(home: Path) -> dict[str, Any]:
    """What is held of the one training of a home."""
    (features,) = home.glob("runs/*/*/build-features/features/training.parquet")
    (bundle,) = home.glob("runs/*/*/refit/refitted")
    rows = pq.read_table(features).sort_by("bet_id")
    return {
        "bets": rows.num_rows,
        "features": {name: _column_figures(rows[name]) for name in FEATURE_NAMES if name in rows.column_names},
        **_scores(Bundle.load(bundle), rows.filter(pc.equal(rows["n_legs"], 1))),
    }


def _column_figures(column: pa.ChunkedArray) -> list[float]:
    """How many values there are, their sum, and their sum weighted by their place, which an exchange of two changes."""
    values = column.to_numpy().astype(np.float64)
    there = ~np.isnan(values)
    places = np.arange(1, len(values) + 1, dtype=np.float64)
    return [float(there.sum()), math.fsum(values[there]), math.fsum(values[there] * places[there])]


def _scores(bundle: Bundle, rows: pa.Table) -> dict[str, Any]:
    chosen = rows.take(np.linspace(0, rows.num_rows - 1, SCORED).astype(np.int64))
    features = np.column_stack([chosen[name].to_numpy().astype(np.float64) for name in bundle.feature_names])
    said = bundle.predict(features, chosen["odds"].to_numpy(), chosen["n_legs"].to_numpy().astype(np.int64))
    columns = ("p_win", "p_market", "low", "high")
    return {
        "members": sorted(bundle.members),
        "learned_from": list(bundle.feature_names),
        "scores": {name: getattr(said, name).tolist() for name in columns},
    }


@pytest.mark.timeout(1200)  # whoever is first trains
def test_the_sample_gives_the_features_and_the_scores_it_gave(trained_home: TrainedHome) -> None:
    now, pinned = run_figures(trained_home.home), json.loads(PINNED.read_text("utf-8"))
    assert {name: now[name] for name in ("bets", "members", "learned_from")} == {
        name: pinned[name] for name in ("bets", "members", "learned_from")
    }
    assert now["features"].keys() == pinned["features"].keys()
    held = pinned["features"]
    assert [name for name in held if now["features"][name] != pytest.approx(held[name], rel=1e-9, abs=1e-9)] == []
    for name, scores in pinned["scores"].items():
        assert now["scores"][name] == pytest.approx(scores, abs=1e-6), name


def test_two_values_that_changed_places_are_noticed() -> None:
    one, other = pa.chunked_array([[1.0, 2.0, None]]), pa.chunked_array([[2.0, 1.0, None]])
    assert _column_figures(one)[:2] == _column_figures(other)[:2]
    assert _column_figures(one) != _column_figures(other)


if __name__ == "__main__":
    PINNED.write_text(json.dumps(run_figures(Path(sys.argv[1])), indent=1) + "\n", "utf-8")
