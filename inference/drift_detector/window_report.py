"""From scored bets to a drift report: what was asked and answered, against the baseline of who answered."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from pydantic import ValidationError

from pikkit.base.errors import NotReadyError, PikkitError
from pikkit.drift.baseline import Baseline, load_baseline
from pikkit.drift.column_results import EDGE, SCORE
from pikkit.drift.column_sample import Sample
from pikkit.drift.compare import compare
from pikkit.drift.detector_values import Floats
from pikkit.drift.made_baseline import ModelAtHand
from pikkit.drift.quote_columns import quote_numbers, quoted_texts
from pikkit.drift.result import DriftReport
from pikkit.drift.scored_window import CATEGORIES
from pikkit.drift.store_check import make_baseline, model_at_hand, report_of, stored_bets
from pikkit.features.definitions.feature_matrix import FEATURES, feature_matrix
from pikkit.features.online.reader import FeastOnlineFeatures
from pikkit.features.online.served_features import served_features
from pikkit.inference.drift_detector.payloads import ScoredBet
from pikkit.quotes.bet_windows import span_around
from pikkit.quotes.quote_snapshot import QuoteSnapshot
from pikkit.quotes.store.opening import open_quote_store, quotes_may_be_stored
from pikkit.scoring.offered import Offered
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.selection import AskedColumns, BetBatch, batch_columns
from pikkit.settings import Settings

_REQUEST = {feature.name for feature in FEATURES if feature.entity == "request"}


def compare_window(settings: Settings, model_uri: str, bets: Sequence[ScoredBet]) -> DriftReport:
    """Compare the newest bets with the baseline of the model that is served now.

    Args:
        settings: Where model, baseline and online features are.
        model_uri: The model; an alias is resolved anew each time, so that the detector follows a promotion.
        bets: What was scored, by any version; those that others scored do not count.

    Raises:
        NotReadyError: There is no such model, no baseline and no store to make one of, or it scored too few bets.
    """
    model = model_at_hand(settings, model_uri)
    kept = _single(_by_version(bets, f"{model.name}/{model.version}"))
    if len(kept) < settings.detector.least_bets:
        least = settings.detector.least_bets
        raise NotReadyError(
            f"The window holds {len(kept)} single bets scored by {model.name}/{model.version}; a check needs {least}."
        )
    baseline = _baseline(settings, model)
    sample = _sample(settings, model, kept)
    report = report_of(baseline, sample, compare(baseline.sample, sample, baseline.limits))
    return replace(report, window_start=kept[0][1].at, window_end=kept[-1][1].at)


def _by_version(bets: Sequence[ScoredBet], version: str) -> list[ScoredBet]:
    return [bet for bet in bets if bet.version == version]


def _single(bets: Sequence[ScoredBet]) -> list[tuple[ScoreRequest, ScoredBet]]:
    """The bets with one leg, with what was asked; a bet without a moment was placed when it was asked about."""
    read = []
    for bet in bets:
        try:
            request = ScoreRequest.model_validate({"placed_at": bet.at, **bet.asked})
        except ValidationError:  # scored by a server that takes more than this one
            continue
        read.append((request, bet))
    legs = BetBatch.of([request for request, _ in read]).n_legs.tolist() if read else []
    return [pair for pair, count in zip(read, legs, strict=True) if count == 1]


def _baseline(settings: Settings, model: ModelAtHand) -> Baseline:
    try:
        return load_baseline(settings, model.name, model.version)
    except NotReadyError:
        return make_baseline(settings, model, stored_bets(settings))


def _sample(settings: Settings, model: ModelAtHand, kept: Sequence[tuple[ScoreRequest, ScoredBet]]) -> Sample:
    batch = BetBatch.of([request for request, _ in kept])
    asked = batch_columns(batch, batch.placed_at)
    names = model.bundle.feature_names
    columns = _features(settings, asked, names)
    p_win, p_market = (np.array([getattr(bet, name) for _, bet in kept]) for name in ("p_win", "p_market"))
    texts = {name: np.array(list(batch.texts[name]), dtype=object) for name in CATEGORIES}
    quotes = _quotes(settings, model, batch)
    numbers = {**columns, **quotes, SCORE: p_win, EDGE: p_win - p_market}
    return Sample(numbers, {**texts, **quoted_texts(quotes)})


def _quotes(settings: Settings, model: ModelAtHand, batch: BetBatch) -> dict[str, Floats]:
    """What the store knows of other books' prices before the bets; nothing where it cannot be reached."""
    if not quotes_may_be_stored(settings):
        return {}
    try:
        store = open_quote_store(settings)
    except PikkitError:
        return {}
    try:
        first, last = (int(end(batch.placed_at)) for end in (np.min, np.max))
        snapshot = QuoteSnapshot.of(store.read(span_around(first, last)))
    except PikkitError:
        return {}
    finally:
        store.close()
    others = snapshot.others(batch.placed_bets(batch.placed_at))
    weights = (model.bundle.quoted.weights if model.bundle.quoted else None) or {}
    return quote_numbers(Offered.of(others, batch.odds, batch.placed_at, weights).features)


def _features(settings: Settings, asked: AskedColumns, names: Sequence[str]) -> dict[str, Floats]:
    """What the model was given, by the history there is now; without an online store, what the request itself says."""
    try:
        online = FeastOnlineFeatures(settings.features_home, settings.feature_urls)
        values = served_features(online, asked.keys, asked.request, names).values
    except NotReadyError:
        names = [name for name in names if name in _REQUEST]
        values = feature_matrix(asked.request, names)
    return {name: values[:, position] for position, name in enumerate(names)}
