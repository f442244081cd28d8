"""The usual way to serve such a model: a scikit-learn pipeline over a DataFrame, stacked and calibrated.

It imports nothing of Pikkit, so that a server in an environment of its own can load what was dumped.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier, StackingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from xgboost import XGBClassifier

CATEGORIES = ("sportsbook", "bettor", "sport", "league", "market", "side")


def frame_of(bets: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Bets as the pipeline reads them; each has a ``placed_at`` in ISO 8601."""
    names = (*CATEGORIES, "odds", "n_legs", "placed_at")
    frame = pd.DataFrame([{name: bet.get(name) for name in names} for bet in bets])
    moment = pd.to_datetime(frame.pop("placed_at"), utc=True, format="ISO8601")
    read = frame[list(CATEGORIES)].fillna("").assign(odds=frame["odds"].astype(float))
    return read.assign(hour=moment.dt.hour, weekday=moment.dt.weekday, n_legs=frame["n_legs"].fillna(1).astype(float))


def fit_usual(frame: pd.DataFrame, won: Sequence[int], trees: int = 200) -> CalibratedClassifierCV:
    """Fit it; every learner on one thread, as each call here is timed on one."""
    boosted = XGBClassifier(n_estimators=trees, max_depth=3, learning_rate=0.05, n_jobs=1)
    histogram = HistGradientBoostingClassifier(max_iter=trees, max_depth=3, learning_rate=0.05)
    logistic = make_pipeline(StandardScaler(with_mean=False), LogisticRegression(max_iter=200))
    stacked = StackingClassifier(
        [("xgboost", boosted), ("histogram", histogram), ("logistic", logistic)], LogisticRegression(), cv=3
    )
    encoder = OneHotEncoder(handle_unknown="ignore", min_frequency=20, sparse_output=False)
    columns = ColumnTransformer([("texts", encoder, list(CATEGORIES))], remainder="passthrough")
    pipeline = Pipeline([("columns", columns), ("model", stacked)])
    model = CalibratedClassifierCV(pipeline, cv=3, ensemble=False)  # one stack to call, not one a fold
    return model.fit(frame, won)
