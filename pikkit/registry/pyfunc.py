"""The bundle as MLflow's generic model: what ``mlflow.pyfunc.load_model`` answers with. Named in every MLmodel file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.parquet as pq

from pikkit.training.bundle import REFERENCE, Bundle

if TYPE_CHECKING:
    import pandas as pd
    from mlflow.models import ModelSignature
    from mlflow.types import Schema

SCORES = ("p_win", "p_market", "low", "high")
EXAMPLES = 3
"""Bets in the input example."""


class PyfuncBundle:
    """Scores rows of features."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle

    def predict(self, rows: "pd.DataFrame", params: dict[str, Any] | None = None) -> "pd.DataFrame":  # noqa: ARG002 - MLflow's interface
        """Probabilities of n bets.

        Args:
            rows: n rows with the bundle's features, ``odds`` (decimal) and ``n_legs``.
            params: Unused.

        Returns:
            n rows of ``SCORES``.
        """
        import pandas as pd

        features = rows[list(self.bundle.feature_names)].to_numpy(dtype=np.float64)
        prediction = self.bundle.predict(features, rows["odds"].to_numpy(np.float64), rows["n_legs"].to_numpy(np.int64))
        return pd.DataFrame({name: getattr(prediction, name) for name in SCORES}, index=rows.index)


def _load_pyfunc(path: str) -> PyfuncBundle:
    """MLflow calls this with the folder of the bundle."""
    return PyfuncBundle(Bundle.load(Path(path)))


def signature(bundle: Bundle) -> "ModelSignature":
    """What goes in and what comes out."""
    from mlflow.models import ModelSignature
    from mlflow.types import ColSpec, Schema

    return ModelSignature(
        inputs=input_schema(bundle),
        outputs=Schema([ColSpec("double", name) for name in SCORES]),
    )


def input_schema(bundle: Bundle) -> "Schema":
    """The columns that a bundle reads."""
    from mlflow.types import ColSpec, Schema

    numbers = [ColSpec("double", name) for name in (*bundle.feature_names, "odds")]
    return Schema([*numbers, ColSpec("long", "n_legs")])


def input_example(bundle: Bundle, folder: Path) -> "pd.DataFrame":
    """A few straight bets of the bundle's sample; without one, a bet at even odds of which nothing else is known."""
    import pandas as pd

    names = [*bundle.feature_names, "odds"]
    sample = folder / REFERENCE
    if sample.is_file() and set(names) <= set(pq.read_schema(sample).names):
        rows: pd.DataFrame = pq.read_table(sample, columns=names).slice(0, EXAMPLES).to_pandas()
        return rows.assign(n_legs=1)
    return pd.DataFrame([dict.fromkeys(bundle.feature_names, 0.0) | {"odds": 2.0, "n_legs": 1}])
