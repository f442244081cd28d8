"""Run by the python of alibi-detect's environment: ``alibi_worker.py FILE.npz``, results as JSON on stdout.

It imports nothing of Pikkit, whose environment it does not share. The file holds pairs of arrays: ``continuous``,
``flags`` and ``texts`` (shape (n, F); the latter two as category numbers, with their counts in ``…_sizes``) and
``rows`` for the classifier, each with ``_reference`` or ``_window`` behind it.
"""

import contextlib
import json
import sys
from typing import Any

import numpy as np

BLOCKS = ("continuous", "flags", "texts")
P_VALUE = 0.01  # decisions are Pikkit's; alibi-detect wants one all the same


def main(path: str) -> None:
    """Compare, and print {block: {"p": [...], "statistic": [...]}}."""
    arrays = np.load(path, allow_pickle=False)
    with contextlib.redirect_stdout(sys.stderr):  # its libraries print when they are imported
        predictions = {block: _tabular(arrays, block) for block in BLOCKS if f"{block}_reference" in arrays}
        if "rows_reference" in arrays:
            predictions["rows"] = _classifier(arrays["rows_reference"], arrays["rows_window"])
    sys.stdout.write(json.dumps(predictions))


def _tabular(arrays: Any, block: str) -> dict[str, list[float]]:
    from alibi_detect.cd import TabularDrift

    sizes = arrays[f"{block}_sizes"].tolist() if f"{block}_sizes" in arrays else []
    categories = {column: list(range(size)) for column, size in enumerate(sizes)} or None
    detector = TabularDrift(arrays[f"{block}_reference"], P_VALUE, categories_per_feature=categories)
    data = detector.predict(arrays[f"{block}_window"], drift_type="feature")["data"]
    return {"p": _floats(data["p_val"]), "statistic": _floats(data["distance"])}


def _classifier(reference: Any, window: Any) -> dict[str, list[float]]:
    from alibi_detect.cd import ClassifierDrift
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(max_iter=40, max_depth=3, learning_rate=0.1, random_state=0)
    detector = ClassifierDrift(reference, model, backend="sklearn", p_val=P_VALUE, n_folds=3, seed=0)
    data = detector.predict(window)["data"]
    return {"p": [float(data["p_val"])], "statistic": [float(data["distance"])]}


def _floats(values: Any) -> list[float]:
    return [float(value) for value in np.ravel(values)]


if __name__ == "__main__":
    main(sys.argv[1])
