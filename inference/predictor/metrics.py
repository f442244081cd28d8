"""What the predictor counts beside KServe's own metrics; right with several workers, too."""

import os
from collections import Counter as Tally
from datetime import UTC, datetime

import numpy as np
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector

from pikkit.inference.predictor.workers import MULTIPROCESS
from pikkit.scoring.scores import Scores
from pikkit.scoring.serving_scorer import ServedModel
from pikkit.training.dataset import Floats

_TOGETHER = MULTIPROCESS in os.environ  # as prometheus_client found it; what is set later changes no figure
_SECONDS = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_TENTHS = tuple(round(0.1 * tenth, 1) for tenth in range(1, 11))

PREDICTIONS = Counter("pikkit_predictions", "Bets scored.", ["version", "verdict"])
ERRORS = Counter("pikkit_errors", "Requests refused or failed, by status.", ["status"])
RELOADS = Counter("pikkit_reloads", "Models loaded while serving: swapped in, or refused.", ["result"])
STAGES = Histogram("pikkit_stage_seconds", "Time of a request's stages.", ["stage"], buckets=_SECONDS)
P_WIN = Histogram("pikkit_p_win", "Chances of winning that were answered.", buckets=_TENTHS)
MODEL = Gauge(
    "pikkit_model_info",
    "1 for the model that serves.",
    ["version", "features_digest", "trained_from", "trained_until"],
    multiprocess_mode="mostrecent",
)
FEATURES_AGE = Gauge(
    "pikkit_features_age_seconds",
    "Time since the features were brought up to date, at the last score.",
    multiprocess_mode="mostrecent",
)
SERVED = ("decode", "features", "predict", "encode")
"""The stages."""

_STAGE = {stage: STAGES.labels(stage) for stage in SERVED}


def observe_stage(stage: str, seconds: float) -> None:
    """Count a stage of a request."""
    _STAGE[stage].observe(seconds)


def observe_scores(scores: Scores) -> None:
    """Count what was answered."""
    for verdict, count in Tally(scores.verdicts).items():
        PREDICTIONS.labels(scores.model_version, verdict).inc(count)
    _observe_all(P_WIN, scores.said.p_win)
    FEATURES_AGE.set(max(datetime.now(UTC).timestamp() - int(scores.materialized_at[0]) / 1e6, 0.0))


def show_model(facts: ServedModel, before: ServedModel | None = None) -> None:
    """Say which model serves, and that the one before does not any more."""
    if before:
        MODEL.labels(*before.labels()).set(0)
    MODEL.labels(*facts.labels()).set(1)


def exposition(accept: str) -> tuple[bytes, str]:
    """All metrics, KServe's included, and their content type, in the format asked for."""
    encoder, content_type = choose_encoder(accept)
    registry = REGISTRY
    if _TOGETHER:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # prometheus_client
    return encoder(registry), content_type


def _observe_all(histogram: Histogram, values: Floats) -> None:
    """Observe n values at once; one by one, 10,000 would take as long as scoring them."""
    counts = np.bincount(np.searchsorted(_TENTHS, values, side="left"), minlength=len(_TENTHS) + 1)
    histogram._sum.inc(float(values.sum()))
    for bucket, count in zip(histogram._buckets, counts.tolist(), strict=True):
        if count:
            bucket.inc(count)
