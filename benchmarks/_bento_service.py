"""A booster behind BentoML: rows of numbers in, what its trees say out. It runs in BentoML's environment."""

import os
from typing import Annotated

import bentoml  # type: ignore[import-not-found]
import numpy as np
import xgboost as xgb
from bentoml.validators import DType  # type: ignore[import-not-found]


@bentoml.service(name="pikkit", workers=1, logging={"access": {"enabled": False}})
class Trees:
    """The booster of the file that BOOSTER names."""

    def __init__(self) -> None:
        self._booster = xgb.Booster({"nthread": 1}, model_file=os.environ["BOOSTER"])

    @bentoml.api  # type: ignore[untyped-decorator]
    def predict(self, rows: Annotated[np.ndarray, DType("float32")]) -> np.ndarray:
        """A number a row."""
        return np.asarray(self._booster.inplace_predict(rows))
