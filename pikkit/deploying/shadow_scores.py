"""Two registered versions on the stored bets: shadow scoring, whose power does not depend on the traffic's split."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pikkit.drift.reports import latest_report
from pikkit.features.build.build import features_as_of
from pikkit.registry import resolve
from pikkit.rollout.judging.evidence import stability_index
from pikkit.rollout.target import Quality
from pikkit.settings import Settings
from pikkit.settings.drift_severity import DriftSeverity
from pikkit.store import open_store
from pikkit.training.bundle import Bundle
from pikkit.training.dataset import Floats, Ints, Mask, TrainingSet, settled_bets, training_set
from pikkit.training.logistic import logit, sigmoid
from pikkit.training.losses import log_losses

MOST_BETS = 20_000
"""Newest settled bets that are scored by both versions."""


@dataclass(frozen=True)
class _Pair:
    """Gains of the candidate on bets in order of their settlement; arrays have n rows."""

    data: TrainingSet
    settled: Floats
    closed: Floats
    new: Mask
    learned: Mask
    shift: float | None


class StoredComparison:
    """Compares versions on the store's newest settled bets, each with what was known when it was placed.

    Args:
        settings: Where store and registry are.
        most: How many bets.
    """

    def __init__(self, settings: Settings, most: int = MOST_BETS) -> None:
        self._settings = settings
        self._most = most
        self._bundles: dict[str, Bundle] = {}
        self._watermark = -1
        self._bets: TrainingSet | None = None

    def quality(self, stable: str, candidate: str) -> Quality:
        """How both did: by event, on bets placed after all that either learned from, and on those that both did.

        Raises:
            InputError: A version's bundle reads features that this code does not make.
            NotReadyError: A version or its files are gone, or the store cannot be reached.
        """
        pair = _compare(self._bundle(stable), self._bundle(candidate), self._data())
        new, learned = (_by_event(pair.settled, pair.data, rows) for rows in (pair.new, pair.learned))
        closed = _by_event(pair.closed, pair.data, pair.new & ~np.isnan(pair.closed))
        learned_closed = _by_event(pair.closed, pair.data, pair.learned & ~np.isnan(pair.closed))
        return Quality(new, closed, pair.shift, self._drift(), learned, learned_closed)

    def _bundle(self, version: str) -> Bundle:
        if version not in self._bundles:
            uri = f"models:/{self._settings.model_name}/{version}"
            self._bundles[version] = Bundle.load(
                resolve(uri, self._settings.resolved_tracking_uri, self._settings.model_cache).folder
            )
        return self._bundles[version]

    def _data(self) -> TrainingSet:
        """Decided single bets in order of settlement, made again when the store has changed."""
        store = open_store(self._settings.resolved_store_url, self._settings)
        try:
            watermark = store.watermark()
            if self._bets is None or watermark != self._watermark:
                self._bets, self._watermark = _recent(store.read(), self._most), watermark
        finally:
            store.close()
        return self._bets

    def _drift(self) -> str:
        report = latest_report(self._settings, self._settings.model_name)
        if report is None or report.severity is not DriftSeverity.SEVERE:
            return ""
        features = [one.feature for one in report.results if one.severity is DriftSeverity.SEVERE]
        drifted = ", ".join(features[:3]) or "how well scores turn out"
        return f"{drifted} (checked {report.made_at:%Y-%m-%d %H:%M} UTC)."


def _recent(bets: pa.Table, most: int) -> TrainingSet:
    rows = settled_bets(bets)
    recent = rows.slice(max(0, rows.num_rows - most))
    data = training_set(features_as_of(recent, bets)).singles()
    data = data.take(data.decided)
    return data.take(np.argsort(data.settled_at, kind="stable"))


def _compare(stable: Bundle, candidate: Bundle, data: TrainingSet) -> _Pair:
    p, q = stable.predict_set(data).p_win, candidate.predict_set(data).p_win
    with np.errstate(invalid="ignore"):  # a bet without a closing price has no gain by it
        close = sigmoid(stable.market.close_margin(data))
        closed = log_losses(logit(p), close) - log_losses(logit(q), close)
    ends = (stable.window.end_microseconds, candidate.window.end_microseconds)
    settled = log_losses(logit(p), data.won) - log_losses(logit(q), data.won)
    shift = stability_index(p, q) if len(p) else None
    return _Pair(data, settled, closed, data.placed_at > max(ends), data.settled_at <= min(ends), shift)


def _by_event(gains: Floats, data: TrainingSet, rows: Mask) -> Floats:
    """The mean gain of each event, in the order in which the events' first bets settled."""
    chosen = gains[rows]
    if not len(chosen):
        return np.empty(0)
    events: Ints = data.event[rows]
    _, first, index = np.unique(events, return_index=True, return_inverse=True)
    means = np.bincount(index, chosen) / np.bincount(index)
    return np.asarray(means[np.argsort(first, kind="stable")], dtype=np.float64)
